using System.Collections.Concurrent;
using Actors.Storage;
using Actors.World;

namespace Actors.Hosting;

/// <summary>Accepts everything and keeps nothing but the roster of a room that was handed over. Like a database, it never answers before the caller waits: waiting is code as well.</summary>
internal sealed class WarmUpStore : IWorldStore
{
    private readonly ConcurrentDictionary<RoomId, (long Epoch, HandoffRoster? Roster)> _rooms = new();

    public async Task<RoomActivation> ActivateRoomAsync(RoomId room, string activation, CancellationToken cancellation)
    {
        await Task.Yield();
        var (epoch, roster) = _rooms.AddOrUpdate(room, static _ => (1, null), static (_, before) => (before.Epoch + 1, before.Roster));
        return new RoomActivation(epoch, new SavedRoom(null, []), roster);
    }

    public async Task<CommitOutcome[]> CommitAsync(CommitBatch batch, CancellationToken cancellation)
    {
        await Task.Yield();
        foreach (var transaction in batch.Transactions)
            _rooms[transaction.Room] = (transaction.Epoch, transaction.Roster);
        return new CommitOutcome[batch.Transactions.Count];
    }

    public Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation) => Task.FromResult<PlayerState?>(null);

    public Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation) => Task.FromResult<PlayerState?>(null);

    public Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation) => Task.FromResult(ClaimOutcome.Taken);

    public Task<ReclaimedName?> ReclaimNameAsync(PlayerId player, CancellationToken cancellation) => Task.FromResult<ReclaimedName?>(null);

    public Task<GuestsSwept> SweepGuestsAsync(GuestSweep sweep, CancellationToken cancellation) => Task.FromResult(GuestsSwept.None);

    public Task<IReadOnlyList<ItemRecord>> FindReturnedItemsAsync(RoomId room, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ItemRecord>>([]);

    public Task<IReadOnlyList<ListedRoom>> ListRoomsAsync(RoomQuery query, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ListedRoom>>([]);

    public Task<InstancesSwept> SweepInstancesAsync(CancellationToken cancellation) => Task.FromResult(InstancesSwept.None);

    public Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation) => Task.FromResult(proposed);

    public Task<byte[]> GetSecretAsync(byte[] proposed, CancellationToken cancellation) => Task.FromResult(proposed);

    public Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation) => Task.FromResult(1L);

    public Task InitializeAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
