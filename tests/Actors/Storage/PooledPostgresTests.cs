using Actors.Storage;
using Npgsql;

namespace Actors.Tests.Storage;

/// <summary>Everything that a store must do, through a pooler that may give each transaction another session. Only the port in the connection string shows that the pooler is there.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PooledPostgresTests(PostgresServer server, PgBouncer pooler) : WorldStoreCompliance, IClassFixture<PgBouncer>
{
    private readonly string _direct = server.NewWorld();

    protected override IWorldStore Open() => new PostgresWorldStore(pooler.Behind(_direct));

    protected override async Task MoveClockAsync(TimeSpan by)
    {
        await using var source = NpgsqlDataSource.Create(_direct);
        await source.CreateCommand(SqlClock.Moved(by)).ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task A_pooler_is_detected_and_a_direct_server_is_not_taken_for_one()
    {
        Assert.True(((PostgresWorldStore)Store).IsPooled);
        await using var direct = new PostgresWorldStore(_direct);
        await direct.InitializeAsync(default);
        Assert.False(direct.IsPooled);
    }

    [Fact]
    public async Task Two_busy_nodes_share_three_sessions()
    {
        await using var other = Open();
        await other.InitializeAsync(default);
        // Fewer callers at once than a store has connections, so none waits for a connection.
        var callers = Enumerable.Range(0, 12).Select(caller => Task.Run(async () =>
        {
            var store = caller % 2 == 0 ? Store : other;
            for (var i = 0; i < 20; i++)
            {
                await store.ReservePlayerIdsAsync(1, default);
                await ((ILeaseStore)store).AcquireAsync($"lease {i % 7}", "own", TimeSpan.FromMinutes(1), default);
                await ((INodeRegistry)store).BeatAsync("nobody", "run", "", false, TimeSpan.FromMinutes(1), default);
            }
        }));
        await Task.WhenAll(callers);
        Assert.Equal(241, await Store.ReservePlayerIdsAsync(1, default));
        await using var source = NpgsqlDataSource.Create(_direct);
        var sessions = (long)(await source.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()").ExecuteScalarAsync())!;
        Assert.InRange(sessions, 1, 3);
    }

    [Fact]
    public async Task A_search_path_in_the_connection_string_is_refused_by_the_pooler()
    {
        await using var store = new PostgresWorldStore($"{pooler.Behind(_direct)};Search Path=elsewhere");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => store.InitializeAsync(default));
        Assert.Contains("search_path", refused.MessageText, StringComparison.Ordinal);
    }
}
