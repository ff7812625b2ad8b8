using Actors.Storage;
using Npgsql;

namespace Actors.Tests.Storage;

/// <summary>Each test has a schema of its own in one server that all share.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresWorldStoreTests(PostgresServer server) : WorldStoreCompliance
{
    private readonly string _connection = server.NewWorld();

    protected override IWorldStore Open() => new PostgresWorldStore(_connection);

    protected override Task MoveClockAsync(TimeSpan by) => RunAsync(_connection, SqlClock.Moved(by));

    protected override Task DowngradeAsync(int versions) => RunAsync(_connection, $"{Without(versions)} UPDATE world SET value = '{5 - versions}' WHERE key = 'schema_version'");

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await using (var source = NpgsqlDataSource.Create(_connection))
            await source.CreateCommand("UPDATE world SET value = '99' WHERE key = 'schema_version'").ExecuteNonQueryAsync();
        await using var newer = new PostgresWorldStore(_connection);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => newer.InitializeAsync(default));
        Assert.Contains("version 99", refused.Message);
    }

    [Fact]
    public async Task A_database_of_version_1_is_migrated_without_loss()
    {
        var older = server.NewWorld();
        await RunAsync(older, $"{OldSchema} {VersionBefore.Rows}; INSERT INTO world (key, value) VALUES ('schema_version', '1')");
        await using var store = new PostgresWorldStore(older);
        await store.InitializeAsync(default);
        await VersionBefore.AssertKeptAsync(store);
    }

    [Fact]
    public async Task Many_nodes_can_initialize_an_empty_database_concurrently()
    {
        var empty = server.NewWorld();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var store = new PostgresWorldStore(empty);
            await store.InitializeAsync(default);
        }));
    }

    /// <summary>The other node keeps its transaction open: its statements have all been answered, and its rows are locked.</summary>
    [Fact]
    public async Task A_warm_up_waits_for_no_other_warm_up_and_leaves_no_rows()
    {
        await using var source = NpgsqlDataSource.Create(_connection);
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using var open = await connection.BeginTransactionAsync();
            await StoreTryOut.RunAsync(new PostgresSession(connection, default, timeoutSeconds: null));
            await ((PostgresWorldStore)Store).WarmUpAsync(default).Soon();
        }
        foreach (var table in (string[])["players", "rooms", "items", "batches"])
            Assert.Equal(0L, await source.CreateCommand($"SELECT count(*) FROM {table}").ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_read_only_database_is_reported_unwritable_until_a_write_succeeds()
    {
        var store = (PostgresWorldStore)Store;
        await store.ReservePlayerIdsAsync(1, default);
        var database = new NpgsqlConnectionStringBuilder(_connection).Database;
        await RunAsync(server.ConnectionString, $"ALTER DATABASE {database} SET default_transaction_read_only = on");
        await CutAsync();
        await UntilAsync(refused: true);
        Assert.Contains("read-only transaction", store.Health.Unwritable, StringComparison.Ordinal);
        Assert.Null(await store.LoadPlayerAsync(new World.PlayerId(1), default));
        Assert.NotNull(store.Health.Unwritable);
        await RunAsync(server.ConnectionString, $"ALTER DATABASE {database} RESET default_transaction_read_only");
        await CutAsync();
        await UntilAsync(refused: false);
        Assert.Null(store.Health.Unwritable);

        Task CutAsync() => RunAsync(
            server.ConnectionString, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}' AND application_name = 'actors'");

        Task UntilAsync(bool refused) => Eventually.Holds(() =>
        {
            try
            {
                _ = store.ReservePlayerIdsAsync(1, default).GetAwaiter().GetResult();
                return !refused;
            }
            catch (NpgsqlException failure)
            {
                return refused && failure.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction;
            }
        });
    }

    [Fact]
    public async Task A_call_after_its_connections_were_cut_reconnects()
    {
        await Store.ReservePlayerIdsAsync(1, default);
        await using (var source = NpgsqlDataSource.Create(server.ConnectionString))
            await source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'actors'").ExecuteNonQueryAsync();
        await Eventually.Holds(() =>
        {
            try
            {
                return Store.ReservePlayerIdsAsync(1, default).GetAwaiter().GetResult() == 2;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        });
    }

    private static async Task RunAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await source.CreateCommand(sql).ExecuteNonQueryAsync();
    }

    /// <summary>The schema as version 1 created it.</summary>
    private const string OldSchema =
        """
        CREATE TABLE world (key TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE players (
            id BIGINT PRIMARY KEY,
            name TEXT NOT NULL,
            name_key TEXT UNIQUE,
            token_hash TEXT UNIQUE,
            room TEXT NOT NULL,
            x DOUBLE PRECISION NOT NULL, y DOUBLE PRECISION NOT NULL, facing DOUBLE PRECISION NOT NULL,
            health INTEGER NOT NULL, score INTEGER NOT NULL,
            wood INTEGER NOT NULL, stone INTEGER NOT NULL, food INTEGER NOT NULL, gold INTEGER NOT NULL,
            last_command BIGINT NOT NULL,
            recent TEXT NOT NULL);
        CREATE TABLE items (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            player BIGINT,
            room TEXT,
            x DOUBLE PRECISION NOT NULL, y DOUBLE PRECISION NOT NULL,
            CHECK ((player IS NULL) <> (room IS NULL)));
        CREATE INDEX items_by_player ON items (player) WHERE player IS NOT NULL;
        CREATE INDEX items_by_room ON items (room) WHERE room IS NOT NULL;
        CREATE TABLE rooms (id TEXT PRIMARY KEY, record TEXT NOT NULL);
        CREATE TABLE nodes (
            name TEXT PRIMARY KEY,
            incarnation BIGINT NOT NULL,
            address TEXT NOT NULL,
            weight INTEGER NOT NULL,
            gateway INTEGER NOT NULL,
            draining INTEGER NOT NULL,
            expires BIGINT NOT NULL);
        CREATE TABLE shards (id INTEGER PRIMARY KEY, node TEXT, incarnation BIGINT NOT NULL, epoch BIGINT NOT NULL);
        INSERT INTO shards (id, node, incarnation, epoch) SELECT id, NULL, 0, 0 FROM generate_series(0, 255) AS id;
        CREATE TABLE batches (run TEXT PRIMARY KEY, number BIGINT NOT NULL, outcomes TEXT NOT NULL, begun BIGINT NOT NULL);
        """;
}
