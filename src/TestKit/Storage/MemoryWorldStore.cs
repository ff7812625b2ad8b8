using Actors.Storage;
using Actors.World;

namespace Actors.TestKit;

/// <summary>A world in memory, with the same checks as the real stores, for tests in virtual time. While <see cref="IsReachable"/> is false every call throws.</summary>
public sealed class MemoryWorldStore : IWorldStore, INodeRegistry, ILeaseStore
{
    private readonly Lock _lock = new();
    private readonly TimeProvider? _time;
    private readonly TimeSpan _latency;
    private readonly MemoryLeases _leases;
    private readonly MemoryNodes _nodes;
    private readonly MemoryRooms _activations = new();
    private readonly MemoryPresence _presence;
    private readonly MemoryInstances _instances;
    private Dictionary<PlayerId, PlayerRecord> _players = [];
    private Dictionary<ItemId, ItemRecord> _items = [];
    private Dictionary<RoomId, RoomRecord> _records = [];
    private readonly Dictionary<string, (long Number, CommitOutcome[] Outcomes)> _batches = [];
    private DateTimeOffset? _epoch;
    private byte[]? _secret;
    private long _nextPlayer = 1;

    /// <param name="time">The database's clock.</param>
    /// <param name="latency">How long each call takes, by the given clock.</param>
    public MemoryWorldStore(TimeProvider? time = null, TimeSpan latency = default)
    {
        _time = time;
        _latency = latency;
        _presence = new MemoryPresence(time ?? TimeProvider.System);
        _leases = new MemoryLeases(time ?? TimeProvider.System);
        _nodes = new MemoryNodes(time ?? TimeProvider.System, _leases);
        _instances = new MemoryInstances(time ?? TimeProvider.System);
    }

    /// <summary>Whether calls are answered; while they are not, each throws.</summary>
    public bool IsReachable { get; set; } = true;

    /// <summary>A bug to be caught: commits of stale owners are accepted.</summary>
    internal bool IgnoresEpochs { get; set; }

    /// <summary>A bug to be caught: the executed commands of a player are not stored.</summary>
    internal bool ForgetsCommands { get; set; }

    /// <summary>Called for every committed transaction, in the order of the commits, so that a model of the world can be checked against it.</summary>
    public Action<RoomTransaction>? Committed { get; set; }

    /// <summary>Rows of items, whoever holds them: a copy.</summary>
    public IReadOnlyList<ItemRecord> Items
    {
        get
        {
            lock (_lock)
                return [.. _items.Values];
        }
    }

    /// <summary>Rows of players, wherever they are: a copy.</summary>
    public IReadOnlyList<PlayerRecord> Players
    {
        get
        {
            lock (_lock)
                return [.. _players.Values];
        }
    }

    /// <summary>Records of rooms, whether or not they are active: a copy.</summary>
    public IReadOnlyList<RoomRecord> Rooms
    {
        get
        {
            lock (_lock)
                return [.. _records.Values];
        }
    }

    /// <summary>A player's row as it is now; null: it has none.</summary>
    public PlayerRecord? Find(PlayerId player)
    {
        lock (_lock)
            return _players.GetValueOrDefault(player);
    }

    /// <summary>The stored state of a room, without activating it.</summary>
    public SavedRoom Find(RoomId room)
    {
        lock (_lock)
            return Load(room);
    }

    /// <summary>The room's newest epoch; 0 before any activation.</summary>
    public long EpochOf(RoomId room)
    {
        lock (_lock)
            return _activations.EpochOf(room);
    }

