using Actors.Rooms;
using Actors.Storage;
using Actors.TestKit;
using Actors.World;

namespace Actors.Tests.Rooms;

/// <summary>A world that is started with content other than that with which its players and items were persisted.</summary>
public sealed class ContentChangeTests
{
    private readonly MemoryWorldStore _store = new();

    [Fact]
    public async Task A_player_saved_in_a_removed_room_enters_the_first_room_of_its_zone_with_its_items()
    {
        await LiveBeforeAsync(static node => node.Ask(1, "mill", 1, 1, new Take("lamp")));
        await using var node = new SimulatedNode(World("path", "tower"), _store);
        var ada = Come(node, 1, "mill");
        Assert.Equal("path", ada.Room);
        Assert.Equal([new PlayerNotice(Codes.RoomGone, "The room where you were, mill, is gone: you are in path.")], ada.Notices);
        Assert.Equal(new RoomId("path"), _store.Find(new PlayerId(1))!.Room);
        node.Ask(1, "path", 1, 2, new ShowInventory());
        node.Ask(1, "path", 1, 3, new Drop("lamp"));
        node.Advance(0.2);
        Assert.Equal([2L, 3], node.Told(1).OfType<Answered>().Where(static answer => answer.Reply is not Rejected).Select(static answer => answer.CommandId));
        Assert.Equal(new RoomId("path"), Assert.Single(_store.Items, static item => item.Kind == "lamp").Room);
    }

    [Fact]
    public async Task A_player_saved_in_a_removed_zone_enters_the_default_room()
    {
        await LiveBeforeAsync();
        await using var node = new SimulatedNode(World(), _store);
        var ada = Come(node, 1, "mill");
        Assert.Equal(("plaza", Codes.RoomGone), (ada.Room, Assert.Single(ada.Notices).Code));
        // From now on the plaza is where it belongs.
        node.Leave(1, "plaza", 1);
        node.Advance(0.1);
        Assert.Equal(("plaza", 0), (Come(node, 1, "plaza", connection: 2).Room, Come(node, 1, "plaza", connection: 2).Notices.Count));
    }

    [Fact]
    public async Task A_renamed_room_keeps_its_players_and_items_under_the_new_id()
    {
        await LiveBeforeAsync(static node =>
        {
            node.Ask(1, "mill", 1, 1, new Take("lamp"));
            node.Ask(1, "mill", 1, 0, new Move(new Vector(0, 1), 1));
            node.Advance(0.5);
            node.Ask(1, "mill", 1, 0, new Move(Vector.Zero, 2));
        });
        var before = _store.Items.Select(static item => (item.Id, item.Kind)).Order().ToArray();
        var stood = _store.Find(new PlayerId(1))!.Position;
        var world = new WorldBuilder().ItemKind("lamp").ItemKind("oar").Room("plaza").Zone("hills").Room("path").Room("watermill", Mill).FormerRoom("mill", "watermill").Build();
        await using var node = new SimulatedNode(world, _store);
        var frames = node.Watch("watermill");
        var ada = Come(node, 1, "mill");
        Assert.Equal("watermill", ada.Room);
        Assert.Equal([new PlayerNotice(Codes.RoomGone, "The room where you were, mill, is watermill now.")], ada.Notices);
        Assert.Equal(stood, _store.Find(new PlayerId(1))!.Position);
        Assert.Equal(["oar"], frames.Frames[^1].Items.Select(static item => item.Kind));
        // No item of the content was placed a second time.
        Assert.Equal(before, _store.Items.Select(static item => (item.Id, item.Kind)).Order());
        Assert.All(_store.Items.Where(static item => item.Player is null), static item => Assert.Equal("watermill", item.Room?.Value));
        node.Ask(1, "watermill", 1, 2, new Take("oar"));
        node.Advance(0.2);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
    }

    [Fact]
    public async Task A_renamed_rooms_takeover_is_retried_after_a_store_failure()
    {
        await LiveBeforeAsync();
        var before = _store.Items.Count;
        var world = new WorldBuilder().ItemKind("lamp").ItemKind("oar").Room("plaza").Zone("hills").Room("watermill", Mill).FormerRoom("mill", "watermill").Build();
        await using var node = new SimulatedNode(world, _store);
        var failures = 0;
        node.Faults.Committing = _ =>
        {
            if (++failures == 1)
                throw new IOException("The disk is away.");
        };
        var frames = node.Watch("watermill");
        node.Advance(2);
        Assert.Equal(2, failures);
        Assert.Equal(["lamp", "oar"], frames.Frames[^1].Items.Select(static item => item.Kind).Order());
        Assert.Equal(before, _store.Items.Count);
    }

