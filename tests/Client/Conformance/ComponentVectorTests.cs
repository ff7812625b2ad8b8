using System.Text.Json.Nodes;
using Actors.Client.Tests.Support;

namespace Actors.Client.Tests.Conformance;

/// <summary>Components as the server sends them: its own tests hold the vectors to that.</summary>
public sealed class ComponentVectorTests
{
    private static readonly JsonArray Scenarios = Vectors.Read("components.json")["scenarios"]!.AsArray();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Scenarios.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Components_match_those_the_server_sent(int number)
    {
        var (scenario, stage) = (Scenarios[number]!, new Stage().Begin());
        foreach (var message in scenario["messages"]!.AsArray().Select(static message => (string)message!))
        {
            if (message.StartsWith('{'))
                stage.Line.Say(message);
            else
                stage.Line.Say(Convert.FromHexString(message), isText: false);
            stage.Client.Update();
        }

        var (expected, state) = (scenario["expected"]!, stage.Client.State!);
        Same(expected["room"], state.Components);
        Same(expected["own"], stage.Client.Own);
        Each(expected["players"], state.Players, static player => $"{player.Id}", static player => player.Components);
        Each(expected["creatures"], state.Creatures, static creature => $"{creature.Id}", static creature => creature.Components);
        Each(expected["items"], state.Items, static item => item.Id, static item => item.Components);
        Each(expected["nodes"], state.NodeComponents.Select(static (components, node) => (Node: node, Components: components)), static node => $"{node.Node}", static node => node.Components);
        Assert.Empty(stage.Line.Of("resync"));
    }

    private static void Each<T>(JsonNode? expected, IEnumerable<T> things, Func<T, string> idOf, Func<T, ComponentSet> of)
    {
        T[] all = [.. things];
        Assert.Subset(all.Select(idOf).ToHashSet(), expected!.AsObject().Select(static one => one.Key).ToHashSet());
        Assert.All(all, thing => Same(expected[idOf(thing)] ?? new JsonObject(), of(thing)));
    }

    private static void Same(JsonNode? expected, ComponentSet actual)
    {
        Assert.Equal(expected!.AsObject().Select(static one => one.Key).Order(StringComparer.Ordinal), actual.Names.Order(StringComparer.Ordinal));
        foreach (var (name, its) in expected.AsObject())
            Assert.Equal(Vectors.Value(its), actual[name]);
    }
}
