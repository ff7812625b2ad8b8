using Actors.Rooms;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;
using Akka.TestKit.TestActors;

namespace Actors.Tests.Rooms;

/// <summary>What a room knows of its players' gateways, and of the gateways that watch it.</summary>
public sealed class RoomGatewayTests
{
    private static readonly WorldDefinition World = SampleWorld.Load();
    private static readonly RoomId Hall = new("hall");

    [Fact]
    public async Task Only_players_of_a_terminated_gateway_are_disconnected()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { GraceSeconds = 20 });
        var other = node.System.ActorOf(BlackHoleActor.Props);
        node.Send(1, "hall", Join(node, 1, other));
        node.Join(2, "hall", 2);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 0, new Move(new Vector(1, 0), 1));
        node.Advance(0.1);
        node.System.Stop(other);
        node.Advance(0.1);
        Assert.Equal((2, 1), (node.Report().Players, node.Report().Disconnected));
        node.Advance(10);
        node.Join(3, "hall", 1, known: true);
        node.Advance(0.1);
        Assert.True(node.Last<Joined>(3).WasIn);
        Assert.Equal((2, 0), (node.Report().Players, node.Report().Disconnected));
    }

    [Fact]
    public async Task A_player_whose_gateway_died_leaves_after_the_reconnect_window()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { GraceSeconds = 20 });
        var other = node.System.ActorOf(BlackHoleActor.Props);
        node.Send(1, "hall", Join(node, 1, other));
        node.Advance(0.1);
        node.System.Stop(other);
        node.Advance(19.9);
        Assert.Equal(1, node.Report().Players);
        node.Advance(0.3);
        Assert.Equal((0, 0), (node.Report().Players, node.Report().Disconnected));
    }

    [Fact]
    public async Task An_unwatch_of_an_old_view_does_not_end_its_successors_watch()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        var frames = node.Watch("hall");
        node.Advance(0.1);
        // The same gateway has another view of the room by now.
        node.Send(9, "hall", new WatchRoom(frames.Watcher));
        node.Rooms.Tell(new RoomEnvelope(Hall, new UnwatchRoom(frames.Watcher)), frames.Watcher);
        node.Advance(0.1);
        Assert.Equal(1, node.Last<Watching>(9).Epoch);
        Assert.Equal(1, Assert.Single(node.Report().Rooms).Watchers);
        frames.Clear();
        node.Ask(1, "hall", 1, 0, new Move(new Vector(1, 0), 1));
        node.Advance(1);
        Assert.InRange(frames.Frames.Count, 19, 21);
        node.Send(9, "hall", new UnwatchRoom(frames.Watcher));
        node.Advance(0.1);
        Assert.Equal(0, Assert.Single(node.Report().Rooms).Watchers);
    }

    [Fact]
    public async Task A_new_watch_gets_exactly_the_events_since_the_one_it_names()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        var first = node.Watch("hall");
        node.Advance(0.1);
        foreach (var (text, id) in new[] { ("one", 1), ("two", 2), ("three", 3) })
            node.Ask(1, "hall", 1, id, new Say(text));
        node.Advance(0.1);
        var one = first.Frames[^1].NextEvent - 3;
        Assert.Equal(["two", "three"], Told(node.Watch("hall", one + 1)));
        Assert.Equal(["one", "two", "three"], Told(node.Watch("hall", 0)));
        Assert.Empty(Told(node.Watch("hall", one + 3)));
        Assert.Empty(Told(node.Watch("hall")));

        string[] Told(FrameLog watched)
        {
            node.Advance(0.1);
            return [.. watched.Frames.SelectMany(static frame => frame.Events).OfType<Said>().Select(static said => said.Text)];
        }
    }

    [Fact]
    public async Task A_late_watch_of_the_next_activation_gets_all_of_its_events()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        var before = node.Watch("hall");
        node.Ask(1, "hall", 1, 1, new Say("before"));
        node.Advance(0.1);
        var next = before.Frames[^1].NextEvent;
        node.Seal("hall");
        node.Advance(1);
        node.Join(1, "hall", 1, known: true, attempt: 2);
        node.Ask(1, "hall", 1, 2, new Say("after"));
        node.Advance(0.1);
        var frames = node.Watch("hall", next);
        node.Advance(0.1);
        Assert.All(frames.Shown, static shown => Assert.Equal(2, shown.Epoch));
        Assert.Equal("after", Assert.IsType<Said>(Assert.Single(frames.Frames.SelectMany(static frame => frame.Events))).Text);
    }

    [Fact]
    public async Task A_terminated_gateway_no_longer_watches()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        var frames = node.Watch("hall");
        node.Advance(0.1);
        node.System.Stop(frames.Watcher);
        node.Advance(0.1);
        Assert.Equal(0, Assert.Single(node.Report().Rooms).Watchers);
    }

    [Fact]
    public async Task A_repeated_join_is_answered_again_and_keeps_its_commands()
    {
        await using var node = new SimulatedNode(World);
        var join = Join(node, 1, node.Gateway);
        node.Send(1, "hall", join);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Send(1, "hall", join);
        node.Ask(1, "hall", 1, 2, new Say("hello"));
        node.Advance(0.1);
        Assert.Equal([false, true], node.Told(1).OfType<Joined>().Select(static joined => joined.WasIn));
        Assert.Equal([1L, 2], node.Told(1).OfType<Answered>().Select(static answer => answer.CommandId));
        Assert.DoesNotContain(node.Told(1), static message => message is CommandRefused or SessionReplaced);
    }

    [Fact]
    public async Task A_join_repeated_during_the_load_loads_the_player_once()
    {
        await using var node = new SimulatedNode(World);
        await node.Store.ClaimNameAsync(new PlayerRecord { Id = new PlayerId(1), Name = "Ada", Room = Hall, Health = 10 }, "Ada", CancellationToken.None);
        node.Join(2, "hall", 2);
        node.Advance(0.1);
        var loads = 0;
        node.Faults.Loading = _ => loads++;
        node.Faults.Delay = TimeSpan.FromSeconds(2);
        for (var i = 0; i < 3; i++)
            node.Join(1, "hall", 1, known: true);
        node.Advance(5);
        Assert.Equal(1, loads);
        Assert.Single(node.Told(1).OfType<Joined>());
    }

    [Fact]
    public async Task A_gateway_is_not_notified_of_a_room_its_last_player_has_left()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new Go("north"));
        node.Advance(0.1);
        Assert.Equal(new RoomId("yard"), node.Last<MovedTo>(1).Room);
        node.Seal("hall");
        node.Advance(0.1);
        Assert.Empty(node.Told(1).OfType<RoomClosed>());
    }

    private static JoinRoom Join(SimulatedNode node, long player, IActorRef gateway) => new(
        new PlayerId(player),
        new PlayerRecord { Id = new PlayerId(player), Name = $"p{player}", Room = Hall, Health = World.Rules.PlayerMaxHealth },
        SimulatedNode.IdOf(player),
        gateway,
        node.Time.GetUtcNow(),
        1,
        null);
}
