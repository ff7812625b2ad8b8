using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

/// <summary>Requests that are repeated because their answer was lost, and requests that run concurrently.</summary>
public abstract partial class WorldStoreCompliance
{
    [Fact]
    public async Task A_repeated_batch_gets_the_same_answer_and_changes_nothing()
    {
        await CommitAsync(Plaza, OnGround("plaza:1", Plaza));
        var batch = new CommitBatch(
            new BatchId("run", 1),
            [
                await TransactionAsync(Plaza, new PlayerChanged(Player(1), Plaza), Held("plaza:1", 1), OnGround("plaza:2", Plaza)),
                await TransactionAsync(Plaza, new PlayerChanged(Player(1) with { Room = Market }, Plaza)),
                await TransactionAsync(Market, new ItemConsumed(new ItemId("nothing:1"))),
            ]);
        CommitOutcome[] outcomes = [CommitOutcome.Committed, CommitOutcome.Committed, CommitOutcome.Conflict];
        Assert.Equal(outcomes, await Store.CommitAsync(batch, default));
        await CommitAsync(Market, new ItemConsumed(new ItemId("plaza:1")));
        await ReopenAsync();
        Assert.Equal(outcomes, await Store.CommitAsync(batch, default));
        Assert.Empty((await Store.LoadPlayerAsync(new PlayerId(1), default))!.Items);
        Assert.Equal("plaza:2", Assert.Single((await LoadAsync(Plaza)).Items).Id.Value);
    }

    [Fact]
    public async Task A_batch_repeated_while_it_runs_takes_effect_once()
    {
        for (var i = 1; i <= 20; i++)
        {
            await CommitAsync(Plaza, OnGround($"plaza:{i}", Plaza));
            var batch = new CommitBatch(new BatchId("run", i), [await TransactionAsync(Plaza, new ItemConsumed(new ItemId($"plaza:{i}")))]);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store.CommitAsync(batch, default)));
            Assert.All(outcomes, static outcome => Assert.Equal([CommitOutcome.Committed], outcome));
        }
    }

    [Fact]
    public async Task A_batch_is_identified_by_its_run_and_number()
    {
        await CommitAsync(Plaza, OnGround("plaza:1", Plaza));
        var consume = await TransactionAsync(Plaza, new ItemConsumed(new ItemId("plaza:1")));
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(new CommitBatch(new BatchId("a", 1), [consume]), default));
        Assert.Equal([CommitOutcome.Conflict], await Store.CommitAsync(new CommitBatch(new BatchId("a", 2), [consume]), default));
        Assert.Equal([CommitOutcome.Conflict], await Store.CommitAsync(new CommitBatch(new BatchId("b", 1), [consume]), default));
    }

    [Fact]
    public async Task A_committed_batch_of_a_past_activation_is_still_answered_as_committed()
    {
        var epoch = (await ActivateAsync(Plaza, "a")).Epoch;
        var batch = new CommitBatch(new BatchId("a", 1), [new RoomTransaction(Plaza, epoch, [OnGround("plaza:1", Plaza)])]);
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(batch, default));
        await ActivateAsync(Plaza, "b");
        Assert.Equal([CommitOutcome.Committed], await Store.CommitAsync(batch, default));
    }

    [Fact]
    public async Task Player_ids_reserved_concurrently_by_two_nodes_are_unique()
    {
        await using var other = Open();
        await other.InitializeAsync(default);
        Assert.Equal(10, (await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? Store : other).ReservePlayerIdsAsync(1, default)))).Distinct().Count());
    }

    [Fact]
    public async Task A_transaction_that_violates_a_constraint_is_refused_and_blocks_no_other()
    {
        await CommitAsync(Plaza, new PlayerChanged(Player(1) with { TokenHash = "secret" }, Plaza));
        var outcomes = await Store.CommitAsync(
            new CommitBatch(
                await TransactionAsync(Plaza, new PlayerChanged(Player(2) with { TokenHash = "secret" }, Plaza)),
                await TransactionAsync(Market, OnGround("market:1", Market))),
            default);
        Assert.Equal([CommitOutcome.Conflict, CommitOutcome.Committed], outcomes);
    }
}
