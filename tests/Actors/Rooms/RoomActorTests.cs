using Actors.Rooms;
using Actors.Storage;
using Actors.TestKit;
using Actors.World;
using Akka.Actor;

namespace Actors.Tests.Rooms;

public sealed class RoomActorTests
{
    private static readonly WorldDefinition World = SampleWorld.Load();
    private static readonly RoomId Hall = new("hall");
    private static readonly RoomId Yard = new("yard");

    [Fact]
    public async Task A_durable_command_is_answered_only_after_its_commit()
    {
        await using var node = new SimulatedNode(World, commitLatency: TimeSpan.FromMilliseconds(200));
        node.Join(1, "hall", 1);
        node.Advance(1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.19);
        Assert.DoesNotContain(node.Told(1), static message => message is Answered);
        Assert.All(node.Store.Items, static item => Assert.Null(item.Player));
        node.Advance(0.02);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
        Assert.Single(node.Store.Items, static item => item.Player == new PlayerId(1));
    }

    [Fact]
    public async Task Answers_keep_the_order_of_commands_even_if_one_waits_for_a_commit()
    {
        await using var node = new SimulatedNode(World, commitLatency: TimeSpan.FromMilliseconds(200));
        node.Join(1, "hall", 1);
        node.Advance(1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Ask(1, "hall", 1, 2, new Look());
        node.Advance(1);
        Assert.Equal([1, 2], node.Told(1).OfType<Answered>().Select(static answer => (int)answer.CommandId));
    }

    [Fact]
    public async Task Commands_of_a_disconnected_connection_are_refused_until_it_rejoins()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Leave(1, "hall", 1, cutOff: true);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        Assert.DoesNotContain(node.Told(1), static message => message is Answered);
        Assert.Null(node.Last<CommandRefused>(1).Why);
        Assert.All(node.Store.Items, static item => Assert.Null(item.Player));
        node.Join(1, "hall", 1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
    }

    [Fact]
    public async Task A_leave_before_the_player_is_loaded_leaves_no_ghost()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(1);
        node.Faults.Delay = TimeSpan.FromSeconds(0.2);
        AssertLeavesNoBody(node);
    }

    [Fact]
    public async Task A_leave_during_a_join_that_waits_for_a_commit_leaves_no_ghost()
    {
        await using var node = new SimulatedNode(World, commitLatency: TimeSpan.FromSeconds(0.2));
        node.Join(1, "hall", 1);
        node.Advance(1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        AssertLeavesNoBody(node);
    }

    [Fact]
    public async Task Commands_of_earlier_joins_do_not_use_up_the_limit_of_the_current_one()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        // The other room cannot be loaded, and does not answer before the way counts as blocked.
        node.Store.IsReachable = false;
        node.Ask(1, "hall", 1, 0, new Go("north"));
        for (var attempt = 2; attempt <= 4; attempt++)
        {
            node.Join(1, "hall", 1, known: true, attempt: attempt);
            for (var id = 1; id <= 12; id++)
                node.Ask(1, "hall", 1, id, new Say($"{id}"));
        }
        node.Advance(0.1);
        Assert.DoesNotContain(node.Told(1), static message => message is Answered);
        node.Advance(3);
        node.Ask(1, "hall", 1, 13, new Say("13"));
        node.Advance(0.1);
        Assert.Equal(Enumerable.Range(1, 13), node.Told(1).OfType<Answered>().Select(static answer => (int)answer.CommandId));
    }

