using Actors.Storage;
using Actors.World;

namespace Actors.TestKit;

/// <summary>
/// A world kept in memory, under the same guards as the real stores, for tests in virtual time. Each call takes
/// <paramref name="latency"/> of the given clock; while <see cref="IsReachable"/> is false every call throws.
/// </summary>
public sealed class MemoryWorldStore(TimeProvider? time = null, TimeSpan latency = default) : IWorldStore, ILeaseStore
{
    private readonly Lock _lock = new();
    private readonly MemoryLeases _leases = new(time ?? TimeProvider.System);
    private Dictionary<PlayerId, PlayerRecord> _players = [];
    private Dictionary<ItemId, ItemRecord> _items = [];
    private Dictionary<RoomId, RoomRecord> _rooms = [];
    private readonly Dictionary<string, (long Number, CommitOutcome[] Outcomes)> _batches = [];
    private DateTimeOffset? _epoch;
    private byte[]? _secret;
    private long _nextPlayer = 1;

    public bool IsReachable { get; set; } = true;

    /// <summary>A bug to be caught: commits of owners of the past are taken.</summary>
    internal bool IgnoresEpochs { get; set; }

    /// <summary>A bug to be caught: which commands a player has had carried out is not kept.</summary>
    internal bool ForgetsCommands { get; set; }

    /// <summary>Sees every transaction that is committed, in the order in which it is: what a model of the world is checked against.</summary>
    public Action<RoomTransaction>? Committed { get; set; }

    public IReadOnlyList<ItemRecord> Items
    {
        get
        {
            lock (_lock)
                return [.. _items.Values];
        }
    }

    public IReadOnlyList<PlayerRecord> Players
    {
        get
        {
            lock (_lock)
                return [.. _players.Values];
        }
    }

    /// <summary>A player's row as it is now; null: it has none.</summary>
    public PlayerRecord? Find(PlayerId player)
    {
        lock (_lock)
            return _players.GetValueOrDefault(player);
    }