    /// <inheritdoc/>
    public Task InitializeAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation) =>
        CallAsync(() =>
            (DateTimeOffset)(_epoch = _epoch is { } epoch && (epoch <= (_time ?? TimeProvider.System).GetUtcNow() + SqlWorldStore.EpochMargin || epoch <= proposed) ? epoch : proposed), cancellation);

    /// <inheritdoc/>
    public Task<byte[]> GetSecretAsync(byte[] proposed, CancellationToken cancellation) => CallAsync(() => _secret ??= proposed, cancellation);

    /// <inheritdoc/>
    public Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation) =>
        CallAsync(() => (_nextPlayer += count) - count, cancellation);

    /// <inheritdoc/>
    public Task<RoomActivation> ActivateRoomAsync(RoomId room, string activation, CancellationToken cancellation) => CallAsync(
        () =>
        {
            if (room.Key is not null && !_records.ContainsKey(room) && !IsAnybodyIn(room))
                return new RoomActivation(0, new SavedRoom(null, []), null);
            var before = _instances.Claimed(room);
            var (epoch, roster) = _activations.Activate(room, activation, before);
            _presence.Arrived(_items.Values.Where(item => item.Room == room));
            return new RoomActivation(epoch, Load(room), roster);
        },
        cancellation);

    /// <inheritdoc/>
    public Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation) =>
        CallAsync(
            () =>
            {
                if (_presence.TryAdmit(player) && _presence.FormerName(player) is { } name && _players[player] is { Named: false } row && !IsTaken(name, player))
                    _players[player] = row with { Name = name, Named = true };
                return State(_players.GetValueOrDefault(player));
            },
            cancellation);

    /// <inheritdoc/>
    public Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation) =>
        CallAsync(() => State(_players.Values.FirstOrDefault(player => player.TokenHash == tokenHash)), cancellation);

    /// <inheritdoc/>
    public Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation) => CallAsync(
        () =>
        {
            if (IsTaken(name, player.Id))
                return ClaimOutcome.Taken;
            if (player.TokenHash is { } token && _players.Values.Any(other => other.TokenHash == token && other.Id != player.Id))
                return ClaimOutcome.Taken;
            if (!_players.ContainsKey(player.Id))
                _presence.Put(player.Id, Presence.In);
            _players[player.Id] = _players.GetValueOrDefault(player.Id, player) with { Name = name, Named = true };
            return ClaimOutcome.Claimed;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<ReclaimedName?> ReclaimNameAsync(PlayerId player, CancellationToken cancellation) => CallAsync(
        () =>
        {
            if (!_players.TryGetValue(player, out var row))
                return null;
            var former = _presence.FormerName(player) is { } name && !row.Named ? name : row.Name;
            var isTaken = IsTaken(former, player);
            var now = isTaken ? PlayerName.ForGuest(player) : former;
            _players[player] = row with { Name = now, Named = true };
            return (ReclaimedName?)new ReclaimedName(now, isTaken ? former : null);
        },
        cancellation);

    /// <inheritdoc/>
    public Task<GuestsSwept> SweepGuestsAsync(GuestSweep sweep, CancellationToken cancellation) => CallAsync(() => Sweep(sweep), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ItemRecord>> FindReturnedItemsAsync(RoomId room, CancellationToken cancellation) => CallAsync(
        () => (IReadOnlyList<ItemRecord>)[.. _items.Values.Where(item => item.Room == room && _presence.ComesBack(item.Id)).OrderBy(static item => item.Id)],
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedRoom>> ListRoomsAsync(RoomQuery query, CancellationToken cancellation) => CallAsync(() => MemoryInstances.List(_records.Values, query), cancellation);

    /// <inheritdoc/>
    public Task<InstancesSwept> SweepInstancesAsync(CancellationToken cancellation) => CallAsync(
        () =>
        {
            var old = _instances.Old(_records).Where(room => !IsAnybodyIn(room)).Take(InstanceRules.MaxSwept).ToList();
            foreach (var room in old)
            {
                _records.Remove(room);
                _instances.Remove(room);
                _activations.Remove(room);
                foreach (var item in _items.Values.Where(item => item.Room == room).ToList())
                    _items.Remove(item.Id);
            }
            return new InstancesSwept(old.Count, _instances.Silent(_records.Values));
        },
        cancellation);

    /// <inheritdoc/>
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
                if (!IgnoresEpochs && (one.Epoch == 0 || _activations.EpochOf(one.Room) != one.Epoch))
                {
                    refused.Add((one.Room, one.Epoch));
                    return CommitOutcome.StaleEpoch;
                }
                if (!refused.Contains((one.Room, one.Epoch)) && TryCommit(one))
                {
                    _activations.Committed(one);
                    Committed?.Invoke(one);
                    return CommitOutcome.Committed;
                }
                refused.Add((one.Room, one.Epoch));
                return CommitOutcome.Conflict;
            })];
    }

    /// <inheritdoc/>
    public Task<RegisterOutcome> RegisterAsync(string name, string run, string role, string rules, TimeSpan live, CancellationToken cancellation) =>
        CallAsync(() => _nodes.Register(name, run, role, rules, live), cancellation);

    /// <inheritdoc/>
    public Task<NodeTable> BeatAsync(string name, string run, string address, bool isMember, TimeSpan live, CancellationToken cancellation) =>
        CallAsync(() => _nodes.Beat(name, run, address, isMember, live), cancellation);

    /// <inheritdoc/>
    public Task<bool> TryFormAsync(string name, string run, TimeSpan live, CancellationToken cancellation) => CallAsync(() => _nodes.TryForm(name, run, live), cancellation);

    /// <inheritdoc/>
    public Task RemoveAsync(string name, string run, CancellationToken cancellation) => CallAsync(
        () =>
        {
            _nodes.Remove(name, run);
            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation) => CallAsync(() => _nodes.SetDraining(node, draining), cancellation);

    /// <inheritdoc/>
    public Task<bool> AcquireAsync(string lease, string owner, TimeSpan duration, CancellationToken cancellation) =>
        CallAsync(() => _leases.Acquire(lease, owner, duration), cancellation);

    /// <inheritdoc/>
    public Task ReleaseAsync(string lease, string owner, CancellationToken cancellation) => CallAsync(
        () =>
        {
            _leases.Release(lease, owner);
            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool TryCommit(RoomTransaction transaction)
    {
        var (players, items, records) = (new Dictionary<PlayerId, PlayerRecord>(_players), new Dictionary<ItemId, ItemRecord>(_items), new Dictionary<RoomId, RoomRecord>(_records));
        foreach (var change in transaction.Changes)
        {
            switch (change)
            {
                case RoomChanged room:
                    records[room.Room.Id] = room.Room;
                    break;
                case InstanceOpened opened:
                    if (opened.Rooms.Any(room => !records.TryAdd(room.Id, room)))
                        return false;
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
        (_players, _items, _records) = (players, items, records);
        foreach (var change in transaction.Changes)
            Note(change, transaction.Room);
        return true;
    }

    private void Note(Change change, RoomId room)
    {
        switch (change)
        {
            case ItemChanged { Item: var item }:
                _presence.Arrived([item]);
                break;
            case PlayerChanged { Player: var player, Presence: var presence }:
                _presence.Put(player.Id, presence);
                if (presence == Presence.AwayUnnamed)
                    FreeName(player.Id);
                break;
            case RoomChanged { Room.Instance: not null } changed:
                _instances.Heard(changed.Room.Id);
                break;
            case InstanceOpened opened:
                foreach (var opens in opened.Rooms)
                    _instances.Heard(opens.Id);
                break;
            case PresenceChecked check:
                if (room.Key is not null)
                    _instances.Heard(room);
                _presence.Check(_players.Values.Where(player => player.Room == room).Select(static player => player.Id), check.Present);
                break;
        }
    }

    private bool IsTaken(string name, PlayerId by) => _players.Values.Any(other => other.Named && other.Id != by && string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase));

    private void FreeName(PlayerId player)
    {
        _presence.NameFreed(player, _players[player].Name);
        _players[player] = _players[player] with { Name = PlayerName.ForGuest(player), Named = false };
    }

    private GuestsSwept Sweep(GuestSweep sweep)
    {
        var swept = GuestsSwept.None;
        foreach (var record in _players.Values.Where(static player => PlayerRecord.IsGuest(player.TokenHash)).ToList())
        {
            if (_presence.AwaySince(record.Id) is not { } since)
                continue;
            var fate = GuestRules.FateOf(new AwayGuest(State(record)!, since), sweep, _presence.Now);
            foreach (var (item, place) in fate.Items)
            {
                _items.Remove(item.Id);
                if (place is null)
                    continue;
                _items[item.Id] = place;
                _presence.OnItsWay(item.Id);
            }
            if (fate.LosesName)
                FreeName(record.Id);
            if (fate.IsForgotten)
                _players.Remove(record.Id);
            swept = swept.With(fate);
        }
        return swept with
        {
            Silent = [.. _players.Values.Where(player => _presence.IsSilent(player.Id)).Select(static player => player.Room).Distinct().Order()],
            Returning = [.. _items.Values.Where(item => _presence.ComesBack(item.Id)).Select(static item => item.Room!.Value).Distinct().Order()],
        };
    }

    private bool IsAnybodyIn(RoomId room) => _players.Values.Any(player => player.Room == room);

    private SavedRoom Load(RoomId room) =>
        new(_records.GetValueOrDefault(room), [.. _items.Values.Where(item => item.Room == room).OrderBy(static item => item.Id)]);

    private PlayerState? State(PlayerRecord? record) =>
        record is null ? null : new PlayerState(record, [.. _items.Values.Where(item => item.Player == record.Id).OrderBy(static item => item.Id)]);

    private async Task<T> CallAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        if (_time is not null && _latency > TimeSpan.Zero)
            await Task.Delay(_latency, _time, cancellation);
        if (!IsReachable)
            throw new IOException("The store cannot be reached.");
        lock (_lock)
            return work();
    }
}
