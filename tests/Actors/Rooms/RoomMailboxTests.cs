using Actors.Rooms;
using Actors.TestKit;
using Actors.Tests.Serialization.Kit;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.Rooms;

/// <summary>A room receives more messages than may wait for it.</summary>
public sealed class RoomMailboxTests
{
    private const int Capacity = 64;

    private static readonly WorldDefinition World = SampleWorld.Load();
    private static readonly PlayerId Ada = new(1);

    [Fact]
    public async Task A_full_mailbox_refuses_commands_and_joins()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { MailboxCapacity = Capacity });
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        var (connection, told) = Collected.In(node.System, "connection");
        var room = node.ActivationOf("hall")!;
        for (var id = 1; id <= Capacity + 2; id++)
            room.Tell(Say(id), node.Gateway);
        room.Tell(Join(node), connection);
        node.Advance(0.1);
        Assert.Equal(Enumerable.Range(1, Capacity), node.Told(1).OfType<Answered>().Select(static answer => (int)answer.CommandId));
        Assert.Equal([Capacity + 1L, Capacity + 2], node.Told(1).OfType<CommandRefused>().Select(static refused => refused.CommandId));
        Assert.All(node.Told(1).OfType<CommandRefused>(), static refused => Assert.Equal(Codes.Unavailable, refused.Why!.Code));
        Assert.True(told.TryRead(out var refusal));
        Assert.Equal(Codes.Unavailable, Assert.IsType<JoinRefused>(refusal).Why.Code);
    }

    [Fact]
    public async Task A_full_mailbox_drops_the_oldest_inputs()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { MailboxCapacity = Capacity });
        node.Join(1, "hall", 1);
        var frames = node.Watch("hall");
        node.Advance(0.1);
        for (var input = 1; input <= 3 * Capacity; input++)
            node.ActivationOf("hall")!.Tell(new ExecuteCommand(Ada, SimulatedNode.IdOf(1), 1, 0, 0, new Move(new Vector(1, 0), input)), node.Gateway);
        node.Advance(0.1);
        Assert.Empty(node.Told(1).OfType<CommandRefused>());
        Assert.Equal(3 * Capacity, frames.Frames[^1].Players[0].LastProcessedInput);
    }

    [Fact]
    public async Task A_room_that_cannot_be_loaded_refuses_joins_over_its_capacity()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { MailboxCapacity = Capacity });
        node.Faults.IsReachable = false;
        for (var connection = 1; connection <= Capacity + 1; connection++)
            node.Join(connection, "hall", connection);
        node.Advance(0.1);
        Assert.Equal(Codes.Unavailable, node.Last<JoinRefused>(Capacity + 1).Why.Code);
        Assert.Empty(node.Told(Capacity));
        node.Faults.IsReachable = true;
        node.Advance(1);
        Assert.IsType<Joined>(Assert.Single(node.Told(1)));
    }

    private static ExecuteCommand Say(int id) => new(Ada, SimulatedNode.IdOf(1), 1, id, id, new Say($"{id}"));

    private static JoinRoom Join(SimulatedNode node) => new(new PlayerId(2), null, SimulatedNode.IdOf(2), node.Gateway, node.Time.GetUtcNow(), 1, null);
}