    [Fact]
    public async Task A_room_that_replaces_another_has_the_items_of_both()
    {
        await LiveBeforeAsync(static node =>
        {
            node.Join(9, "tower", 9);
            node.Advance(0.1);
        });
        var world = new WorldBuilder().ItemKind("lamp").ItemKind("oar").Room("plaza").Zone("hills").Room("tower", Tower).FormerRoom("mill", "tower").Build();
        await using var node = new SimulatedNode(world, _store);
        var frames = node.Watch("tower");
        node.Advance(1);
        Assert.Equal(["lamp", "lamp", "oar"], frames.Frames[^1].Items.Select(static item => item.Kind).Order());
        Assert.Equal(3, _store.Items.Count);
    }

    [Fact]
    public async Task Items_in_a_removed_room_reappear_when_the_room_returns()
    {
        await LiveBeforeAsync();
        await using (var node = new SimulatedNode(World("path"), _store))
            Come(node, 1, "mill");
        Assert.Equal(2, _store.Items.Count(static item => item.Room == new RoomId("mill")));
        await using var again = new SimulatedNode(World("path", "mill", "tower"), _store);
        var frames = again.Watch("mill");
        again.Advance(1);
        Assert.Equal(["lamp", "oar"], frames.Frames[^1].Items.Select(static item => item.Kind).Order());
    }

    [Fact]
    public async Task A_player_saved_in_a_copy_enters_the_room_if_it_no_longer_overflows()
    {
        await using (var node = new SimulatedNode(Copies(overflow: true), _store))
        {
            await ClaimAsync(1, "hall~2");
            Come(node, 1, "hall~2");
            node.Ask(1, "hall~2", 1, 1, new Take("lamp"));
            node.Advance(0.2);
        }
        await using var after = new SimulatedNode(Copies(overflow: false), _store);
        var ada = Come(after, 1, "hall~2");
        Assert.Equal("hall", ada.Room);
        Assert.Equal([new PlayerNotice(Codes.RoomGone, "The copy of hall where you were is gone: you are in hall.")], ada.Notices);
        Assert.Equal(new PlayerId(1), Assert.Single(_store.Items, static item => item.Id.Value.StartsWith("hall~2", StringComparison.Ordinal)).Player);
    }

    [Fact]
    public async Task Players_over_a_reduced_capacity_enter_the_zones_first_room_or_the_default_room()
    {
        for (var player = 1; player <= 4; player++)
            await ClaimAsync(player, "mill");
        await using var node = new SimulatedNode(Small(), _store);
        var rooms = Enumerable.Range(1, 4).Select(player => Come(node, player, "mill", connection: player)).ToList();
        Assert.Equal(["mill", "path", "plaza", "tower"], rooms.Select(static arrival => arrival.Room));
        Assert.Empty(rooms[0].Notices);
        Assert.Equal(new PlayerNotice(Codes.RoomFull, "mill is full: you are in path."), Assert.Single(rooms[1].Notices));
        Assert.Equal(["mill", "path", "plaza", "tower"], Enumerable.Range(1, 4).Select(player => _store.Find(new PlayerId(player))!.Room.Value));
    }

    [Fact]
    public async Task A_player_is_refused_until_a_room_has_space()
    {
        for (var player = 1; player <= 5; player++)
            await ClaimAsync(player, "mill");
        await using var node = new SimulatedNode(Small(), _store);
        for (var player = 1; player <= 4; player++)
            Come(node, player, "mill", connection: player);
        Assert.Equal(Codes.RoomFull, Come(node, 5, "mill", connection: 5).Refused?.Code);
        Assert.Equal(new RoomId("mill"), _store.Find(new PlayerId(5))!.Room);
        node.Leave(1, "mill", 1);
        node.Advance(0.2);
        Assert.Equal("mill", Come(node, 5, "mill", connection: 5, firstAttempt: 9).Room);
    }

    [Fact]
    public async Task A_player_saved_in_a_full_overflowing_room_enters_a_copy_without_a_notice()
    {
        for (var player = 1; player <= 3; player++)
            await ClaimAsync(player, "hall");
        await using var node = new SimulatedNode(Copies(overflow: true, capacity: 1), _store);
        var arrivals = Enumerable.Range(1, 3).Select(player => Come(node, player, "hall", connection: player)).ToList();
        Assert.Equal(["hall", "hall~2", "hall~3"], arrivals.Select(static arrival => arrival.Room));
        Assert.All(arrivals, static arrival => Assert.Empty(arrival.Notices));
    }

