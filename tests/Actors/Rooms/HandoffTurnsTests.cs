using Actors.Rooms;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.Rooms;

/// <summary>The rooms of a node that gives up all its shards at once.</summary>
public sealed class HandoffTurnsTests
{
    private static readonly RoomId[] OneOfEachShard = [.. Enumerable.Range(0, RoomShards.Count)
        .Select(static shard => Enumerable.Range(0, 10_000).Select(static number => new RoomId($"room-{number}")).First(room => RoomShards.Of(room) == shard))];

    private readonly HandoffTurns _turns = new();
    private readonly TimeSpan _now = TimeSpan.FromDays(1);

    [Fact]
    public void Shards_take_turns_and_the_first_does_not_wait() =>
        Assert.Equal([0, 25, 50, 75], OneOfEachShard[..4].Select(room => _turns.WaitOf(room, _now).TotalMilliseconds));

    [Fact]
    public void Rooms_of_one_shard_have_one_turn()
    {
        var shard = RoomShards.Of(OneOfEachShard[7]);
        var together = Enumerable.Range(0, 10_000).Select(static number => new RoomId($"room-{number}")).Where(room => RoomShards.Of(room) == shard).Take(5).ToList();
        _turns.WaitOf(OneOfEachShard[0], _now);
        Assert.All(together, room => Assert.Equal(HandoffTurns.Interval, _turns.WaitOf(room, _now)));
        Assert.All(together, room => Assert.Equal(TimeSpan.Zero, _turns.WaitOf(room, _now + HandoffTurns.Interval)));
    }

    [Fact]
    public void Nothing_waits_for_more_than_a_second()
    {
        var waits = OneOfEachShard.Select(room => _turns.WaitOf(room, _now)).ToList();
        Assert.Equal(HandoffTurns.Longest, waits.Max());
        Assert.Equal(HandoffTurns.Longest, waits[^1]);
    }

    [Fact]
    public void A_shard_that_leaves_again_later_has_another_turn()
    {
        _turns.WaitOf(OneOfEachShard[0], _now);
        var later = _now + TimeSpan.FromSeconds(10);
        _turns.WaitOf(OneOfEachShard[1], later);
        Assert.Equal(HandoffTurns.Interval, _turns.WaitOf(OneOfEachShard[0], later));
    }

    [Fact]
    public async Task A_room_that_waits_for_its_turn_runs_on_and_takes_commands()
    {
        await using var node = new SimulatedNode(SampleWorld.Load());
        PlayInBothRooms(node);
        node.Seal("hall");
        node.Seal("yard");
        node.Advance(0.001);
        Assert.Null(node.ActivationOf("hall"));
        // As a connection does, which knows the activation.
        node.ActivationOf("yard")!.Tell(new ExecuteCommand(new PlayerId(2), SimulatedNode.IdOf(2), 1, 1, 1, new ShowInventory()), ActorRefs.NoSender);
        node.Advance(0.001);
        Assert.IsType<InventoryShown>(node.Last<Answered>(2).Reply);
        node.Advance(1);
        Assert.Null(node.ActivationOf("yard"));
    }

    [Fact]
    public async Task A_room_that_nobody_sees_does_not_wait_for_others()
    {
        await using var node = new SimulatedNode(SampleWorld.Load());
        PlayInBothRooms(node);
        node.Join(3, "closet", 3);
        node.Advance(0.1);
        node.Seal("hall");
        node.Seal("closet");
        node.Advance(0.001);
        Assert.Null(node.ActivationOf("closet"));
    }

    [Fact]
    public async Task A_room_that_fails_while_it_waits_for_its_turn_stops_all_the_same()
    {
        await using var node = new SimulatedNode(SampleWorld.Load());
        PlayInBothRooms(node);
        node.Seal("hall");
        node.Seal("yard");
        node.Advance(0.001);
        node.ActivationOf("yard")!.Tell(Kill.Instance, ActorRefs.NoSender);
        node.Advance(2);
        Assert.Null(node.ActivationOf("yard"));
    }

    [Fact]
    public async Task A_server_that_stops_alone_seals_all_rooms_at_once()
    {
        await using var node = new SimulatedNode(SampleWorld.Load());
        PlayInBothRooms(node);
        var stopped = node.StopRoomsAsync();
        node.Advance(0.001);
        Assert.True(stopped.IsCompleted);
    }

    /// <summary>A player in each of two rooms that are in different shards, with somebody who watches.</summary>
    private static void PlayInBothRooms(SimulatedNode node)
    {
        Assert.NotEqual(RoomShards.Of(new RoomId("hall")), RoomShards.Of(new RoomId("yard")));
        node.Join(1, "hall", 1);
        node.Join(2, "yard", 2);
        node.Watch("hall");
        node.Watch("yard");
        node.Advance(0.2);
    }
}
