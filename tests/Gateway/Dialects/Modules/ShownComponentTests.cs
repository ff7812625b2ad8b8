using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Dialects.SocketIO;
using Actors.Gateway.Tests.Dialects.Native;
using Actors.TestKit;
using Actors.World;
using Xunit;

namespace Actors.Gateway.Tests.Dialects.Modules;

/// <summary>Components that rules set, as clients see them: public ones are shown to all, own ones to their owner.</summary>
public sealed class ShownComponentTests : IAsyncLifetime
{
    private static readonly WorldDefinition World = new WorldBuilder().WithRules(Healing.Rules).Room("hall").Room("yard").Exit("hall", "north", "yard").Build();

    private readonly VirtualGateway _gateway = new(World);
    private int _id;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("\"deltas\":true")]
    public void States_contain_public_components_once_there_are_any(string wishes)
    {
        var (ada, cleo) = (Native("Ada"), Native("Cleo", wishes));
        Assert.DoesNotContain(cleo.Told(), static told => told.Contains("components", StringComparison.Ordinal));
        Command(ada, """{"verb":"heal","args":{"target":"Cleo","points":3}}""");
        var aura = cleo.Told().Select(static told => JsonNode.Parse(told)!).Select(static told => told["components"] ?? told["changes"]?["components"]).First(static its => its is not null)!;
        Assert.Equal("""{"colour":"green","strength":3}""", aura["players"]!.AsObject().Single().Value!["aura"]!.ToJsonString());
        Command(ada, """{"verb":"weather","args":{"sky":"rain"}}""");
        Assert.Contains(cleo.Told(), static told => told.Contains("\"room\":{\"weather\":{\"sky\":\"rain\"}}", StringComparison.Ordinal));
        // A client that joins later gets all of it.
        Assert.Contains(
            Native("Dora").Told(),
            static told => told.Contains("\"aura\"", StringComparison.Ordinal) && told.Contains("\"weather\"", StringComparison.Ordinal) && told.Contains("keyframe", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public void Own_components_are_sent_to_their_owner_on_change_room_entry_and_resync(string format)
    {
        var (ada, cleo) = (Native("Ada", format: format), Native("Cleo"));
        Quiet(ada, cleo);
        Command(ada, """{"verb":"heal","args":{"target":"Cleo","points":3}}""", format);
        Assert.Equal(Own(format, "7"), OwnOf(ada));
        Command(ada, """{"line":"look"}""", format);
        Assert.Null(OwnOf(ada));
        Command(ada, """{"verb":"weather","args":{"sky":"rain"}}""", format);
        Assert.Equal(Own(format, "6"), OwnOf(ada));
        Send(ada, """{"type":"resync"}""", format);
        Assert.Equal(Own(format, "6"), OwnOf(ada));
        // In the next room, after the messages about that room.
        Command(ada, """{"line":"north"}""", format);
        _gateway.Advance(10);
        var told = ada.Told();
        Assert.True(
            told.FindIndex(static one => one.Contains("\"yard\"", StringComparison.Ordinal)) < told.FindIndex(one => one.Contains("\"own\"", StringComparison.Ordinal)), string.Join('\n', told));
        Command(ada, """{"verb":"pray"}""", format);
        Assert.Equal(Own(format, null), OwnOf(ada));
        Assert.DoesNotContain(cleo.Told(), static one => one.Contains("mana", StringComparison.Ordinal));
    }

    [Fact]
    public void A_resumed_client_gets_its_own_components_and_every_later_change()
    {
        var ada = Native("Ada");
        Command(ada, """{"verb":"heal","args":{"target":"Ada","points":3}}""");
        var told = ada.Told().Select(static one => JsonNode.Parse(one)!).ToArray();
        var resume = (string)told.Last(static one => (string?)one["type"] == "room")["resume"]!;
        var next = (long)told.Last(static one => (string?)one["type"] == "keyframe")["nextEvent"]!;
        ada.Break();
        _gateway.Advance(1);
        var back = Native("Ada", more: $",\"resume\":\"{resume}\",\"fromEvent\":{next}");
        var seen = back.Told();
        Assert.Contains("\"resumed\":\"events\"", seen[0]);
        Assert.Equal(Own("json", "7"), Assert.Single(seen, static one => one.Contains("\"own\"", StringComparison.Ordinal)));
        // Nothing with an event number happens in the room.
        Command(back, """{"verb":"weather","args":{"sky":"rain"}}""");
        Assert.Equal(Own("json", "6"), OwnOf(back));
    }

    [Fact]
    public void Socket_IO_puts_components_on_their_holder()
    {
        var ada = Native("Ada");
        var sam = _gateway.Connect(new SocketIODialect(World, _gateway.Time), Named("Sam"));
        _gateway.Advance(1);
        Assert.DoesNotContain(sam.Told(), static told => told.Contains("components", StringComparison.Ordinal));
        Command(ada, """{"verb":"heal","args":{"target":"Sam","points":3}}""");
        Command(ada, """{"verb":"weather","args":{"sky":"rain"}}""");
        var state = JsonNode.Parse(sam.Told().Last(static told => told.Contains("\"players\"", StringComparison.Ordinal))[2..])![1]!;
        Assert.Equal("""{"weather":{"sky":"rain"}}""", state["components"]!.ToJsonString());
        var players = state["players"]!.AsArray().ToDictionary(static player => (string)player!["name"]!, static player => player!["components"]);
        Assert.Equal("""{"aura":{"colour":"green","strength":3}}""", players["Sam"]!.ToJsonString());
        Assert.Null(players["Ada"]);

        sam.Send("""{"event":"player_action","data":{"action":"weather","data":{"sky":"snow"}}}"""u8.ToArray());
        _gateway.Advance(0.2);
        Assert.Contains("""42["own",{"components":{"mana":{"points":9}}}]""", sam.Told());
    }

    [Fact]
    public void Mud_states_carry_components_of_players_and_the_room()
    {
        var ada = Native("Ada");
        var mona = _gateway.Connect(new MudDialect(_gateway.Time), Named("Mona"));
        _gateway.Advance(1);
        mona.Send("""{"type":"subscribe","stream":"state"}"""u8.ToArray());
        _gateway.Advance(0.2);
        Assert.DoesNotContain(mona.Told(), static told => told.Contains("components", StringComparison.Ordinal));
        Command(ada, """{"verb":"heal","args":{"target":"Mona","points":3}}""");
        Command(ada, """{"verb":"weather","args":{"sky":"rain"}}""");
        var state = JsonNode.Parse(mona.Told().Last(static told => told.Contains("\"state\"", StringComparison.Ordinal)))!;
        Assert.Equal("""{"weather":{"sky":"rain"}}""", state["components"]!.ToJsonString());
        Assert.Equal("""{"aura":{"colour":"green","strength":3}}""", state["players"]!.AsArray().Single(static player => (string)player!["name"]! == "Mona")!["components"]!.ToJsonString());
    }

    private static ConnectRequest Named(string name) => new("/", new Dictionary<string, string> { ["name"] = name }, null);

    private VirtualGateway.Client Native(string name, string wishes = "", string format = "json", string more = "")
    {
        var client = _gateway.Connect(new NativeDialect(World, _gateway.Time, format == "json" ? NativeFormat.Json : NativeFormat.MessagePack));
        Send(client, $$$"""{"type":"hello","version":1,"name":"{{{name}}}","wishes":{{{{wishes}}}}{{{more}}}}""", format);
        _gateway.Advance(1);
        return client;
    }

    private void Command(VirtualGateway.Client client, string verb, string format = "json")
    {
        var command = JsonNode.Parse(verb)!.AsObject();
        (command["type"], command["id"]) = ("command", ++_id);
        Send(client, command.ToJsonString(), format);
    }

    private void Send(VirtualGateway.Client client, string json, string format)
    {
        client.Send(format == "json" ? Encoding.UTF8.GetBytes(json) : NativeNodes.Pack(json));
        _gateway.Advance(0.2);
    }

    private static void Quiet(params VirtualGateway.Client[] clients)
    {
        foreach (var client in clients)
            client.Told();
    }

    private static string Own(string format, string? points) => (format, points) switch
    {
        ("json", null) => """{"type":"own","components":{"mana":null}}""",
        ("json", _) => $$$$"""{"type":"own","components":{"mana":{"points":{{{{points}}}}}}}""",
        (_, null) => """{"type": "own", "components": {"mana": null}}""",
        _ => $$$$"""{"type": "own", "components": {"mana": {"points": {{{{points}}}}}}}""",
    };

    private static string? OwnOf(VirtualGateway.Client client) => client.Told().SingleOrDefault(static told => told.Contains("\"own\"", StringComparison.Ordinal));
}
