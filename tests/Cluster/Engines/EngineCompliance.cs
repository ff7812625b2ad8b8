using Actors.Cluster.Tests.Kit;
using Actors.World;

namespace Actors.Cluster.Tests.Engines;

/// <summary>What an engine must do (docs/engine.md), whatever it is made of.</summary>
public abstract class EngineCompliance
{
    private static readonly RoomId Room = new("r0");
    private static readonly WorldDefinition World = TestCluster.Ring(3);

    private readonly EngineUnderTest _engine;

    protected EngineCompliance() => _engine = Start(World);

    /// <summary>An engine that has settled: every room of the world has a home.</summary>
    protected abstract EngineUnderTest Start(WorldDefinition world);

    [Fact]
    public void A_room_that_nobody_has_spoken_to_before_answers()
    {
        Join(1);
        var joined = Assert.Single(Told(1).OfType<Joined>());
        Assert.Equal((Room, new PlayerId(1), 1L), (joined.Room, joined.You.Id, joined.Attempt));
    }

    [Fact]
    public void What_one_node_tells_a_room_arrives_in_its_order_and_so_do_the_answers()
    {
        Join(1);
        for (var id = 1; id <= 200; id++)
            Ask(1, id, id % 2 == 0 ? new Drop("lamp") : new Take("lamp"));
        _engine.Advance(5);
        Assert.Equal(Enumerable.Range(1, 200), Told(1).OfType<Answered>().Select(static answer => (int)answer.CommandId));
        Assert.All(Told(1).OfType<Answered>(), static answer => Assert.IsType<Done>(answer.Reply));
    }

    [Fact]
    public void A_room_that_does_not_exist_refuses_who_wants_to_come_in()
    {
        _engine.Cluster.Tell(new RoomId("nowhere"), JoinOf(1, new RoomId("nowhere")));
        _engine.Advance(1);
        Assert.Equal(Codes.NoSuchRoom, Assert.Single(Told(1).OfType<JoinRefused>()).Why.Code);
    }

    [Fact]
    public void A_connection_that_has_no_body_where_it_acts_is_told_to_join_anew()
    {
        Ask(1, 1, new Take("lamp"));
        _engine.Advance(1);
        Assert.Equal(Room, Assert.Single(Told(1).OfType<RoomLost>()).Room);
        Assert.DoesNotContain(Told(1), static message => message is Answered);
    }

    [Fact]
    public void A_connection_is_told_at_its_own_gateway_and_one_of_a_gateway_that_is_not_there_nowhere()
    {
        var whisper = new Whispered(new PlayerId(2), "two", "psst");
        _engine.Cluster.Tell(new ConnectionAddress(_engine.Cluster.Node, 7), whisper);
        _engine.Cluster.Tell(new ConnectionAddress("nobody", 7), whisper);
        _engine.Advance(1);
        Assert.Equal([whisper], Told(7));
    }

    [Fact]
    public void A_watch_begins_with_the_whole_room_and_goes_on_with_what_changes_in_order()
    {
        Join(1);
        var watcher = new ProbeWatcher();
        using var watch = _engine.Cluster.Watch(Room, watcher);
        _engine.Advance(0.3);
        Assert.Single(watcher.Frames[0].Players);
        Assert.Equal(3, watcher.Frames[0].Items.Length);
        var seen = watcher.Frames.Count;
        Act(1, new Move(new Vector(0, 1), 1));
        _engine.Advance(1);
        Assert.InRange(watcher.Frames.Count - seen, 15, 22);
        // The first may come once more, for an engine that was not sure that it had been asked for.
        Assert.Equal(watcher.Frames.Select(static frame => frame.Sequence).Order(), watcher.Frames.Select(static frame => frame.Sequence));
        Assert.True(watcher.Frames[^1].Players[0].YMilli > 3000);
    }

