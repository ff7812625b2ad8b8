using System.Text.RegularExpressions;
using Actors.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Actors.System.Tests;

/// <summary>Two servers and one database.</summary>
[Collection(PostgresCollection.Name)]
public sealed partial class OneDatabaseTests(PostgresServer server) : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-one-database-");

    private string Data => Path.Combine(_directory.FullName, "world.db");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_standalone_server_exits_naming_the_first(bool inPostgres)
    {
        string[] database = inPostgres ? [$"--Actors:Postgres={server.NewWorld()}"] : [];
        await using var first = await ServerProcess.StartAsync(Data, database);
        await using var second = await ServerProcess.RunToExitAsync(Data, database);
        Assert.Equal(1, second.ExitCode);
        Assert.Matches(Refusal(), second.Output);
        Assert.Contains($"process {first.Id})", second.Output, StringComparison.Ordinal);
        Assert.Null(first.ExitCode);
    }

    [Fact]
    public async Task A_standalone_server_exits_naming_the_clusters_node()
    {
        await using var node = await ServerProcess.StartWorldNodeAsync(Data, "world-1");
        await using var second = await ServerProcess.RunToExitAsync(Data);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("The database is used by a cluster; its node \"world-1\" (127.0.0.1:", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_lost_its_database_closes_its_clients_and_exits()
    {
        await using var first = await ServerProcess.StartAsync(Data);
        await using var client = await JsonClient.ConnectAsync(first.WebSocketPort, "/ws/game/");
        // Another server has got in, as after a suspension: the first one's row was no longer live.
        await using var other = new SqliteWorldStore(Data);
        await other.InitializeAsync(default);
        RegisterOutcome outcome;
        do
        {
            Run("DELETE FROM nodes");
            outcome = await other.RegisterAsync("local", "other", NodeRow.Alone, "", TimeSpan.FromSeconds(3), default);
        }
        while (outcome.Registered is null);
        var closed = client.UntilClosedAsync();
        while (first.ExitCode is null)
            await other.BeatAsync("local", "other", "host h, process 7", false, TimeSpan.FromSeconds(3), default);
        Assert.Equal(1012, (await closed).Code);
        Assert.Equal("another server has this world's database", client.CloseReason);
        Assert.Equal(1, first.ExitCode);
        Assert.Single(Lost().Matches(first.Output));
    }

    [Fact]
    public async Task A_server_is_not_ready_while_its_database_cannot_be_written()
    {
        var connection = server.NewWorld();
        var database = new NpgsqlConnectionStringBuilder(connection).Database;
        await using var alone = await ServerProcess.StartAsync(Data, $"--Actors:Postgres={connection}");
        using var http = new HttpClient { BaseAddress = alone.Http };
        Assert.Equal("ready", await http.GetStringAsync("/health/ready"));
        await using var admin = NpgsqlDataSource.Create(server.ConnectionString);
        await SetAsync("SET default_transaction_read_only = on");
        await UntilReadyAsync(false);
        Assert.Equal("live", await http.GetStringAsync("/health/live"));
        using var notReady = await http.GetAsync("/health/ready");
        Assert.Contains("not ready: the world's database cannot be written: 25006", await notReady.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await SetAsync("RESET default_transaction_read_only");
        await UntilReadyAsync(true);
        Assert.InRange(alone.Output.Split("The world's database fails: 25006").Length - 1, 1, 1);
        Assert.DoesNotContain("   at ", alone.Output, StringComparison.Ordinal);

        async Task SetAsync(string what)
        {
            await admin.CreateCommand($"ALTER DATABASE {database} {what}").ExecuteNonQueryAsync();
            await admin.CreateCommand($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'").ExecuteNonQueryAsync();
        }

        async Task UntilReadyAsync(bool ready)
        {
            using var patience = new CancellationTokenSource(Eventually.Limit);
            while (true)
            {
                using var answer = await http.GetAsync("/health/ready", patience.Token);
                if (answer.IsSuccessStatusCode == ready)
                    return;
            }
        }
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Data};Pooling=False;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [GeneratedRegex(@"Another server \(host \S+, process \d+\) has used this database alone since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\. Stop it first, .*Actors:Data.*Actors:Cluster:Node")]
    private static partial Regex Refusal();

    [GeneratedRegex("This server has lost its database and ends")]
    private static partial Regex Lost();
}
