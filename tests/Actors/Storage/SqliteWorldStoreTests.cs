using Actors.Storage;
using Microsoft.Data.Sqlite;

namespace Actors.Tests.Storage;

public sealed class SqliteWorldStoreTests : WorldStoreCompliance
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-store-");

    private string World => Path.Combine(_directory.FullName, "deeper", "world.db");

    protected override IWorldStore Open() => new SqliteWorldStore(World);

    protected override Task MoveClockAsync(TimeSpan by)
    {
        Run(World, SqlClock.Moved(by));
        return Task.CompletedTask;
    }

    protected override Task DowngradeAsync(int versions)
    {
        Run(World, $"{Without(versions)} PRAGMA user_version = {7 - versions}");
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused()
    {
        var path = Path.Combine(_directory.FullName, "newer.db");
        await using (var store = new SqliteWorldStore(path))
            await store.InitializeAsync(default);
        Run(path, "PRAGMA user_version = 99");
        await using var newer = new SqliteWorldStore(path);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => newer.InitializeAsync(default));
        Assert.Contains("version 99", refused.Message);
    }

    [Fact]
    public async Task A_file_of_version_3_is_migrated_without_loss()
    {
        var path = Path.Combine(_directory.FullName, "older.db");
        Run(path, $"{OldSchema}; {VersionBefore.Rows}; PRAGMA user_version = 3");
        await using var store = new SqliteWorldStore(path);
        await store.InitializeAsync(default);
        await VersionBefore.AssertKeptAsync(store);
    }

    private static void Run(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The schema as version 3 created it.</summary>
    private const string OldSchema =
        """
        CREATE TABLE world (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE players (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            name_key TEXT UNIQUE,
            token_hash TEXT UNIQUE,
            room TEXT NOT NULL,
            x REAL NOT NULL, y REAL NOT NULL, facing REAL NOT NULL,
            health INTEGER NOT NULL, score INTEGER NOT NULL,
            wood INTEGER NOT NULL, stone INTEGER NOT NULL, food INTEGER NOT NULL, gold INTEGER NOT NULL,
            last_command INTEGER NOT NULL,
            recent TEXT NOT NULL);
        CREATE TABLE items (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            player INTEGER,
            room TEXT,
            x REAL NOT NULL, y REAL NOT NULL,
            CHECK ((player IS NULL) <> (room IS NULL)));
        CREATE INDEX items_by_player ON items (player) WHERE player IS NOT NULL;
        CREATE INDEX items_by_room ON items (room) WHERE room IS NOT NULL;
        CREATE TABLE rooms (id TEXT PRIMARY KEY, record TEXT NOT NULL);
        CREATE TABLE nodes (
            name TEXT PRIMARY KEY,
            incarnation INTEGER NOT NULL,
            address TEXT NOT NULL,
            weight INTEGER NOT NULL,
            gateway INTEGER NOT NULL,
            draining INTEGER NOT NULL,
            expires INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE shards (id INTEGER PRIMARY KEY, node TEXT, incarnation INTEGER NOT NULL, epoch INTEGER NOT NULL);
        CREATE TABLE batches (run TEXT PRIMARY KEY, number INTEGER NOT NULL, outcomes TEXT NOT NULL, begun INTEGER NOT NULL) WITHOUT ROWID;
        """;
}
