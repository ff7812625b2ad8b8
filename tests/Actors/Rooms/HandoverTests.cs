using Actors.Rooms;
using Actors.Storage;
using Actors.TestKit;
using Actors.World;

namespace Actors.Tests.Rooms;

/// <summary>A room that continues in another activation, on the same node or another.</summary>
public sealed class HandoverTests
{
    private static readonly WorldDefinition World = SampleWorld.Load();
    private static readonly RoomId Hall = new("hall");
    private static readonly PlayerId Ada = new(1);

    [Fact]
    public async Task A_player_keeps_walking_through_a_handover_without_an_event()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 0, new Move(new Vector(1, 0), 7));
        node.Advance(0.5);
        node.Seal("hall");
        node.Advance(0);
        Assert.Null(node.ActivationOf("hall"));
        var frames = node.Watch("hall");
        node.Advance(0.5);
        Assert.All(frames.Shown, static shown => Assert.Equal(2, shown.Epoch));
        Assert.Empty(frames.Frames.SelectMany(static frame => frame.Events));
        var first = Assert.Single(frames.Frames[0].Players);
        Assert.Equal((Ada, 7L), (first.Id, first.LastProcessedInput));
        Assert.True(frames.Frames[^1].Players[0].XMilli > first.XMilli + 1000);
    }

    [Fact]
    public async Task A_player_who_rejoins_after_a_handover_keeps_its_state_without_a_store_load()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        node.Seal("hall");
        node.Advance(0);
        Assert.Equal(new RoomClosed(Hall, 1), node.Last<RoomClosed>(1));
        node.Faults.Loading = static player => Assert.Fail($"{player} was loaded.");
        node.Join(1, "hall", 1, known: true, attempt: 2);
        node.Ask(1, "hall", 1, 2, new ShowInventory());
        node.Advance(0.1);
        Assert.Equal((2, true), (node.Last<Joined>(1).Epoch, node.Last<Joined>(1).WasIn));
        Assert.Equal("lamp", Assert.Single(Assert.IsType<InventoryShown>(node.Last<Answered>(1).Reply).Items).Kind);
    }

    [Fact]
    public async Task A_player_who_never_rejoins_after_a_handover_leaves_after_5_seconds()
    {
        await using var node = new SimulatedNode(World, options: new RoomOptions { GraceSeconds = 0 });
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Seal("hall");
        node.Advance(0);
        var frames = node.Watch("hall");
        node.Advance(4.9);
        Assert.Empty(frames.Frames.SelectMany(static frame => frame.Events));
        node.Advance(0.2);
        Assert.Equal(Ada, Assert.Single(frames.Frames.SelectMany(static frame => frame.Events).OfType<PlayerLeft>()).Player);
        Assert.Equal(0, Assert.Single(node.Report().Rooms).Players);
    }

    [Fact]
    public async Task A_join_sent_while_a_room_is_sealed_reaches_its_next_activation()
    {
        await using var node = new SimulatedNode(World, commitLatency: TimeSpan.FromMilliseconds(200));
        node.Join(1, "hall", 1);
        node.Advance(1);
        node.Seal("hall");
        node.Advance(0.1);
        node.Join(2, "hall", 2);
        node.Advance(0.05);
        Assert.Empty(node.Told(2));
        node.Advance(1);
        Assert.Equal(2, node.Last<Joined>(2).Epoch);
    }

    [Fact]
    public async Task A_durable_command_before_the_seal_is_answered_before_the_room_closes()
    {
        await using var node = new SimulatedNode(World, commitLatency: TimeSpan.FromMilliseconds(200));
        node.Join(1, "hall", 1);
        node.Advance(1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Seal("hall");
        node.Advance(1);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
        Assert.IsType<RoomClosed>(node.Told(1)[^1]);
    }

    [Fact]
    public async Task A_move_interrupted_by_the_seal_has_no_effect_and_can_be_repeated()
    {
        await using var node = new SimulatedNode(World);
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        // The other room cannot be loaded, so it reserves no slot.
        node.Faults.Activating = static room => throw new IOException($"{room} is out of reach.");
        node.Ask(1, "hall", 1, 1, new Go("north"));
        node.Advance(0.1);
        node.Faults.Activating = null;
        node.Seal("hall");
        node.Advance(0.1);
        Assert.DoesNotContain(node.Told(1), static message => message is Answered or MovedTo);
        node.Join(1, "hall", 1, known: true, attempt: 2);
        node.Ask(1, "hall", 1, 1, new Go("north"));
        node.Advance(1);
        Assert.Equal(new RoomId("yard"), node.Last<MovedTo>(1).Room);
        Assert.Equal(new RoomId("yard"), node.Store.Find(Ada)!.Room);
    }

    [Fact]
    public async Task An_activation_that_has_a_successor_on_another_node_commits_nothing_and_stops()
    {
        var store = new MemoryWorldStore();
        await using var before = new SimulatedNode(World, store);
        await using var after = new SimulatedNode(World, store);
        before.Join(1, "hall", 1);
        before.Advance(0.1);
        after.Join(2, "hall", 2);
        after.Advance(0.1);
        Assert.Equal(2, after.Last<Joined>(2).Epoch);
        before.Ask(1, "hall", 1, 1, new Take("lamp"));
        before.Advance(0.1);
        Assert.DoesNotContain(before.Told(1), static message => message is Answered);
        Assert.Equal(new RoomClosed(Hall, 1), before.Last<RoomClosed>(1));
        Assert.Null(before.ActivationOf("hall"));
        Assert.All(store.Items, static item => Assert.Null(item.Player));
        after.Ask(2, "hall", 2, 1, new Take("lamp"));
        after.Advance(0.1);
        Assert.IsType<Done>(after.Last<Answered>(2).Reply);
    }

    [Fact]
    public async Task A_fenced_room_counts_no_failure_and_can_be_reclaimed()
    {
        var store = new MemoryWorldStore();
        await using var node = new SimulatedNode(World, store, new RoomOptions { MaxRestarts = 0 });
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        await store.ActivateRoomAsync(Hall, "another node's", CancellationToken.None);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        node.Join(1, "hall", 1, attempt: 2);
        node.Advance(0.1);
        node.Ask(1, "hall", 1, 1, new Take("lamp"));
        node.Advance(0.1);
        Assert.Equal(3, node.Last<Joined>(1).Epoch);
        Assert.IsType<Done>(node.Last<Answered>(1).Reply);
        Assert.Equal((0, false), (node.Report().Rooms[0].Restarts, node.Report().Rooms[0].IsQuarantined));
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_takes_effect_once()
    {
        await using var node = new SimulatedNode(World);
        node.Faults.AnswerLoss = 1;
        node.Join(1, "hall", 1);
        node.Advance(0.1);
        node.Faults.AnswerLoss = 0;
        node.Advance(1);
        Assert.Equal(1, node.Last<Joined>(1).Epoch);
        Assert.Equal(1, node.Store.EpochOf(Hall));
    }
}
