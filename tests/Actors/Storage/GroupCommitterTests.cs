using System.Collections.Concurrent;
using Actors.Runtime;
using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

public sealed class GroupCommitterTests
{
    private static readonly RoomId Plaza = new("plaza");

    [Fact]
    public async Task What_comes_while_a_commit_is_under_way_goes_as_one_group_in_its_order()
    {
        var store = new GatedStore();
        await using var runtime = new ThreadPoolRuntime();
        await using var committer = new GroupCommitter(store, runtime, "test");
        var first = committer.CommitAsync(Transaction(0));
        await store.Entered.WaitAsync();
        Task<CommitOutcome>[] later = [.. Enumerable.Range(1, 50).Select(i => committer.CommitAsync(Transaction(i)))];
        // All of them are in the committer's hands once it has nothing to do but wait.
        await Runtime.Eventually.Holds(() => committer.Pending == 51);
        store.Gate.Release(1000);
        await first;
        await Task.WhenAll(later);
        Assert.Equal([1, 50], store.Batches.Select(static batch => batch.Length));
        Assert.Equal(Enumerable.Range(1, 50), store.Batches.Last().Select(static one => (int)one.Epoch));
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_tried_again_with_the_same_batch()
    {
        var store = new GatedStore { Failures = 2 };
        store.Gate.Release(1000);
        await using var runtime = new ThreadPoolRuntime();
        await using var committer = new GroupCommitter(store, runtime, "test");
        Assert.Equal(CommitOutcome.Committed, await committer.CommitAsync(Transaction(7)));
        Assert.Equal([7, 7, 7], store.Batches.Select(static batch => (int)batch[0].Epoch));
        Assert.Equal(CommitOutcome.Committed, await committer.CommitAsync(Transaction(8)));
        Assert.Equal([1, 1, 1, 2], store.Ids.Select(static id => (int)id.Number));
    }

    [Fact]
    public async Task Each_is_told_its_own_outcome()
    {
        var store = new GatedStore { Outcome = one => one.Epoch % 2 == 0 ? CommitOutcome.Committed : CommitOutcome.Conflict };
        store.Gate.Release(1000);
        await using var runtime = new ThreadPoolRuntime();
        await using var committer = new GroupCommitter(store, runtime, "test");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => committer.CommitAsync(Transaction(i))));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(i % 2 == 0 ? CommitOutcome.Committed : CommitOutcome.Conflict, outcomes[i]));
    }

    [Fact]
    public async Task Disposing_commits_what_waits()
    {
        var store = new GatedStore();
        await using var runtime = new ThreadPoolRuntime();
        var committer = new GroupCommitter(store, runtime, "test");
        var waiting = committer.CommitAsync(Transaction(1));
        store.Gate.Release(1000);
        await committer.DisposeAsync();
        Assert.Equal(CommitOutcome.Committed, await waiting);
        await Assert.ThrowsAsync<InvalidOperationException>(() => committer.CommitAsync(Transaction(2)));
    }

    private static RoomTransaction Transaction(int number) => new(Plaza, 0, number, []);

    /// <summary>Commits when the test lets it, and fails as often as it is told to.</summary>
    private sealed class GatedStore : IWorldStore
    {
        public SemaphoreSlim Gate { get; } = new(0);

        public SemaphoreSlim Entered { get; } = new(0);

        public int Failures { get; set; }

        public Func<RoomTransaction, CommitOutcome> Outcome { get; init; } = static _ => CommitOutcome.Committed;

        public ConcurrentQueue<RoomTransaction[]> Batches { get; } = new();

        public ConcurrentQueue<BatchId> Ids { get; } = new();

        public async Task<CommitOutcome[]> CommitAsync(CommitBatch batch, CancellationToken cancellation)
        {
            Entered.Release();
            await Gate.WaitAsync(cancellation);
            Batches.Enqueue([.. batch.Transactions]);
            Ids.Enqueue(batch.Id!.Value);
            if (Failures-- > 0)
                throw new IOException("The store cannot be reached.");
            return [.. batch.Transactions.Select(Outcome)];
        }

        public Task InitializeAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation) => Task.FromResult(proposed);

        public Task<byte[]> GetSecretAsync(byte[] proposed, CancellationToken cancellation) => Task.FromResult(proposed);

        public Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation) => Task.FromResult(1L);

        public Task<SavedRoom> LoadRoomAsync(RoomId room, CancellationToken cancellation) => Task.FromResult(new SavedRoom(null, []));

        public Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation) => Task.FromResult<PlayerState?>(null);

        public Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation) => Task.FromResult<PlayerState?>(null);

        public Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation) => Task.FromResult(ClaimOutcome.Claimed);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
