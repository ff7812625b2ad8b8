using System.Threading.Channels;
using Actors.Storage;
using Actors.World;

namespace Actors.Tests.Storage;

/// <summary>Each commit waits for the outcome that the test gives it.</summary>
internal sealed class GatedStore : IWorldStore
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();

    public bool HasNext => _calls.Reader.TryPeek(out _);

    public async Task<Call> NextAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Limit);
        return await _calls.Reader.ReadAsync(patience.Token);
    }

    public Task<CommitOutcome[]> CommitAsync(CommitBatch batch, CancellationToken cancellation)
    {
        var call = new Call(batch, cancellation);
        _calls.Writer.TryWrite(call);
        return call.Outcomes;
    }

    public Task InitializeAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation) => Task.FromResult(proposed);

    public Task<byte[]> GetSecretAsync(byte[] proposed, CancellationToken cancellation) => Task.FromResult(proposed);

    public Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation) => Task.FromResult(1L);

    public Task<RoomActivation> ActivateRoomAsync(RoomId room, string activation, CancellationToken cancellation) =>
        Task.FromResult(new RoomActivation(1, new SavedRoom(null, []), null));

    public Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation) => Task.FromResult<PlayerState?>(null);

    public Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation) => Task.FromResult<PlayerState?>(null);

    public Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation) => Task.FromResult(ClaimOutcome.Claimed);

    public Task<ReclaimedName?> ReclaimNameAsync(PlayerId player, CancellationToken cancellation) => Task.FromResult<ReclaimedName?>(null);

    public Task<GuestsSwept> SweepGuestsAsync(GuestSweep sweep, CancellationToken cancellation) => Task.FromResult(new GuestsSwept(0, 0, 0, 0, [], []));

    public Task<IReadOnlyList<ItemRecord>> FindReturnedItemsAsync(RoomId room, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ItemRecord>>([]);

    public Task<IReadOnlyList<ListedRoom>> ListRoomsAsync(RoomQuery query, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ListedRoom>>([]);

    public Task<InstancesSwept> SweepInstancesAsync(CancellationToken cancellation) => Task.FromResult(InstancesSwept.None);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal sealed class Call(CommitBatch batch, CancellationToken cancellation)
    {
        private readonly TaskCompletionSource<CommitOutcome[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CommitBatch Batch => batch;

        public CancellationToken Cancellation => cancellation;

        public Task<CommitOutcome[]> Outcomes => _answer.Task;

        public void Commit(CommitOutcome outcome = CommitOutcome.Committed) => Answer([.. batch.Transactions.Select(_ => outcome)]);

        public void Answer(CommitOutcome[] outcomes) => _answer.SetResult(outcomes);

        public void Fail() => _answer.SetException(new IOException("The store cannot be reached."));
    }
}