    public Task InitializeAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation) =>
        CallAsync(() => _epoch ??= proposed, cancellation);

    public Task<byte[]> GetSecretAsync(byte[] proposed, CancellationToken cancellation) => CallAsync(() => _secret ??= proposed, cancellation);

    public Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation) =>
        CallAsync(() => (_nextPlayer += count) - count, cancellation);

    public Task<SavedRoom> LoadRoomAsync(RoomId room, CancellationToken cancellation) => CallAsync(
        () => new SavedRoom(_rooms.GetValueOrDefault(room), [.. _items.Values.Where(item => item.Room == room).OrderBy(static item => item.Id)]),
        cancellation);

    public Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation) =>
        CallAsync(() => State(_players.GetValueOrDefault(player)), cancellation);

    public Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation) =>
        CallAsync(() => State(_players.Values.FirstOrDefault(player => player.TokenHash == tokenHash)), cancellation);

    public Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation) => CallAsync(
        () =>
        {
            if (_players.Values.Any(other => other.Named && other.Id != player.Id && string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase)))
                return ClaimOutcome.Taken;
            if (player.TokenHash is { } token && _players.Values.Any(other => other.TokenHash == token && other.Id != player.Id))
                return ClaimOutcome.Taken;
            _players[player.Id] = _players.GetValueOrDefault(player.Id, player) with { Name = name, Named = true };
            return ClaimOutcome.Claimed;
        },
        cancellation);

    public Task<CommitOutcome[]> CommitAsync(CommitBatch batch, CancellationToken cancellation) => CallAsync(
        () =>
        {
            if (batch.Id is not { } id)
                return Commit(batch.Transactions);
            if (!_batches.TryGetValue(id.Run, out var last) || last.Number < id.Number)
                _batches[id.Run] = last = (id.Number, Commit(batch.Transactions));
            return last.Outcomes;
        },
        cancellation);

    private CommitOutcome[] Commit(IReadOnlyList<RoomTransaction> batch)
    {
        HashSet<(RoomId Room, long Epoch)> refused = [];
        return [.. batch.Select(one =>
            {
                if (_leases.EpochOf(one.Shard) != one.Epoch && !IgnoresEpochs)
                {
                    refused.Add((one.Room, one.Epoch));
                    return CommitOutcome.StaleEpoch;
                }
                if (!refused.Contains((one.Room, one.Epoch)) && TryCommit(one))
                {
                    Committed?.Invoke(one);
                    return CommitOutcome.Committed;
                }
                refused.Add((one.Room, one.Epoch));
                return CommitOutcome.Conflict;
            })];
    }

    public Task<Member?> JoinAsync(Member node, TimeSpan lease, CancellationToken cancellation) => CallAsync(() => _leases.Join(node, lease), cancellation);

    public Task<bool> RenewAsync(string node, long incarnation, TimeSpan lease, CancellationToken cancellation) =>
        CallAsync(() => _leases.Renew(node, incarnation, lease), cancellation);

    public Task LeaveAsync(string node, long incarnation, CancellationToken cancellation) => CallAsync(
        () =>
        {
            _leases.Leave(node, incarnation);
            return true;
        },
        cancellation);

    public Task<ClusterTable> ReadAsync(CancellationToken cancellation) => CallAsync(_leases.Read, cancellation);

    public Task<IReadOnlyList<ShardGrant>> TakeAsync(string node, long incarnation, IReadOnlyList<int> shards, CancellationToken cancellation) =>
        CallAsync(() => _leases.Take(node, incarnation, shards), cancellation);

    public Task ReleaseAsync(string node, long incarnation, IReadOnlyList<ShardGrant> shards, CancellationToken cancellation) => CallAsync(
        () =>
        {
            _leases.Release(node, incarnation, shards);
            return true;
        },
        cancellation);

    public Task<IReadOnlyList<ShardGift>> GiveAsync(string node, long incarnation, IReadOnlyList<ShardGift> shards, CancellationToken cancellation) =>
        CallAsync(() => _leases.Give(node, incarnation, shards), cancellation);

    public Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation) => CallAsync(() => _leases.SetDraining(node, draining), cancellation);

    public Task<IReadOnlyList<ShardGrant>?> SeizeAllAsync(string node, CancellationToken cancellation) => CallAsync(() => _leases.SeizeAll(node), cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool TryCommit(RoomTransaction transaction)
    {
        var (players, items, rooms) = (new Dictionary<PlayerId, PlayerRecord>(_players), new Dictionary<ItemId, ItemRecord>(_items), new Dictionary<RoomId, RoomRecord>(_rooms));
        foreach (var change in transaction.Changes)
        {
            switch (change)
            {
                case RoomChanged room:
                    rooms[room.Room.Id] = room.Room;
                    break;
                case ItemConsumed consumed:
                    if (!items.Remove(consumed.Item))
                        return false;
                    break;
                case ItemChanged { Item: var item }:
                    if (items.TryGetValue(item.Id, out var before)
                        && (before.Room ?? (before.Player is { } holder && players.TryGetValue(holder, out var held) ? held.Room : transaction.Room)) != transaction.Room)
                        return false;
                    items[item.Id] = item;
                    break;
                case PlayerChanged { Player: var player } changed:
                    if (ForgetsCommands)
                        player = player with { LastCommand = 0, Recent = [] };
                    if (!players.TryGetValue(player.Id, out var row))
                    {
                        if (player.TokenHash is { } secret && players.Values.Any(other => other.TokenHash == secret))
                            return false;
                        players[player.Id] = player;
                    }
                    else if (row.Room != changed.FromRoom)
                    {
                        return false;
                    }
                    else
                    {
                        players[player.Id] = player with { Name = row.Name, Named = row.Named, TokenHash = row.TokenHash };
                    }
                    break;
            }
        }
        (_players, _items, _rooms) = (players, items, rooms);
        return true;
    }

    private PlayerState? State(PlayerRecord? record) =>
        record is null ? null : new PlayerState(record, [.. _items.Values.Where(item => item.Player == record.Id).OrderBy(static item => item.Id)]);

    private async Task<T> CallAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        if (time is not null && latency > TimeSpan.Zero)
            await Task.Delay(latency, time, cancellation);
        if (!IsReachable)
            throw new IOException("The store cannot be reached.");
        lock (_lock)
            return work();
    }
}
