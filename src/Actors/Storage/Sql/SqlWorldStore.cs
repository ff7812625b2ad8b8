using System.Globalization;
using System.Text.Json;
using Actors.World;

namespace Actors.Storage;

/// <summary>The world in SQL tables. Databases differ in how a transaction is opened, and in what <see cref="SqlSession"/> provides.</summary>
public abstract class SqlWorldStore : IWorldStore, INodeRegistry, ILeaseStore
{
    /// <summary>How far the clocks of nodes and of the database may differ before an epoch is doubted.</summary>
    internal static readonly TimeSpan EpochMargin = TimeSpan.FromMinutes(1);

    private readonly GroupedCalls<PlayerId, PlayerState> _playerLoads;
    private readonly GroupedCalls<RoomClaim, ClaimedRoom> _activations;

    private protected SqlWorldStore()
    {
        _playerLoads = new GroupedCalls<PlayerId, PlayerState>(LoadPlayersAsync);
        _activations = new GroupedCalls<RoomClaim, ClaimedRoom>(claims => WriteAsync(db => new SqlRooms(db).ActivateAsync(claims), CancellationToken.None));
    }

    /// <summary>Whether the store can be written.</summary>
    public StoreHealth Health { get; } = new();

    /// <inheritdoc/>
    public abstract Task InitializeAsync(CancellationToken cancellation);

    /// <summary>Closes its connections.</summary>
    public abstract ValueTask DisposeAsync();

