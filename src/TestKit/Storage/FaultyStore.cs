using Actors.Storage;
using Actors.World;

namespace Actors.TestKit;

/// <summary>
/// One node's link to the shared store: each call takes its time there and back, the node may be cut off, and a call may take effect without its answer coming back.
/// </summary>
public sealed class FaultyStore(MemoryWorldStore store, TimeProvider clock, int seed) : IWorldStore, INodeRegistry, ILeaseStore
{
    private readonly Random _random = new(seed);

    /// <summary>How long a call takes in each direction, at most.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(3);

    /// <summary>How long each commit takes in addition.</summary>
    public TimeSpan CommitLatency { get; set; }

    /// <summary>Whether the node's calls reach the store; while they do not, each throws after <see cref="Delay"/>.</summary>
    public bool IsReachable { get; set; } = true;

    /// <summary>How likely a call's answer is to be lost, 0 to 1.</summary>
    public double AnswerLoss { get; set; }

    /// <summary>Sees each batch of commits before the store does.</summary>
    public Action<IReadOnlyList<RoomTransaction>>? Committing { get; set; }

    /// <summary>Sees each room that is activated before the store does.</summary>
    public Action<RoomId>? Activating { get; set; }

    /// <summary>Sees each player that is loaded before the store does.</summary>
    public Action<PlayerId>? Loading { get; set; }

    /// <inheritdoc/>
    public Task InitializeAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation) => CallAsync(c => store.GetEpochAsync(proposed, c), cancellation);

    /// <inheritdoc/>
    public Task<byte[]> GetSecretAsync(byte[] proposed, CancellationToken cancellation) => CallAsync(c => store.GetSecretAsync(proposed, c), cancellation);

    /// <inheritdoc/>
    public Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation) => CallAsync(c => store.ReservePlayerIdsAsync(count, c), cancellation);

    /// <inheritdoc/>
    public Task<RoomActivation> ActivateRoomAsync(RoomId room, string activation, CancellationToken cancellation) => CallAsync(
        c =>
        {
            Activating?.Invoke(room);
            return store.ActivateRoomAsync(room, activation, c);
        },
        cancellation);

    /// <inheritdoc/>
    public Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation) => CallAsync(
        c =>
        {
            Loading?.Invoke(player);
            return store.LoadPlayerAsync(player, c);
        },
        cancellation);

    /// <inheritdoc/>
    public Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation) => CallAsync(c => store.FindPlayerByTokenAsync(tokenHash, c), cancellation);

    /// <inheritdoc/>
    public Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation) =>
        CallAsync(c => store.ClaimNameAsync(player, name, c), cancellation);

    /// <inheritdoc/>
    public Task<ReclaimedName?> ReclaimNameAsync(PlayerId player, CancellationToken cancellation) => CallAsync(c => store.ReclaimNameAsync(player, c), cancellation);

    /// <inheritdoc/>
    public Task<GuestsSwept> SweepGuestsAsync(GuestSweep sweep, CancellationToken cancellation) => CallAsync(c => store.SweepGuestsAsync(sweep, c), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ItemRecord>> FindReturnedItemsAsync(RoomId room, CancellationToken cancellation) => CallAsync(c => store.FindReturnedItemsAsync(room, c), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedRoom>> ListRoomsAsync(RoomQuery query, CancellationToken cancellation) => CallAsync(c => store.ListRoomsAsync(query, c), cancellation);

    /// <inheritdoc/>
    public Task<InstancesSwept> SweepInstancesAsync(CancellationToken cancellation) => CallAsync(store.SweepInstancesAsync, cancellation);

    /// <inheritdoc/>
    public Task<CommitOutcome[]> CommitAsync(CommitBatch batch, CancellationToken cancellation) => CallAsync(
        async c =>
        {
            await WaitAsync(CommitLatency, c);
            Committing?.Invoke(batch.Transactions);
            return await store.CommitAsync(batch, c);
        },
        cancellation);

    /// <inheritdoc/>
    public Task<RegisterOutcome> RegisterAsync(string name, string run, string role, string rules, TimeSpan live, CancellationToken cancellation) =>
        CallAsync(c => store.RegisterAsync(name, run, role, rules, live, c), cancellation);

    /// <inheritdoc/>
    public Task<NodeTable> BeatAsync(string name, string run, string address, bool isMember, TimeSpan live, CancellationToken cancellation) =>
        CallAsync(c => store.BeatAsync(name, run, address, isMember, live, c), cancellation);

    /// <inheritdoc/>
    public Task<bool> TryFormAsync(string name, string run, TimeSpan live, CancellationToken cancellation) =>
        CallAsync(c => store.TryFormAsync(name, run, live, c), cancellation);

    /// <inheritdoc/>
    public Task RemoveAsync(string name, string run, CancellationToken cancellation) => CallAsync(
        async c =>
        {
            await store.RemoveAsync(name, run, c);
            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation) => CallAsync(c => store.SetDrainingAsync(node, draining, c), cancellation);

    /// <inheritdoc/>
    public Task<bool> AcquireAsync(string lease, string owner, TimeSpan duration, CancellationToken cancellation) =>
        CallAsync(c => store.AcquireAsync(lease, owner, duration, c), cancellation);

    /// <inheritdoc/>
    public Task ReleaseAsync(string lease, string owner, CancellationToken cancellation) => CallAsync(
        async c =>
        {
            await store.ReleaseAsync(lease, owner, c);
            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        await WaitAsync(Delay * _random.NextDouble(), cancellation);
        ThrowIfUnreachable();
        var result = await call(cancellation);
        var isLost = _random.NextDouble() < AnswerLoss;
        await WaitAsync(Delay * _random.NextDouble(), cancellation);
        ThrowIfUnreachable();
        return isLost ? throw new IOException("The store's answer was lost.") : result;
    }

    private Task WaitAsync(TimeSpan time, CancellationToken cancellation) => time > TimeSpan.Zero ? Task.Delay(time, clock, cancellation) : Task.CompletedTask;

    private void ThrowIfUnreachable()
    {
        if (!IsReachable)
            throw new IOException("The store cannot be reached.");
    }
}
