using Actors.Storage;
using Npgsql;

namespace Actors.Tests.Storage;

/// <summary>Each test has a schema of its own in one server that all share.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresWorldStoreTests(PostgresServer server) : WorldStoreCompliance
{
    private readonly string _connection = server.NewWorld();

    protected override IWorldStore Open() => new PostgresWorldStore(_connection);

    [Fact]
    public async Task A_database_of_a_newer_server_is_refused_and_left_alone()
    {
        await using (var source = NpgsqlDataSource.Create(_connection))
            await source.CreateCommand("UPDATE world SET value = '99' WHERE key = 'schema_version'").ExecuteNonQueryAsync();
        await using var newer = new PostgresWorldStore(_connection);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => newer.InitializeAsync(default));
        Assert.Contains("version 99", refused.Message);
    }

    [Fact]
    public async Task Many_nodes_that_start_at_once_on_an_empty_database_make_its_tables_once()
    {
        var empty = server.NewWorld();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var store = new PostgresWorldStore(empty);
            await store.InitializeAsync(default);
        }));
    }

    [Fact]
    public async Task A_call_after_its_connections_were_cut_finds_the_database_again()
    {
        await Store.ReservePlayerIdsAsync(1, default);
        await using (var source = NpgsqlDataSource.Create(server.ConnectionString))
            await source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'actors'").ExecuteNonQueryAsync();
        await Runtime.Eventually.Holds(() =>
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
}
