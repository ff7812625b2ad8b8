using System.Globalization;
using System.Text.Json;
using Actors.World;

namespace Actors.Storage;

/// <summary>The world in tables. What differs between databases is how a transaction is had, and what <see cref="SqlSession"/> says.</summary>
public abstract class SqlWorldStore : IWorldStore, ILeaseStore
{
    private readonly PlayerLoads _playerLoads;

    private protected SqlWorldStore() =>
        _playerLoads = new PlayerLoads(players => ReadAsync(
            db => players is [var alone] ? SqlPlayers.FindAloneAsync(db, alone) : SqlPlayers.FindAsync(db, players), CancellationToken.None));

    public abstract Task InitializeAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();

    public async Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation) =>
        DateTimeOffset.Parse(await GetOrSetAsync("epoch", proposed.ToString("O", CultureInfo.InvariantCulture), cancellation), CultureInfo.InvariantCulture);

    public async Task<byte[]> GetSecretAsync(byte[] proposed, CancellationToken cancellation) =>
        Convert.FromHexString(await GetOrSetAsync("secret", Convert.ToHexString(proposed), cancellation));

    public Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation) => WriteAsync(
        async db => Convert.ToInt64(await db.ScalarAsync(
            """
            INSERT INTO world (key, value) VALUES ('next_player', $1)
            ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(world.value AS BIGINT) + $2 AS TEXT) RETURNING CAST(value AS BIGINT)
            """,
            (1 + count).ToString(CultureInfo.InvariantCulture), (long)count)) - count,
        cancellation);

    public Task<SavedRoom> LoadRoomAsync(RoomId room, CancellationToken cancellation) => ReadAsync(
        async db =>
        {
            var json = (string?)await db.ScalarAsync("SELECT record FROM rooms WHERE id = $1", room.Value);
            var record = json is null ? null : JsonSerializer.Deserialize<RoomRecord>(json);
            return new SavedRoom(record, await db.QueryAsync($"SELECT {SqlPlayers.ItemColumns} FROM items WHERE room = $1 ORDER BY id", SqlPlayers.Item, room.Value));
        },
        cancellation);

    public Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation) => _playerLoads.LoadAsync(player, cancellation);

    public Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation) =>
        ReadAsync(db => SqlPlayers.FindAsync(db, "token_hash = $1", tokenHash), cancellation);

    public Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation) =>
        WriteAsync(db => SqlPlayers.ClaimAsync(db, player, name), cancellation);

    public Task<CommitOutcome[]> CommitAsync(CommitBatch batch, CancellationToken cancellation) =>
        WriteAsync(db => new SqlCommits(db).CommitAsync(batch), cancellation);

    public Task<Member?> JoinAsync(Member node, TimeSpan lease, CancellationToken cancellation) =>
        WriteAsync(db => new SqlLeases(db).JoinAsync(node, lease), cancellation);

    public Task<bool> RenewAsync(string node, long incarnation, TimeSpan lease, CancellationToken cancellation) =>
        WriteAsync(db => new SqlLeases(db).RenewAsync(node, incarnation, lease), cancellation);

    public Task LeaveAsync(string node, long incarnation, CancellationToken cancellation) =>
        WriteAsync(Unit(db => new SqlLeases(db).LeaveAsync(node, incarnation)), cancellation);

    public Task<ClusterTable> ReadAsync(CancellationToken cancellation) => ReadAsync(static db => new SqlLeases(db).ReadAsync(), cancellation);

    public Task<IReadOnlyList<ShardGrant>> TakeAsync(string node, long incarnation, IReadOnlyList<int> shards, CancellationToken cancellation) =>
        WriteAsync(db => new SqlLeases(db).TakeAsync(node, incarnation, shards), cancellation);

    public Task ReleaseAsync(string node, long incarnation, IReadOnlyList<ShardGrant> shards, CancellationToken cancellation) =>
        WriteAsync(Unit(db => new SqlLeases(db).ReleaseAsync(node, incarnation, shards)), cancellation);

    public Task<IReadOnlyList<ShardGift>> GiveAsync(string node, long incarnation, IReadOnlyList<ShardGift> shards, CancellationToken cancellation) =>
        WriteAsync(db => new SqlLeases(db).GiveAsync(node, incarnation, shards), cancellation);

    public Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation) =>
        WriteAsync(db => new SqlLeases(db).SetDrainingAsync(node, draining), cancellation);

    public Task<IReadOnlyList<ShardGrant>?> SeizeAllAsync(string node, CancellationToken cancellation) =>
        WriteAsync(db => new SqlLeases(db).SeizeAllAsync(node), cancellation);

    private Task<string> GetOrSetAsync(string key, string proposed, CancellationToken cancellation) => WriteAsync(
        async db =>
        {
            await db.RunAsync("INSERT INTO world (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING", key, proposed);
            return (string)(await db.ScalarAsync("SELECT value FROM world WHERE key = $1", key))!;
        },
        cancellation);

    /// <summary>One transaction that is on disk, whole, when the task ends.</summary>
    private protected abstract Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation);

    /// <summary>All that the work reads is of one instant.</summary>
    private protected abstract Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellation);

    private static Func<SqlSession, Task<bool>> Unit(Func<SqlSession, Task> work) => async db =>
    {
        await work(db);
        return true;
    };
}