    [Fact]
    public async Task An_old_activation_of_a_removed_room_can_no_longer_commit()
    {
        await ClaimAsync(1, "mill");
        await using var old = new SimulatedNode(World("path", "mill", "tower"), _store);
        Come(old, 1, "mill");
        // A node that was started with the new content, beside one that has not been stopped yet.
        await using var node = new SimulatedNode(World("path", "tower"), _store);
        Assert.Equal("path", Come(node, 1, "mill").Room);
        old.Ask(1, "mill", 1, 1, new Take("lamp"));
        old.Advance(0.2);
        Assert.Empty(old.Told(1).OfType<Answered>());
        Assert.Single(old.Told(1).OfType<RoomClosed>());
        Assert.Equal(new RoomId("mill"), Assert.Single(_store.Items, static item => item.Kind == "lamp").Room);
        Assert.Equal(new RoomId("path"), _store.Find(new PlayerId(1))!.Room);
    }

    [Fact]
    public async Task A_join_repeated_after_a_store_failure_moves_the_player_once()
    {
        await LiveBeforeAsync(static node => node.Ask(1, "mill", 1, 1, new Take("lamp")));
        await using var node = new SimulatedNode(World("path", "tower"), _store);
        node.Faults.Committing = static _ => throw new IOException("The disk is away.");
        Assert.Equal(Codes.Unavailable, Come(node, 1, "mill").Refused?.Code);
        node.Faults.Committing = null;
        Assert.Equal("path", Come(node, 1, "mill", firstAttempt: 9).Room);
        Assert.Equal(new PlayerId(1), Assert.Single(_store.Items, static item => item.Kind == "lamp").Player);
    }

    [Theory]
    [InlineData(0)]
    // The first connection was made before the clock was set back.
    [InlineData(3600)]
    public async Task The_later_of_two_connections_gets_the_player_of_a_removed_room(int secondsAhead)
    {
        await ClaimAsync(1, "mill");
        await using var node = new SimulatedNode(World("path"), _store);
        node.Join(1, "mill", 1, known: true, since: node.Time.GetUtcNow().AddSeconds(secondsAhead));
        node.Join(2, "mill", 1, known: true);
        node.Advance(0.5);
        Assert.IsType<SessionReplaced>(Assert.Single(node.Told(1)));
        Assert.Equal(new RoomId("plaza"), Assert.IsType<MovedTo>(Assert.Single(node.Told(2))).Room);
        Assert.Equal("plaza", Come(node, 1, "plaza", connection: 2, firstAttempt: 9).Room);
        Assert.Equal(1, node.Report().Players);
    }

    [Fact]
    public async Task A_guest_without_a_row_is_redirected_from_a_removed_room()
    {
        await using var node = new SimulatedNode(World("path"), _store);
        node.Join(1, "mill", 7);
        node.Advance(0.2);
        var why = new PlayerNotice(Codes.RoomGone, "The room where you were, mill, is gone: you are in plaza.");
        Assert.Equal(new MovedTo(new RoomId("plaza"), null, null, why, Attempt: 1), Assert.Single(node.Told(1)));
        node.Join(1, "plaza", 7, attempt: 2);
        node.Advance(0.2);
        Assert.Equal(new RoomId("plaza"), node.Last<Joined>(1).Room);
    }

    [Theory]
    [InlineData("plaza~2")]
    [InlineData("plaza~x")]
    [InlineData("nowhere")]
    public async Task A_join_to_an_unknown_room_leaves_nothing_behind(string name)
    {
        await using var node = new SimulatedNode(World("path"), _store);
        node.Join(1, name, 7);
        node.Join(2, name, 8, known: true);
        node.Advance(1);
        Assert.Equal(0, _store.EpochOf(new RoomId(name)));
        Assert.Equal(Codes.NoSuchPlayer, node.Last<JoinRefused>(2).Why.Code);
        Assert.Empty(node.Report().Rooms);
    }

    [Fact]
    public async Task A_slot_in_a_room_that_the_content_lacks_is_refused()
    {
        // The exit leads to a room of this content; the node that would host that room has different content.
        await using var node = new SimulatedNode(World("path"), _store);
        node.Join(1, "plaza", 1);
        node.Advance(0.1);
        node.Send(1, "mill", new ReserveSlot(
            new RoomId("plaza"), new PlayerState(new PlayerRecord { Id = new PlayerId(1), Name = "p1", Room = new RoomId("mill") }, []), new TransferId(new RoomId("plaza"), 1, 1)));
        node.Advance(0.1);
        Assert.Equal(Codes.NoSuchRoom, node.Last<SlotRefused>(1).Why.Code);
    }

