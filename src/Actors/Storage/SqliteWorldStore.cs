using System.Globalization;
using System.Text.Json;
using Actors.World;
using Microsoft.Data.Sqlite;

namespace Actors.Storage;

/// <summary>
/// The world in one file. Write-ahead log with a sync at each commit: what was acknowledged survives the loss of power, not only of
/// the process. SQLite works synchronously, so calls run on the thread pool, one at a time for each of two connections:
/// one writes, the other reads without waiting for it.
/// </summary>
public sealed class SqliteWorldStore(string path) : IWorldStore, ILeaseStore
{
    private const int BusyTimeoutMilliseconds = 5000;
    private static readonly TimeSpan BusyRetry = TimeSpan.FromMilliseconds(2);

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private SqliteConnection? _writer;
    private SqliteConnection? _reader;
    private SqliteStatements? _write;
    private SqliteStatements? _read;

    static SqliteWorldStore() => SQLitePCL.Batteries_V2.Init();

    public Task InitializeAsync(CancellationToken cancellation) => Task.Run(
        () =>
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
                Directory.CreateDirectory(directory);
            _writer = Open();
            SqliteSchema.Migrate(_writer);
            _write = new SqliteStatements(_writer);
            _write.Run("PRAGMA busy_timeout = 0");
            _reader = Open();
            _read = new SqliteStatements(_reader);
        },
        cancellation);

    public Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation) => WriteAsync(
        db =>
        {
            db.Run("INSERT INTO world (key, value) VALUES ('epoch', $1) ON CONFLICT (key) DO NOTHING", proposed.ToString("O", CultureInfo.InvariantCulture));
            return DateTimeOffset.Parse((string)db.Scalar("SELECT value FROM world WHERE key = 'epoch'")!, CultureInfo.InvariantCulture);
        },
        cancellation);

    public Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation) => WriteAsync(
        db => Convert.ToInt64(db.Scalar(
            """
            INSERT INTO world (key, value) VALUES ('next_player', 1 + $1)
            ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + $1 RETURNING CAST(value AS INTEGER)
            """,
            count)) - count,
        cancellation);

    public Task<SavedRoom> LoadRoomAsync(RoomId room, CancellationToken cancellation) => ReadAsync(
        db =>
        {
            var json = (string?)db.Scalar("SELECT record FROM rooms WHERE id = $1", room.Value);
            var record = json is null ? null : JsonSerializer.Deserialize<RoomRecord>(json);
            return new SavedRoom(record, Items(db.Get("SELECT id, kind, player, room, x, y FROM items WHERE room = $1 ORDER BY id", room.Value)));
        },
        cancellation);

    public Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation) =>
        ReadAsync(db => Player(db, "SELECT * FROM players WHERE id = $1", player.Value), cancellation);

    public Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation) =>
        ReadAsync(db => Player(db, "SELECT * FROM players WHERE token_hash = $1", tokenHash), cancellation);

    public Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation) => WriteAsync(
        db =>
        {
            var key = name.ToLowerInvariant();
            if (db.Scalar("SELECT id FROM players WHERE name_key = $1", key) is long owner && owner != player.Id.Value)
                return ClaimOutcome.Taken;
            if (db.Run("UPDATE players SET name = $2, name_key = $3 WHERE id = $1", player.Id.Value, name, key) == 0)
                new SqliteCommit(db).Insert(player with { Name = name, Named = true }, JsonSerializer.Serialize(player.Recent));
            return ClaimOutcome.Claimed;
        },
        cancellation);

    public Task<CommitOutcome[]> CommitAsync(IReadOnlyList<RoomTransaction> batch, CancellationToken cancellation) => WriteAsync(
        db =>
        {
            var commit = new SqliteCommit(db);
            var outcomes = new CommitOutcome[batch.Count];
            HashSet<RoomId>? refused = null;
            var leases = new SqliteLeases(db);
            for (var i = 0; i < batch.Count; i++)
            {
                if (leases.EpochOf(batch[i].Shard) != batch[i].Epoch)
                {
                    outcomes[i] = CommitOutcome.StaleEpoch;
                    (refused ??= []).Add(batch[i].Room);
                    continue;
                }
                if (batch[i].Changes.Count == 0 && refused is null)
                    continue;
                if (refused?.Contains(batch[i].Room) == true)
                {
                    outcomes[i] = CommitOutcome.Conflict;
                    continue;
                }
                db.Run("SAVEPOINT one");
                if (!commit.TryApply(batch[i]))
                {
                    db.Run("ROLLBACK TO one");
                    outcomes[i] = CommitOutcome.Conflict;
                    (refused ??= []).Add(batch[i].Room);
                }
                db.Run("RELEASE one");
            }
            return outcomes;
        },
        cancellation);

    public Task<Member?> JoinAsync(Member node, TimeSpan lease, CancellationToken cancellation) => WriteAsync(db => new SqliteLeases(db).Join(node, lease), cancellation);

    public Task<bool> RenewAsync(string node, long incarnation, TimeSpan lease, CancellationToken cancellation) =>
        WriteAsync(db => new SqliteLeases(db).Renew(node, incarnation, lease), cancellation);

    public Task LeaveAsync(string node, long incarnation, CancellationToken cancellation) => WriteAsync(
        db =>
        {
            new SqliteLeases(db).Leave(node, incarnation);
            return true;
        },
        cancellation);

    public Task<ClusterTable> ReadAsync(CancellationToken cancellation) => ReadAsync(static db => new SqliteLeases(db).Read(), cancellation);

    public Task<IReadOnlyList<ShardGrant>> TakeAsync(string node, long incarnation, IReadOnlyList<int> shards, CancellationToken cancellation) =>
        WriteAsync(db => (IReadOnlyList<ShardGrant>)new SqliteLeases(db).Take(node, incarnation, shards), cancellation);

    public Task ReleaseAsync(string node, long incarnation, IReadOnlyList<ShardGrant> shards, CancellationToken cancellation) => WriteAsync(
        db =>
        {
            new SqliteLeases(db).Release(node, incarnation, shards);
            return true;
        },
        cancellation);

    public Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation) =>
        WriteAsync(db => new SqliteLeases(db).SetDraining(node, draining), cancellation);

    public Task<IReadOnlyList<ShardGrant>?> SeizeAllAsync(string node, CancellationToken cancellation) =>
        WriteAsync(db => (IReadOnlyList<ShardGrant>?)new SqliteLeases(db).SeizeAll(node), cancellation);

    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        await _reading.WaitAsync();
        _write?.Dispose();
        _read?.Dispose();
        _reader?.Dispose();
        _writer?.Dispose();
        _write = _read = null;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Begins at once with the right to write, so that two processes on one file wait for each other instead of failing halfway.</summary>
    private async Task<T> WriteAsync<T>(Func<SqliteStatements, T> work, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            return await Task.Run(
                async () =>
                {
                    var db = _write ?? throw new ObjectDisposedException(nameof(SqliteWorldStore));
                    await BeginAsync(cancellation);
                    try
                    {
                        var result = work(db);
                        db.Run("COMMIT");
                        return result;
                    }
                    catch
                    {
                        db.Run("ROLLBACK");
                        throw;
                    }
                },
                cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>
    /// SQLite itself waits for another process' transaction in steps of up to 100 ms, its client library in steps of 150; the transactions of a node last
    /// a few milliseconds, so it is asked anew that often.
    /// </summary>
    private async Task BeginAsync(CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var outcome = SQLitePCL.raw.sqlite3_exec(_writer!.Handle, "BEGIN IMMEDIATE");
            if (outcome == SQLitePCL.raw.SQLITE_OK)
                return;
            if (outcome != SQLitePCL.raw.SQLITE_BUSY || TimeProvider.System.GetElapsedTime(began).TotalMilliseconds > BusyTimeoutMilliseconds)
                throw new SqliteException($"The world's file cannot be written to just now ({outcome}).", outcome);
            await Task.Delay(BusyRetry, cancellation);
        }
    }

    private async Task<T> ReadAsync<T>(Func<SqliteStatements, T> work, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => work(_read ?? throw new ObjectDisposedException(nameof(SqliteWorldStore))), cancellation);
        }
        finally
        {
            _reading.Release();
        }
    }

    private static PlayerState? Player(SqliteStatements db, string sql, object key)
    {
        PlayerRecord record;
        using (var row = db.Get(sql, key).ExecuteReader())
        {
            if (!row.Read())
                return null;
            record = new PlayerRecord
            {
                Id = new PlayerId(row.GetInt64(0)),
                Name = row.GetString(1),
                Named = !row.IsDBNull(2),
                TokenHash = row.IsDBNull(3) ? null : row.GetString(3),
                Room = new RoomId(row.GetString(4)),
                Position = new Vector(row.GetDouble(5), row.GetDouble(6)),
                FacingRadians = row.GetDouble(7),
                Health = row.GetInt32(8),
                Score = row.GetInt32(9),
                Resources = new ResourceCounts(row.GetInt32(10), row.GetInt32(11), row.GetInt32(12), row.GetInt32(13)),
                LastCommand = row.GetInt64(14),
                Recent = JsonSerializer.Deserialize<CommandResult[]>(row.GetString(15)) ?? [],
            };
        }
        return new PlayerState(record, Items(db.Get("SELECT id, kind, player, room, x, y FROM items WHERE player = $1 ORDER BY id", record.Id.Value)));
    }

    private static List<ItemRecord> Items(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        List<ItemRecord> items = [];
        while (row.Read())
        {
            items.Add(new ItemRecord(
                new ItemId(row.GetString(0)),
                row.GetString(1),
                row.IsDBNull(2) ? null : new PlayerId(row.GetInt64(2)),
                row.IsDBNull(3) ? null : new RoomId(row.GetString(3)),
                new Vector(row.GetDouble(4), row.GetDouble(5))));
        }
        return items;
    }
}
