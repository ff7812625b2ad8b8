using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

/// <summary>Epochs of rooms, and the rosters that one activation leaves to the next.</summary>
public abstract partial class WorldStoreCompliance
{
    [Fact]
    public async Task Each_activation_claims_the_rooms_next_epoch()
    {
        Assert.Equal(1, (await ActivateAsync(Plaza, "a")).Epoch);
        Assert.Equal(2, (await ActivateAsync(Plaza, "b")).Epoch);
        await ReopenAsync();
        Assert.Equal(3, (await ActivateAsync(Plaza, "c")).Epoch);
        Assert.Equal(1, (await ActivateAsync(Market, "c")).Epoch);
    }

    [Fact]
    public async Task A_repeated_activation_gets_the_same_epoch()
    {
        await ActivateAsync(Plaza, "a");
        Assert.Equal(2, (await ActivateAsync(Plaza, "b")).Epoch);
        await ReopenAsync();
        Assert.Equal(2, (await ActivateAsync(Plaza, "b")).Epoch);
    }

    [Fact]
    public async Task An_activation_starts_from_the_previous_ones_commits()
    {
        await CommitAsync(Plaza, new RoomChanged(new RoomRecord { Id = Plaza, NextItem = 3 }), OnGround("plaza:1", Plaza), OnGround("plaza:2", Plaza));
        var saved = (await ActivateAsync(Plaza, "next")).Saved;
        Assert.Equal(3, saved.Record!.NextItem);
        Assert.Equal(["plaza:1", "plaza:2"], saved.Items.Select(static item => item.Id.Value));
    }

    [Fact]
    public async Task Concurrent_activations_each_get_their_own_epoch()
    {
        await using var other = Open();
        await other.InitializeAsync(default);
        var rooms = Enumerable.Range(0, 20).Select(static i => new RoomId($"room-{i % 7}")).ToArray();
        var activations = await Task.WhenAll(rooms.Select((room, i) => (i % 3 == 0 ? other : Store).ActivateRoomAsync(room, $"activation {i}", default)));
        Assert.Equal(20, activations.Select((activation, i) => (rooms[i], activation.Epoch)).Distinct().Count());
        Assert.All(rooms.Zip(activations).GroupBy(static one => one.First), static room => Assert.Equal(room.Count(), room.Max(static one => one.Second.Epoch)));
    }

    [Fact]
    public async Task A_room_that_was_never_activated_rejects_commits()
    {
        foreach (var epoch in (long[])[0, 1])
            Assert.Equal([CommitOutcome.StaleEpoch], await Store.CommitAsync(new CommitBatch(new RoomTransaction(Plaza, epoch, [OnGround("plaza:1", Plaza)])), default));
        Assert.Empty((await LoadAsync(Plaza)).Items);
    }

    [Fact]
    public async Task A_commit_of_a_stale_epoch_is_refused_and_blocks_no_other()
    {
        await ActivateAsync(Plaza, "a");
        await ActivateAsync(Plaza, "b");
        var outcomes = await Store.CommitAsync(
            new CommitBatch(
                new RoomTransaction(Plaza, 1, [new RoomChanged(new RoomRecord { Id = Plaza, NextItem = 5 })]),
                await TransactionAsync(Market, new RoomChanged(new RoomRecord { Id = Market, NextItem = 6 })),
                new RoomTransaction(Plaza, 1, [])),
            default);
        Assert.Equal([CommitOutcome.StaleEpoch, CommitOutcome.Committed, CommitOutcome.StaleEpoch], outcomes);
        Assert.Null((await ActivateAsync(Plaza, "b")).Saved.Record);
        Assert.Equal(6, (await LoadAsync(Market)).Record!.NextItem);
    }

    [Fact]
    public async Task A_commit_of_an_unclaimed_epoch_is_refused()
    {
        await ActivateAsync(Plaza, "a");
        Assert.Equal([CommitOutcome.StaleEpoch], await Store.CommitAsync(new CommitBatch(new RoomTransaction(Plaza, 2, [])), default));
    }

    [Fact]
    public async Task A_stale_commit_does_not_block_the_next_activations_commit()
    {
        await ActivateAsync(Plaza, "a");
        await ActivateAsync(Plaza, "b");
        var outcomes = await Store.CommitAsync(
            new CommitBatch(
                new RoomTransaction(Plaza, 1, [new RoomChanged(new RoomRecord { Id = Plaza, NextItem = 5 })]),
                new RoomTransaction(Plaza, 2, [new RoomChanged(new RoomRecord { Id = Plaza, NextItem = 7 })])),
            default);
        Assert.Equal([CommitOutcome.StaleEpoch, CommitOutcome.Committed], outcomes);
        Assert.Equal(7, (await ActivateAsync(Plaza, "b")).Saved.Record!.NextItem);
    }

    /// <summary>A commit and an activation run concurrently: either the commit was in time and the activation finds its changes, or the commit is rejected.</summary>
    [Fact]
    public async Task An_activation_sees_every_successful_commit()
    {
        await using var other = Open();
        await other.InitializeAsync(default);
        for (var i = 1; i <= 30; i++)
        {
            var epoch = (await ActivateAsync(Plaza, $"a{i}")).Epoch;
            var record = new RoomRecord { Id = Plaza, NextItem = i };
            var committing = Task.Run(() => Store.CommitAsync(new CommitBatch(new RoomTransaction(Plaza, epoch, [new RoomChanged(record)])), default));
            var found = (await other.ActivateRoomAsync(Plaza, $"b{i}", default)).Saved.Record?.NextItem;
            var outcome = (await committing)[0];
            Assert.True(outcome == CommitOutcome.Committed ? found == i : outcome == CommitOutcome.StaleEpoch && found != i, $"{i}: {outcome}, and the next activation found {found}.");
        }
    }