    [Fact]
    public async Task A_stale_ReconnectExpired_does_not_end_a_later_window()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { GraceSeconds = 5 });
        for (var absence = 1; absence <= 2; absence++)
        {
            node.Join(1, "hall", 1);
            node.Advance(0.1);
            node.Leave(1, "hall", 1, cutOff: true);
            node.Advance(0.1);
        }
        // The first absence expires; this message was already under way when the player came back.
        node.Send(1, "hall", new ReconnectExpired(new PlayerId(1), 1));
        node.Advance(1);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        Assert.True(node.Last<Joined>(1).WasIn);
        node.Leave(1, "hall", 1, cutOff: true);
        node.Advance(5.2);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        Assert.False(node.Last<Joined>(1).WasIn);
    }

    [Fact]
    public async Task One_of_two_players_who_take_an_item_gets_it_and_the_other_is_refused()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Join(2, "hall", 2);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Ask(2, "hall", 2, 1, new Take("lamp"));
        node.Advance(0.1);
        Reply[] replies = [node.Last<Answered>(1).Reply, node.Last<Answered>(2).Reply];
        Assert.Single(replies, static reply => reply is Done);
        Assert.Equal(Codes.Taken, Assert.Single(replies.OfType<Rejected>()).Code);
    }

    [Fact]
    public async Task A_player_who_leaves_by_an_exit_is_in_exactly_one_room_with_what_it_carries()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Ask(1, "hall", 1, 2, new Go("north"));
        node.Advance(0.1);
        Assert.Equal(Yard, node.Last<MovedTo>(1).Room);
        Assert.Equal(Yard, Assert.Single(node.Store.Players).Room);
        node.Join(1, "yard", 1, known: true);
        node.Advance(0.1);
        Assert.Equal(Yard, node.Last<Joined>(1).Room);
        node.Ask(1, "yard", 1, 3, new ShowInventory());
        node.Advance(0.1);
        Assert.Equal("lamp", Assert.Single(Assert.IsType<InventoryShown>(node.Last<Answered>(1).Reply).Items).Kind);
        node.Ask(1, "hall", 1, 4, new Look());
        node.Advance(0.1);
        Assert.Null(node.Last<CommandRefused>(1).Why);
    }

    [Fact]
    public async Task A_repeated_command_gets_the_same_answer_and_no_second_effect()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new Take("bread"));
        node.Ask(1, "hall", 1, 1, new Take("bread"));
        node.Advance(0.1);
        var answers = node.Told(1).OfType<Answered>().ToArray();
        Assert.Equal(answers[0], answers[1]);
        Assert.Single(node.Store.Items, static item => item.Player is not null);
    }

    [Fact]
    public async Task A_player_refused_by_a_full_room_stays()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "closet", 1);
        node.Join(2, "hall", 2);
        node.Advance(0.1);
        node.Ask(2, "hall", 2, 1, new Go("east"));
        node.Ask(2, "hall", 2, 2, new Say("hello"));
        node.Advance(0.1);
        var answers = node.Told(2).OfType<Answered>().ToArray();
        Assert.Equal(Codes.RoomFull, Assert.IsType<Rejected>(answers[0].Reply).Code);
        Assert.IsType<Done>(answers[1].Reply);
    }

    [Fact]
    public async Task A_newer_connection_takes_over_the_player_and_the_older_is_notified()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Join(2, "hall", 1);
        node.Advance(0.1);
        Assert.Single(node.Told(1).OfType<SessionReplaced>());
        Assert.Equal(Hall, node.Last<Joined>(2).Room);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5, true)]
    [InlineData(3600, false)]
    [InlineData(3600 * 24 * 365, false)]
    public async Task A_connection_from_before_the_clock_was_set_back_does_not_block_a_takeover(int secondsAhead, bool staysTheFirsts)
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1, since: node.Time.GetUtcNow().AddSeconds(secondsAhead));
        node.Advance(0.1);
        node.Join(2, "hall", 1);
        node.Advance(0.1);
        Assert.IsType<SessionReplaced>(node.Told(staysTheFirsts ? 2 : 1)[^1]);
    }

    [Fact]
    public async Task The_last_of_concurrent_connections_gets_the_player_and_the_others_are_notified()
    {
        await using var node = new SimulatedNode(World);
        await node.Store.ClaimNameAsync(new PlayerRecord { Id = new PlayerId(1), Name = "Ada", Room = Hall, Health = 10 }, "Ada", CancellationToken.None);
        node.Join(1, "hall", 1, known: true);
        node.Join(2, "hall", 1, known: true);
        node.Join(3, "hall", 1, known: true);
        node.Advance(0.1);
        Assert.IsType<SessionReplaced>(Assert.Single(node.Told(1)));
        Assert.IsType<SessionReplaced>(Assert.Single(node.Told(2)));
        Assert.Equal(Hall, node.Last<Joined>(3).Room);
    }

    [Fact]
    public async Task A_full_overflowing_room_refuses_a_join_and_its_next_copy_accepts_it()
    {
        await using var node = new SimulatedNode(World);
        for (var i = 1; i <= 4; i++)
            node.Join(i, "hall", i);
        node.Advance(0.1);
        Assert.Equal(Codes.RoomFull, node.Last<JoinRefused>(4).Why.Code);
        node.Join(4, "hall~2", 4);
        node.Advance(0.1);
        Assert.Equal(new RoomId("hall~2"), node.Last<Joined>(4).Room);
    }

    [Fact]
    public async Task A_full_room_refuses_a_newcomer_without_loading_it()
    {
        await using var node = new SimulatedNode(World);
        for (var i = 1; i <= 3; i++)
            node.Join(i, "hall", i);
        node.Advance(0.1);
        var loaded = new List<PlayerId>();
        node.Faults.Loading = loaded.Add;
        node.Join(4, "hall", 4);
        node.Advance(0.1);
        Assert.Equal(Codes.RoomFull, node.Last<JoinRefused>(4).Why.Code);
        Assert.Empty(loaded);
        node.Join(4, "hall~2", 4);
        node.Advance(0.1);
        Assert.Equal(new PlayerId(4), Assert.Single(loaded));
    }

    [Fact]
    public async Task A_room_whose_commit_is_refused_restarts_from_the_store()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new Take("bread"));
        node.Advance(0.1);
        // The player is moved without the room's knowledge: the store and the room disagree from now on.
        var record = node.Store.Players.Single();
        await node.Store.CommitAsync(new CommitBatch(new RoomTransaction(Hall, 1, [new PlayerChanged(record with { Room = Yard }, Hall)])), default);
        node.Ask(1, "hall", 1, 2, new Take("lamp"));
        node.Advance(5);
        Assert.Equal(new RoomClosed(Hall, 1), Assert.Single(node.Told(1).OfType<RoomClosed>()));
        Assert.DoesNotContain(node.Told(1).OfType<Answered>(), static answer => answer.CommandId == 2);
        node.Join(1, "hall", 1, known: true);
        node.Join(2, "hall", 2);
        node.Advance(1);
        Assert.Equal(Yard, node.Last<MovedTo>(1).Room);
        Assert.Equal(Hall, node.Last<Joined>(2).Room);
    }

    [Fact]
    public async Task A_room_is_as_it_was_after_a_minute_without_players()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { UnloadSeconds = 10 });
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new Take("bread"));
        node.Advance(0.1);
        node.Leave(1, "hall", 1);
        node.Advance(60);
        node.Join(2, "hall", 1, known: true);
        node.Advance(0.1);
        node.Ask(2, "hall", 1, 2, new Look());
        node.Advance(0.1);
        Assert.Equal(2, Assert.IsType<Described>(node.Last<Answered>(2).Reply).Room.Items.Count);
    }

    [Fact]
    public async Task A_stopping_node_persists_its_players_positions()
    {
        await using var node = new SimulatedNode(World, commitLatency: TimeSpan.FromMilliseconds(200));
        node.Join(1, "hall", 1);
        node.Advance(1);
        node.Ask(1, "hall", 1, 1, new Take("bread"));
        node.Advance(1);
        node.Ask(1, "hall", 1, 0, new Move(new Vector(1, 0), 1));
        node.Advance(1);
        Assert.Equal(0, Assert.Single(node.Store.Players).Position.X);
        var kept = node.StopRoomsAsync();
        node.Advance(0.1);
        Assert.False(kept.IsCompleted);
        node.Advance(0.2);
        await kept;
        Assert.InRange(Assert.Single(node.Store.Players).Position.X, 4.5, 5.5);
    }

    [Fact]
    public async Task A_stopping_node_does_not_wait_forever_for_an_unresponsive_store()
    {
        await using var node = new SimulatedNode(World, commitLatency: TimeSpan.FromHours(1));
        node.Join(1, "hall", 1);
        node.Advance(1);
        node.Ask(1, "hall", 1, 1, new Take("bread"));
        node.Advance(1);
        var ended = CoordinatedShutdown.Get(node.System).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        await Eventually.Holds(() =>
        {
            node.Advance(0.01);
            return ended.IsCompleted;
        });
        Assert.True(node.Time.Elapsed < TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_frame_shows_an_effect_after_its_commit_and_movement_meanwhile()
    {
        await using var node = new SimulatedNode(World, commitLatency: TimeSpan.FromMilliseconds(180));
        node.Join(1, "hall", 1);
        node.Join(2, "hall", 2);
        var frames = node.Watch("hall");
        node.Advance(10);
        node.Ask(2, "hall", 2, 0, new Move(new Vector(0, 1), 1));
        node.Advance(1);
        var before = frames.Frames.Count;
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.18);
        var meanwhile = frames.Frames.Skip(before).ToList();
        Assert.InRange(meanwhile.Count, 2, 4);
        Assert.All(meanwhile, static frame => Assert.Contains("lamp", Kinds(frame)));
        Assert.All(meanwhile, static frame => Assert.Empty(frame.Events));
        node.Advance(0.1);
        Assert.DoesNotContain("lamp", Kinds(frames.Frames[^1]));
        Assert.Single(frames.Frames.SelectMany(static frame => frame.Events).OfType<ItemTaken>());
        var places = frames.Frames.Skip(before - 1).Select(static frame => (frame.Tick, frame.Players[1].YMilli)).ToList();
        Assert.Equal(places.Distinct().Order(), places);
    }

    [Fact]
    public async Task A_slow_store_delays_events_and_answers_but_no_other_effect()
    {
        await using var node = new SimulatedNode(World, commitLatency: TimeSpan.FromSeconds(3));
        node.Join(1, "hall", 1);
        node.Join(2, "hall", 2);
        var frames = node.Watch("hall");
        node.Advance(10);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Ask(2, "hall", 2, 0, new Move(new Vector(0, 1), 1));
        node.Advance(0.2);
        Assert.Contains("lamp", Kinds(frames.Frames[^1]));
        node.Advance(0.8);
        Assert.DoesNotContain("lamp", Kinds(frames.Frames[^1]));
        Assert.DoesNotContain(frames.Frames.SelectMany(static frame => frame.Events), static happened => happened is ItemTaken);
        node.Advance(5);
        Assert.Single(frames.Frames.SelectMany(static frame => frame.Events).OfType<ItemTaken>());
    }

    private static IEnumerable<string> Kinds(RoomFrame frame) => frame.Items.Select(static item => item.Kind);

    /// <summary>A newcomer's first join is late. It has joined another room meanwhile and has items by now. Then the late join arrives and makes a second body, which no row knows of.</summary>
    [Fact]
    public async Task A_transferred_player_keeps_its_items_even_if_a_late_join_left_a_ghost_there()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1, attempt: 2);
        node.Advance(0.1);
        node.Join(1, "yard", 1, attempt: 1);
        node.Advance(0.1);
        Assert.Equal(2, node.Report().Rooms.Sum(static room => room.Players));
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 2, new Go("north"));
        node.Advance(0.2);
        var moved = node.Last<MovedTo>(1);
        Assert.Equal(Yard, moved.Room);
        node.Join(1, "yard", 1, known: true, attempt: 3, transfer: moved.Transfer);
        node.Ask(1, "yard", 1, 3, new ShowInventory());
        node.Advance(0.2);
        Assert.Equal("lamp", Assert.Single(Assert.IsType<InventoryShown>(node.Last<Answered>(1).Reply).Items).Kind);
        Assert.Equal(2, node.Last<Joined>(1).You.LastCommand);
        Assert.Equal([("hall", 0), ("yard", 1)], node.Report().Rooms.Select(static room => (room.Room.Value, room.Players)).Order());
    }

    /// <summary>If it did, the row would go to the other copy, and nothing that the player did in its present room could be persisted.</summary>
    [Fact]
    public async Task A_late_join_to_another_copy_of_the_room_does_not_move_the_player()
    {
        var world = new WorldBuilder().ItemKind("lamp").Room("plaza", static plaza => (plaza with { Capacity = 1, Overflow = true }).WithItem("lamp", 1, 0)).Build();
        await using var node = new SimulatedNode(world);
        node.Join(1, "plaza~2", 1, attempt: 2);
        node.Advance(0.1);
        node.Ask(1, "plaza~2", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        node.Join(1, "plaza", 1, attempt: 1);
        node.Advance(0.2);
        Assert.Equal(new RoomId("plaza~2"), node.Last<MovedTo>(1).Room);
        Assert.Equal(new RoomId("plaza~2"), node.Store.Find(new PlayerId(1))!.Room);
        Assert.Equal([("plaza", 0), ("plaza~2", 1)], node.Report().Rooms.Select(static room => (room.Room.Value, room.Players)).Order());
        node.Ask(1, "plaza~2", 1, 2, new Drop("lamp"));
        node.Advance(0.2);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
    }

    [Fact]
    public async Task A_room_with_a_lagging_store_refuses_new_commands_and_still_answers_applied_ones()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { MaxPendingCommits = 1 }, commitLatency: TimeSpan.FromSeconds(3));
        node.Join(1, "hall", 1);
        node.Advance(10);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Ask(1, "hall", 1, 2, new Drop("lamp"));
        node.Advance(1);
        // The answers are late, so the connection repeats its commands.
        node.Join(1, "hall", 1, attempt: 2);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(10);
        var answers = node.Told(1).OfType<Answered>().ToLookup(static answer => (answer.CommandId, answer.Attempt), static answer => answer.Reply);
        Assert.IsType<Done>(Assert.Single(answers[(1, 2)]));
        Assert.Equal(Codes.Unavailable, Assert.IsType<Rejected>(Assert.Single(answers[(2, 1)])).Code);
        // A rejected command is not taken as done because a later one was done.
        node.Ask(1, "hall", 1, 3, new Say("hello"));
        node.Ask(1, "hall", 1, 2, new Drop("lamp"));
        node.Advance(1);
        Assert.Equal(Codes.OldId, Assert.IsType<Rejected>(node.Last<Answered>(1).Reply).Code);
        node.Ask(1, "hall", 1, 4, new ShowInventory());
        node.Advance(1);
        Assert.Single(Assert.IsType<InventoryShown>(node.Last<Answered>(1).Reply).Items);
    }

    [Fact]
    public async Task A_room_without_movement_sends_no_frames()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        var frames = node.Watch("hall");
        node.Advance(2);
        var before = frames.Frames.Count;
        node.Advance(10);
        Assert.Equal(before, frames.Frames.Count);
        node.Ask(1, "hall", 1, 0, new Move(new Vector(1, 0), 5));
        node.Advance(1);
        Assert.InRange(frames.Frames.Count - before, 19, 21);
        Assert.Equal(5, frames.Frames[^1].Players[0].LastProcessedInput);
        Assert.Equal(frames.Frames.Select(static frame => frame.Sequence).Order(), frames.Frames.Select(static frame => frame.Sequence));
    }

    [Fact]
    public async Task A_report_counts_a_commit_once_it_is_on_disk()
    {
        await using var node = new SimulatedNode(World, commitLatency: TimeSpan.FromMilliseconds(200));
        node.Join(1, "hall", 1);
        node.Advance(1);
        var before = node.Report().Commits;
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.19);
        Assert.Equal(before, node.Report().Commits);
        node.Advance(0.02);
        Assert.Equal(before + 1, node.Report().Commits);
    }

    private static void AssertLeavesNoBody(SimulatedNode node)
    {
        node.Join(2, "hall", 2);
        node.Leave(2, "hall", 2);
        node.Advance(2);
        Assert.Equal(1, Assert.Single(node.Report().Rooms).Players);
        Assert.DoesNotContain(node.Told(2), static message => message is Joined);
    }
}
