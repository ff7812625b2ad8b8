using Actors.Rooms;
using Actors.TestKit;
using Actors.World;

namespace Examples;

public sealed class NodeTests
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .ItemKind("lamp")
        .Room("cave", cave => cave.WithItem("lamp", 2, 0))
        .Build();

    [Fact]
    public async Task A_take_is_answered_only_after_the_lamp_is_stored()
    {
        await using var node = new SimulatedNode(World, commitLatency: TimeSpan.FromMilliseconds(80));
        node.Join(connection: 1, "cave", player: 7);
        node.Advance(0.5);

        node.Ask(connection: 1, "cave", player: 7, commandId: 1, new Take("lamp"));
        node.Advance(0.05);
        Assert.DoesNotContain(node.Told(1), static told => told is Answered);
        node.Advance(0.05);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
        Assert.Equal(new PlayerId(7), Assert.Single(node.Store.Items).Player);
    }
}