    /// <summary>If rows were locked in the order of the batches, each call would hold what the other needs next.</summary>
    [Fact]
    public async Task Commits_and_activations_in_any_order_do_not_deadlock()
    {
        await using var other = Open();
        await other.InitializeAsync(default);
        var rooms = Enumerable.Range(0, 12).Select(static i => new RoomId($"{(i % 2 == 0 ? "Room" : "room")}-{i:x}")).ToArray();
        var epochs = new Dictionary<RoomId, long>();
        foreach (var room in rooms)
            epochs[room] = (await ActivateAsync(room, "a")).Epoch;
        for (var round = 0; round < 10; round++)
        {
            RoomTransaction[] transactions = [.. rooms.Select(room => new RoomTransaction(room, epochs[room], [new RoomChanged(new RoomRecord { Id = room })]))];
            await Task.WhenAll(
                Task.Run(() => Store.CommitAsync(new CommitBatch(transactions), default)),
                Task.Run(() => other.CommitAsync(new CommitBatch([.. transactions.Reverse()]), default)),
                Task.WhenAll(rooms.Reverse().Select(room => other.ActivateRoomAsync(room, $"b{round}", default))));
            foreach (var room in rooms)
                epochs[room] = (await ActivateAsync(room, $"a{round}")).Epoch;
        }
    }

    [Fact]
    public async Task A_roster_goes_unchanged_to_the_next_activation_only()
    {
        var sealer = await ActivateAsync(Plaza, "a");
        Assert.Null(sealer.Roster);
        var walking = new PlayerState(
            Player(7) with { Position = new Vector(1.1, -2.25), FacingRadians = 0.123, TokenHash = "hash", Recent = [new CommandResult(8, null, "Done."), new CommandResult(9, "no", null)] },
            [new ItemRecord(new ItemId("plaza:1"), "lamp", new PlayerId(7), null, Vector.Zero)],
            new Motion(new Vector(0.6, -0.8), 41, 3));
        await SealAsync(sealer, walking);
        await ReopenAsync();

        var roster = (await ActivateAsync(Plaza, "b")).Roster;
        var player = Assert.Single(roster!.Players);
        Assert.Equal(walking.Record with { Recent = [] }, player.Record with { Recent = [] });
        Assert.Equal(walking.Record.Recent, player.Record.Recent);
        Assert.Equal(walking.Items, player.Items);
        Assert.Equal(walking.Motion, player.Motion);
        Assert.Null((await ActivateAsync(Plaza, "c")).Roster);
    }

    [Fact]
    public async Task A_repeated_activation_gets_the_same_roster()
    {
        await SealAsync(await ActivateAsync(Plaza, "a"), new PlayerState(Player(7), []));
        for (var i = 0; i < 3; i++)
            Assert.Equal(7, Assert.Single((await ActivateAsync(Plaza, "b")).Roster!.Players).Record.Id.Value);
    }

    [Fact]
    public async Task A_roster_is_gone_once_the_activation_that_took_it_commits()
    {
        await SealAsync(await ActivateAsync(Plaza, "a"), new PlayerState(Player(7), []));
        var taker = await ActivateAsync(Plaza, "b");
        Assert.NotNull(taker.Roster);
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(new CommitBatch(new RoomTransaction(Plaza, taker.Epoch, [])), default));
        Assert.Null((await ActivateAsync(Plaza, "b")).Roster);
        Assert.Null((await ActivateAsync(Plaza, "c")).Roster);
    }

    [Fact]
    public async Task A_roster_is_valid_only_in_the_last_commit_of_its_activation()
    {
        var sealer = await ActivateAsync(Plaza, "a");
        await SealAsync(sealer, new PlayerState(Player(7), []));
        await Store.CommitAsync(new CommitBatch(new RoomTransaction(Plaza, sealer.Epoch, [])), default);
        Assert.Null((await ActivateAsync(Plaza, "b")).Roster);

        var both = await ActivateAsync(Plaza, "c");
        var batch = new CommitBatch(
            new RoomTransaction(Plaza, both.Epoch, [], new HandoffRoster([new PlayerState(Player(1), [])])),
            new RoomTransaction(Plaza, both.Epoch, [], new HandoffRoster([new PlayerState(Player(2), [])])));
        await Store.CommitAsync(batch, default);
        Assert.Equal(2, Assert.Single((await ActivateAsync(Plaza, "d")).Roster!.Players).Record.Id.Value);
    }

    [Fact]
    public async Task A_roster_of_a_refused_commit_is_discarded()
    {
        var stale = await ActivateAsync(Plaza, "a");
        var current = await ActivateAsync(Plaza, "b");
        var roster = new HandoffRoster([new PlayerState(Player(7), [])]);
        var outcomes = await Store.CommitAsync(
            new CommitBatch(
                new RoomTransaction(Plaza, stale.Epoch, [], roster),
                new RoomTransaction(Plaza, current.Epoch, [new ItemConsumed(new ItemId("nothing:1"))], roster)),
            default);
        Assert.Equal([CommitOutcome.StaleEpoch, CommitOutcome.Conflict], outcomes);
        Assert.Null((await ActivateAsync(Plaza, "c")).Roster);
    }

    private async Task SealAsync(RoomActivation sealer, params PlayerState[] players) =>
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(new CommitBatch(new RoomTransaction(Plaza, sealer.Epoch, [], new HandoffRoster(players))), default));
}