    [Fact]
    public async Task Items_of_a_removed_kind_stay_owned_and_are_announced_once_on_joining()
    {
        await LiveBeforeAsync(static node => node.Ask(1, "mill", 1, 1, new Take("oar")));
        await using (var node = new SimulatedNode(new WorldBuilder().ItemKind("lamp").Room("plaza").Zone("hills").Room("mill").Exit("plaza", "north", "mill").Build(), _store))
        {
            var ada = Come(node, 1, "mill");
            Assert.Equal([new PlayerNotice(Codes.ItemsShelved, "Kept for you until there are such things again: oar.")], ada.Notices);
            node.Ask(1, "mill", 1, 2, new Go("south"));
            node.Advance(0.2);
            var moved = node.Last<MovedTo>(1);
            node.Send(1, "plaza", new JoinRoom(new PlayerId(1), null, SimulatedNode.IdOf(1), node.Gateway, node.Time.GetUtcNow(), 20, null, moved.Transfer));
            node.Advance(0.2);
            Assert.Null(node.Last<Joined>(1).Notices);
        }
        await using var again = new SimulatedNode(World("path", "mill"), _store);
        Come(again, 1, "plaza");
        again.Ask(1, "plaza", 1, 3, new ShowInventory());
        again.Advance(0.2);
        Assert.Equal("oar", Assert.Single(Assert.IsType<InventoryShown>(again.Last<Answered>(1).Reply).Items).Kind);
    }

    private sealed record Arrival(string? Room, IReadOnlyList<PlayerNotice> Notices, Rejected? Refused);

    /// <summary>Joins as a connection does: follows redirects to other rooms.</summary>
    private static Arrival Come(SimulatedNode node, long player, string room, long connection = 1, long firstAttempt = 1)
    {
        List<PlayerNotice> notices = [];
        for (var attempt = firstAttempt; attempt < firstAttempt + 5; attempt++)
        {
            var before = node.Told(connection).Count;
            node.Join(connection, room, player, known: true, attempt: attempt);
            node.Advance(0.2);
            switch (node.Told(connection).Skip(before).FirstOrDefault(static message => message is Joined or MovedTo or JoinRefused))
            {
                case Joined joined:
                    return new Arrival(joined.Room.Value, [.. notices, .. joined.Notices ?? []], null);
                case JoinRefused refused:
                    return new Arrival(null, notices, refused.Why);
                case MovedTo moved:
                    notices.AddRange(moved.Why is { } why ? [why] : []);
                    room = moved.Room.Value;
                    break;
                default:
                    return new Arrival(null, notices, null);
            }
        }
        throw new InvalidOperationException($"{player} was sent from room to room.");
    }

    /// <summary>Runs the world with content that has the mill, and Ada in it.</summary>
    private async Task LiveBeforeAsync(Action<SimulatedNode>? live = null)
    {
        await ClaimAsync(1, "mill");
        await using var node = new SimulatedNode(World("path", "mill", "tower"), _store);
        Come(node, 1, "mill");
        live?.Invoke(node);
        node.Advance(0.2);
    }

    private Task ClaimAsync(long player, string room) =>
        _store.ClaimNameAsync(new PlayerRecord { Id = new PlayerId(player), Name = $"Ada{player}", Room = new RoomId(room), Health = 100 }, $"Ada{player}", CancellationToken.None);

    private static RoomDefinition Mill(RoomDefinition mill) => mill.WithItem("lamp", 1, 1).WithItem("oar", 2, 2);

    private static RoomDefinition Tower(RoomDefinition tower) => tower.WithItem("lamp", 0, 3);

    private static WorldDefinition World(params string[] hills)
    {
        var world = new WorldBuilder().ItemKind("lamp").ItemKind("oar").Room("plaza");
        if (hills.Length > 0)
            world.Zone("hills");
        foreach (var room in hills)
            world.Room(room, room switch { "mill" => Mill, "tower" => Tower, _ => null });
        return world.Build();
    }

    private static WorldDefinition Small() => new WorldBuilder()
        .Room("plaza", One).Zone("hills").Room("path", One).Room("mill", One).Room("tower", One).Build();

    private static RoomDefinition One(RoomDefinition room) => room with { Capacity = 1 };

    private static WorldDefinition Copies(bool overflow, int capacity = 10) => new WorldBuilder()
        .ItemKind("lamp").Room("plaza").Room("hall", hall => (hall with { Overflow = overflow, Capacity = capacity }).WithItem("lamp", 1, 1)).Build();
}
