using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

/// <summary>What is asked again because its answer was lost, and what runs at once.</summary>
public abstract partial class WorldStoreCompliance
{
    [Fact]
    public async Task A_batch_that_is_asked_for_again_is_answered_the_same_and_changes_nothing_more()
    {
        await CommitAsync(Plaza, OnGround("plaza:1", Plaza));
        var batch = new CommitBatch(
            new BatchId("run", 1),
            [
                new RoomTransaction(Plaza, 0, 0, [new PlayerChanged(Player(1), Plaza), Held("plaza:1", 1), OnGround("plaza:2", Plaza)]),
                new RoomTransaction(Plaza, 0, 0, [new PlayerChanged(Player(1) with { Room = Market }, Plaza)]),
                new RoomTransaction(Market, 0, 0, [new ItemConsumed(new ItemId("nothing:1"))]),
            ]);
        CommitOutcome[] outcomes = [CommitOutcome.Committed, CommitOutcome.Committed, CommitOutcome.Conflict];
        Assert.Equal(outcomes, await Store.CommitAsync(batch, default));
        await CommitAsync(Market, new ItemConsumed(new ItemId("plaza:1")));
        await ReopenAsync();
        Assert.Equal(outcomes, await Store.CommitAsync(batch, default));
        Assert.Empty((await Store.LoadPlayerAsync(new PlayerId(1), default))!.Items);
        Assert.Equal("plaza:2", Assert.Single((await Store.LoadRoomAsync(Plaza, default)).Items).Id.Value);
    }

    [Fact]
    public async Task A_batch_that_is_asked_for_again_while_it_runs_takes_effect_once()
    {
        for (var i = 1; i <= 20; i++)
        {
            await CommitAsync(Plaza, OnGround($"plaza:{i}", Plaza));
            var batch = new CommitBatch(new BatchId("run", i), [new RoomTransaction(Plaza, 0, 0, [new ItemConsumed(new ItemId($"plaza:{i}"))])]);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store.CommitAsync(batch, default)));
            Assert.All(outcomes, static outcome => Assert.Equal([CommitOutcome.Committed], outcome));
        }
    }

    [Fact]
    public async Task The_next_batch_of_a_run_and_the_same_number_of_another_are_others()
    {
        await CommitAsync(Plaza, OnGround("plaza:1", Plaza));
        var consume = new RoomTransaction(Plaza, 0, 0, [new ItemConsumed(new ItemId("plaza:1"))]);
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(new CommitBatch(new BatchId("a", 1), [consume]), default));
        Assert.Equal([CommitOutcome.Conflict], await Store.CommitAsync(new CommitBatch(new BatchId("a", 2), [consume]), default));
        Assert.Equal([CommitOutcome.Conflict], await Store.CommitAsync(new CommitBatch(new BatchId("b", 1), [consume]), default));
    }

    [Fact]
    public async Task A_batch_of_an_owner_of_the_past_that_had_been_committed_is_still_answered_so()
    {
        var a = await JoinAsync("a", Long);
        await Leases.TakeAsync("a", a.Incarnation, [Shards.Of(Plaza)], default);
        var batch = new CommitBatch(new BatchId("a", 1), [new RoomTransaction(Plaza, Shards.Of(Plaza), 1, [OnGround("plaza:1", Plaza)])]);
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(batch, default));
        await Leases.LeaveAsync("a", a.Incarnation, default);
        var b = await JoinAsync("b", Long);
        await Leases.TakeAsync("b", b.Incarnation, [Shards.Of(Plaza)], default);
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(batch, default));
    }

    [Fact]
    public async Task What_two_nodes_on_one_database_want_each_gets_once()
    {
        await using var other = Open();
        await other.InitializeAsync(default);
        var (a, b) = (await JoinAsync("a", Long), await JoinAsync("b", Long));
        var all = Enumerable.Range(0, Shards.Count).ToArray();
        var grants = await Task.WhenAll(
            Task.Run(() => Leases.TakeAsync("a", a.Incarnation, all, default)),
            Task.Run(() => ((ILeaseStore)other).TakeAsync("b", b.Incarnation, all, default)));
        Assert.Equal(all, grants.SelectMany(static granted => granted).Select(static grant => grant.Shard).Order());
        Assert.Equal(10, (await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? Store : other).ReservePlayerIdsAsync(1, default)))).Distinct().Count());
    }

    /// <summary>A commit and a change of owner at once: either it was in time, and the new owner finds what it wrote, or it is refused.</summary>
    [Fact]
    public async Task Whoever_takes_a_shard_finds_all_that_was_ever_committed_for_it()
    {
        await using var other = Open();
        await other.InitializeAsync(default);
        var shard = Shards.Of(Plaza);
        var (a, b) = (await JoinAsync("a", Long), await JoinAsync("b", Long));
        var epoch = (await Leases.TakeAsync("a", a.Incarnation, [shard], default))[0].Epoch;
        for (var i = 1; i <= 30; i++)
        {
            var ownEpoch = epoch;
            var record = new RoomRecord { Id = Plaza, NextItem = i };
            var committing = Task.Run(() => Store.CommitAsync(new CommitBatch(new RoomTransaction(Plaza, shard, ownEpoch, [new RoomChanged(record)])), default));
            await ((ILeaseStore)other).ReleaseAsync("a", a.Incarnation, [new ShardGrant(shard, ownEpoch)], default);
            Assert.Single(await ((ILeaseStore)other).TakeAsync("b", b.Incarnation, [shard], default));
            var found = (await other.LoadRoomAsync(Plaza, default)).Record?.NextItem;
            var outcome = (await committing)[0];
            Assert.True(outcome == CommitOutcome.Committed ? found == i : outcome == CommitOutcome.StaleEpoch && found != i, $"{i}: {outcome}, and the new owner found {found}.");
            await Leases.ReleaseAsync("b", b.Incarnation, [new ShardGrant(shard, ownEpoch + 1)], default);
            epoch = (await Leases.TakeAsync("a", a.Incarnation, [shard], default))[0].Epoch;
        }
    }

    [Fact]
    public async Task A_transaction_that_hurts_a_constraint_is_refused_and_hinders_no_other()
    {
        await CommitAsync(Plaza, new PlayerChanged(Player(1) with { TokenHash = "secret" }, Plaza));
        var outcomes = await Store.CommitAsync(
            new CommitBatch(
                new RoomTransaction(Plaza, 0, 0, [new PlayerChanged(Player(2) with { TokenHash = "secret" }, Plaza)]),
                new RoomTransaction(Market, 0, 0, [OnGround("market:1", Market)])),
            default);
        Assert.Equal([CommitOutcome.Conflict, CommitOutcome.Committed], outcomes);
    }
}