    [Fact]
    public void All_events_reach_a_watcher_once_and_in_their_order()
    {
        Join(1);
        var watcher = new ProbeWatcher();
        using var watch = _engine.Cluster.Watch(Room, watcher);
        _engine.Advance(0.3);
        for (var i = 1; i <= 100; i++)
        {
            Ask(1, i, new Say($"{i}"));
            _engine.Advance(0.01);
        }
        _engine.Advance(1);
        Assert.Equal(Enumerable.Range(1, 100).Select(static i => $"{i}"), watcher.Frames.SelectMany(static frame => frame.Events).OfType<Said>().Select(static said => said.Text));
    }

    [Fact]
    public void Of_many_watchers_each_sees_the_room_and_who_has_stopped_sees_nothing_more()
    {
        Join(1);
        var (stops, stays) = (new ProbeWatcher(), new ProbeWatcher());
        var stopping = _engine.Cluster.Watch(Room, stops);
        using var staying = _engine.Cluster.Watch(Room, stays);
        _engine.Advance(0.3);
        stopping.Dispose();
        _engine.Advance(0.3);
        var (before, seen) = (stops.Frames.Count, stays.Frames.Count);
        Act(1, new Move(new Vector(1, 0), 1));
        _engine.Advance(0.5);
        Assert.Equal(before, stops.Frames.Count);
        Assert.True(stays.Frames.Count > seen + 5);
    }

    [Fact]
    public void A_room_may_be_watched_before_anybody_is_in_it()
    {
        var watcher = new ProbeWatcher();
        using var watch = _engine.Cluster.Watch(Room, watcher);
        _engine.Advance(0.5);
        Assert.Empty(watcher.Frames[^1].Players);
        Join(1);
        Assert.Single(watcher.Frames[^1].Players);
    }

    [Fact]
    public void What_is_published_reaches_every_gateway_this_one_included_once()
    {
        var shout = new Shouted(new PlayerId(1), "one", new ZoneId("zone"), "ahoy");
        _engine.Cluster.Publish(shout);
        _engine.Advance(1);
        Assert.All(_engine.Gateways, gateway => Assert.Single(gateway.World, shout));
    }

    [Fact]
    public void A_body_that_two_connections_want_is_the_later_ones_and_the_other_is_told()
    {
        Join(1, player: 1);
        Join(2, player: 1);
        Assert.Single(Told(1).OfType<SessionReplaced>());
        Assert.Single(Told(2).OfType<Joined>());
    }

    [Fact]
    public void A_walk_into_the_next_room_ends_with_a_ticket_for_it_and_the_body_there()
    {
        Join(1);
        Ask(1, 1, new Go("east"));
        _engine.Advance(1);
        var moved = Assert.Single(Told(1).OfType<MovedTo>());
        Assert.Equal("r1", moved.Room.Value);
        _engine.Cluster.Tell(moved.Room, new JoinRoom(new PlayerId(1), null, Address(1), _engine.Now, 2, moved.From, moved.Ticket));
        _engine.Advance(1);
        Assert.Equal("r1", Told(1).OfType<Joined>().Last().Room.Value);
    }

    private IReadOnlyList<ConnectionMessage> Told(long connection) => _engine.Gateways[0].Told(connection);

    private ConnectionAddress Address(long connection) => new(_engine.Cluster.Node, connection);

    private void Join(long connection, long? player = null)
    {
        _engine.Cluster.Tell(Room, JoinOf(connection, Room, player));
        _engine.Advance(0.5);
    }

    private JoinRoom JoinOf(long connection, RoomId room, long? player = null)
    {
        var id = new PlayerId(player ?? connection);
        return new JoinRoom(id, new PlayerRecord { Id = id, Name = $"p{id}", Room = room, Health = 100 }, Address(connection), _engine.Now, 1, null);
    }

    private void Ask(long connection, long id, Command command) => _engine.Cluster.Tell(Room, new Act(new PlayerId(connection), Address(connection), 1, id, id, command));

    private void Act(long connection, Command command) => _engine.Cluster.Tell(Room, new Act(new PlayerId(connection), Address(connection), 1, 0, 0, command));
}