    /// <inheritdoc/>
    public Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation) => WriteAsync(
        async db =>
        {
            var text = proposed.ToString("O", CultureInfo.InvariantCulture);
            var epoch = DateTimeOffset.Parse(await GetOrSetAsync(db, "epoch", text), CultureInfo.InvariantCulture);
            var now = DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(await db.ScalarAsync($"SELECT {db.Now}")));
            if (epoch <= now + EpochMargin || epoch <= proposed)
                return epoch;
            await db.RunAsync("UPDATE world SET value = $1 WHERE key = 'epoch'", text);
            return proposed;
        },
        cancellation);

    /// <inheritdoc/>
    public async Task<byte[]> GetSecretAsync(byte[] proposed, CancellationToken cancellation) =>
        Convert.FromHexString(await WriteAsync(db => GetOrSetAsync(db, "secret", Convert.ToHexString(proposed)), cancellation));

    /// <inheritdoc/>
    public Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation) => WriteAsync(
        async db => Convert.ToInt64(await db.ScalarAsync(
            """
            INSERT INTO world (key, value) VALUES ('next_player', $1)
            ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(world.value AS BIGINT) + $2 AS TEXT) RETURNING CAST(value AS BIGINT)
            """,
            (1 + count).ToString(CultureInfo.InvariantCulture), (long)count)) - count,
        cancellation);

    /// <inheritdoc/>
    public Task<RoomActivation> ActivateRoomAsync(RoomId room, string activation, CancellationToken cancellation) => ActivateAsync(_activations, room, activation, cancellation);

    internal static async Task<RoomActivation> ActivateAsync(GroupedCalls<RoomClaim, ClaimedRoom> activations, RoomId room, string activation, CancellationToken cancellation)
    {
        var claimed = await activations.CallAsync(new RoomClaim(room, activation), cancellation) ?? throw new InvalidOperationException($"{room} was not activated.");
        var record = claimed.Record is { } json ? JsonSerializer.Deserialize<RoomRecord>(json) : null;
        return new RoomActivation(claimed.Epoch, new SavedRoom(record, claimed.Items), StoredJson.ReadRoster(claimed.Roster));
    }

    /// <inheritdoc/>
    public Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation) => _playerLoads.CallAsync(player, cancellation);

    /// <inheritdoc/>
    public Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation) =>
        ReadAsync(db => SqlPlayers.FindByTokenAsync(db, tokenHash), cancellation);

    /// <inheritdoc/>
    public Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation) =>
        WriteAsync(db => SqlPlayers.ClaimAsync(db, player, name), cancellation);

    /// <inheritdoc/>
    public Task<ReclaimedName?> ReclaimNameAsync(PlayerId player, CancellationToken cancellation) => WriteAsync(db => SqlPlayers.ReclaimAsync(db, player), cancellation);

    /// <inheritdoc/>
    public async Task<GuestsSwept> SweepGuestsAsync(GuestSweep sweep, CancellationToken cancellation)
    {
        if (await ReadAsync(static db => new SqlGuests(db).IsAnyTimeWrongAsync(), cancellation))
            await WriteAsync(Unit(static db => new SqlGuests(db).MendTimesAsync()), cancellation);
        var swept = GuestsSwept.None;
        for (long? last = 0; last is { } after;)
        {
            (var due, last) = await ReadAsync(db => new SqlGuests(db).FindDueAsync(sweep, after), cancellation);
            if (due.Count == 0)
                continue;
            var fates = await WriteAsync(db => new SqlGuests(db).SettleAsync(due, sweep), cancellation);
            swept = fates.Aggregate(swept, static (sum, fate) => sum.With(fate));
        }
        return await ReadAsync(db => new SqlGuests(db).FindRoomsAsync(swept), cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ItemRecord>> FindReturnedItemsAsync(RoomId room, CancellationToken cancellation) =>
        ReadAsync(db => new SqlGuests(db).FindReturnedAsync(room), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedRoom>> ListRoomsAsync(RoomQuery query, CancellationToken cancellation) => ReadAsync(db => new SqlInstances(db).ListAsync(query), cancellation);

    /// <inheritdoc/>
    public async Task<InstancesSwept> SweepInstancesAsync(CancellationToken cancellation)
    {
        var old = await ReadAsync(static db => new SqlInstances(db).FindOldAsync(), cancellation);
        var removed = old.Count == 0 ? 0 : await WriteAsync(db => new SqlInstances(db).RemoveAsync(old), cancellation);
        return new InstancesSwept(removed, await ReadAsync(static db => new SqlInstances(db).FindSilentAsync(), cancellation));
    }

    /// <inheritdoc/>
    public Task<CommitOutcome[]> CommitAsync(CommitBatch batch, CancellationToken cancellation) =>
        WriteAsync(db => new SqlCommits(db).CommitAsync(batch), cancellation);

    /// <inheritdoc/>
    public Task<RegisterOutcome> RegisterAsync(string name, string run, string role, string rules, TimeSpan live, CancellationToken cancellation) =>
        WriteAsync(db => new SqlNodes(db).RegisterAsync(name, run, role, rules, live), cancellation);

    /// <inheritdoc/>
    public Task<NodeTable> BeatAsync(string name, string run, string address, bool isMember, TimeSpan live, CancellationToken cancellation) =>
        WriteAsync(db => new SqlNodes(db).BeatAsync(name, run, address, isMember, live), cancellation);

    /// <inheritdoc/>
    public Task<bool> TryFormAsync(string name, string run, TimeSpan live, CancellationToken cancellation) =>
        WriteAsync(db => new SqlNodes(db).TryFormAsync(name, run, live), cancellation);

    /// <inheritdoc/>
    public Task RemoveAsync(string name, string run, CancellationToken cancellation) =>
        WriteAsync(Unit(db => new SqlNodes(db).RemoveAsync(name, run)), cancellation);

    /// <inheritdoc/>
    public Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation) =>
        WriteAsync(db => new SqlNodes(db).SetDrainingAsync(node, draining), cancellation);

    /// <inheritdoc/>
    public Task<bool> AcquireAsync(string lease, string owner, TimeSpan duration, CancellationToken cancellation) =>
        WriteAsync(db => new SqlLeases(db).AcquireAsync(lease, owner, duration), cancellation);

    /// <inheritdoc/>
    public Task ReleaseAsync(string lease, string owner, CancellationToken cancellation) =>
        WriteAsync(Unit(db => new SqlLeases(db).ReleaseAsync(lease, owner)), cancellation);

    /// <summary>Players who were not away are only read; so are all of them when the rooms of a crashed node are loaded.</summary>
    private async Task<Dictionary<PlayerId, PlayerState>> LoadPlayersAsync(IReadOnlyList<PlayerId> players)
    {
        var found = await ReadAsync(db => SqlPlayers.FindAsync(db, players), CancellationToken.None);
        if (found.Values.Any(static player => player.IsAway))
            found = await WriteAsync(
                async db =>
                {
                    await SqlPlayers.AdmitAsync(db, players);
                    return await SqlPlayers.FindAsync(db, players);
                },
                CancellationToken.None);
        return found.ToDictionary(static one => one.Key, static one => one.Value.State);
    }

    private static async Task<string> GetOrSetAsync(SqlSession db, string key, string proposed)
    {
        await db.RunAsync("INSERT INTO world (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING", key, proposed);
        return (string)(await db.ScalarAsync("SELECT value FROM world WHERE key = $1", key))!;
    }

    /// <summary>Runs the database calls of rooms once, and leaves nothing in the database, so that the first loads and commits need not wait for connections, statements and compilers.</summary>
    public virtual Task WarmUpAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Runs one transaction, which is on disk as a whole when the task ends.</summary>
    private protected abstract Task<T> WriteTransactionAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation);

    /// <summary>Everything that the work reads is from one instant.</summary>
    private protected abstract Task<T> ReadTransactionAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation);

    /// <summary>Whether this failure means that the database cannot be written until somebody intervenes: its disk is full or broken, or it is read-only.</summary>
    private protected abstract bool IsUnwritable(Exception failure);

    private Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation) =>
        WatchAsync(WriteTransactionAsync(work, cancellation), isWrite: true, cancellation);

    private Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation) =>
        WatchAsync(ReadTransactionAsync(work, cancellation), isWrite: false, cancellation);

    private async Task<T> WatchAsync<T>(Task<T> call, bool isWrite, CancellationToken cancellation)
    {
        try
        {
            var answer = await call;
            Health.Worked(isWrite);
            return answer;
        }
        catch (Exception failure) when (StoreHealth.Says(failure) && !cancellation.IsCancellationRequested)
        {
            Health.Failed(failure, IsUnwritable(failure));
            throw;
        }
    }

    private static Func<SqlSession, Task<bool>> Unit(Func<SqlSession, Task> work) => async db =>
    {
        await work(db);
        return true;
    };
}
