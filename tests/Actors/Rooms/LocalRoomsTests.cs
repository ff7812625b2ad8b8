using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.Rooms;

public sealed class LocalRoomsTests
{
    private static readonly WorldDefinition World = SampleWorld.Load();

    private readonly LocalRooms _rooms = new(World, maxInstances: 10);

    [Theory]
    [InlineData("attic")]
    [InlineData("yard~2")]
    [InlineData("hall~0")]
    [InlineData("hall~02")]
    [InlineData("hall~12")]
    public void An_unknown_room_gets_no_handle(string room)
    {
        Assert.Null(_rooms.GetOrAdd(new RoomId(room)));
        Assert.False(_rooms.TryFind(new RoomId(room), out _));
        Assert.True(_rooms.All.IsEmpty);
    }

    [Theory]
    [InlineData("yard")]
    [InlineData("hall")]
    [InlineData("hall~11")]
    public void A_room_keeps_one_handle_across_activations(string room)
    {
        var first = _rooms.GetOrAdd(new RoomId(room));
        Assert.NotNull(first);
        first.Activated(ActorRefs.Nobody, 3);
        first.Ended(ActorRefs.Nobody);
        Assert.Same(first, _rooms.GetOrAdd(new RoomId(room)));
        Assert.Equal(1, _rooms.All.Length);
    }

    [Fact]
    public void A_report_lists_active_rooms_with_the_most_players_first()
    {
        for (var instance = 1; instance <= 5; instance++)
        {
            var room = _rooms.GetOrAdd(new RoomId("hall").WithInstance(instance))!;
            room.Activated(Actor($"{instance}"), instance);
            room.Stats.Set(players: instance % 3, disconnected: instance % 2);
        }
        _rooms.GetOrAdd(new RoomId("yard"));
        _rooms.GetOrAdd(new RoomId("closet"))!.Quarantined = true;
        var report = _rooms.Report("one");
        Assert.Equal(("one", 6, 6, 3), (report.Node, report.ActiveRooms, report.Players, report.Disconnected));
        Assert.Equal(["hall~2", "hall~5", "hall", "hall~4", "closet", "hall~3"], report.Rooms.Select(static room => room.Room.Value));
        Assert.True(report.Rooms[4].IsQuarantined);
    }

    [Fact]
    public void An_instances_room_is_listed_from_Add_until_Remove()
    {
        var rooms = new LocalRooms(MatchWorld.Of(new InstanceOptions()), maxInstances: 10);
        rooms.GetOrAdd(new RoomId("lobby"));
        RoomHandle[] arenas = [.. Enumerable.Range(1, 100).Select(number => rooms.GetOrAdd(new RoomId($"arena@lobby-{number}"))!)];
        Assert.Equal(1, rooms.All.Length);
        Assert.Null(rooms.GetOrAdd(new RoomId("arena")));
        Assert.Null(rooms.GetOrAdd(new RoomId("lobby@lobby-1")));
        foreach (var arena in arenas)
        {
            rooms.Add(arena);
            rooms.Add(arena);
            Assert.Same(arena, rooms.GetOrAdd(arena.Id));
        }
        // A concurrent enumeration sees the rooms that were there when it began.
        var before = rooms.All;
        Assert.Equal(101, before.Length);
        foreach (var arena in arenas.Where(static arena => arena.Id != new RoomId("arena@lobby-50")))
            rooms.Remove(arena);
        Assert.DoesNotContain(before.ToArray(), static room => room is null);
        Assert.Equal(["arena@lobby-50", "lobby"], rooms.All.ToArray().Select(static room => room.Id.Value).Order());
        rooms.Remove(new RoomHandle(new RoomId("arena@lobby-50")));
        Assert.True(rooms.TryFind(new RoomId("arena@lobby-50"), out _));
    }

    [Fact]
    public void The_end_of_an_activation_does_not_end_the_next()
    {
        var room = _rooms.GetOrAdd(new RoomId("hall"))!;
        var (before, after) = (Actor("1"), Actor("2"));
        room.Activated(before, 1);
        room.Activated(after, 2);
        room.Ended(before);
        Assert.Equal((after, 2), (room.Actor, room.Epoch));
    }

    [Fact]
    public void A_late_room_is_sent_one_tick_and_a_new_activation_starts_with_none_pending()
    {
        var room = _rooms.GetOrAdd(new RoomId("hall"))!;
        Assert.True(room.TryClaimTick());
        Assert.False(room.TryClaimTick());
        room.Activated(Actor("1"), 1);
        Assert.True(room.TryClaimTick());
    }

    private static IActorRef Actor(string name) => new Named(new RootActorPath(Address.AllSystems) / name);

    private sealed class Named(ActorPath path) : MinimalActorRef
    {
        public override ActorPath Path => path;

        public override IActorRefProvider Provider => throw new NotSupportedException();
    }
}
