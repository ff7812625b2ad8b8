using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Actors.System.Tests;

[Collection(PostgresCollection.Name)]
public sealed partial class PostgresClusterTests(PostgresServer server) : ClusterTests
{
    private readonly string _connection = server.NewWorld();

    protected override string[] Options => [$"--Actors:Postgres={_connection}"];

    protected override object Query(string sql)
    {
        using var source = NpgsqlDataSource.Create(_connection);
        using var command = source.CreateCommand(sql);
        return command.ExecuteScalar()!;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Commands_wait_while_the_database_is_down_and_run_once(int missedBeats)
    {
        await using var ada = await MudClient.EnterAsync(this["gateway-1"].WebSocketPort, "Ada", "plaza");
        await using var ben = await MudClient.EnterAsync(this["gateway-2"].WebSocketPort, "Ben", "plaza");
        server.Stop();
        Task<string> taken;
        try
        {
            taken = ada.AskAsync("take lamp");
            await MissesAsync("world-1", missedBeats);
            await MissesAsync("gateway-1", missedBeats);
        }
        finally
        {
            server.Start();
        }
        Assert.Equal("You take the brass lamp.", await taken);
        // A client that is answered is in the room again, wherever the room is now. It cannot hear what was said there before.
        await ben.InventoryAsync();
        await ada.TypeAsync("say anybody there?");
        await ben.HearAsync("Ada says: anybody there?");
        Assert.Equal("You drop the brass lamp.", await ada.AskAsync("drop lamp"));
        Assert.Equal("You go north.", await ben.AskAsync("north"));
    }

    /// <summary>A beat is a third of the time after which a row in the table of nodes counts as left behind.</summary>
    private async Task MissesAsync(string node, int beats)
    {
        using var http = new HttpClient { BaseAddress = this[node].Http };
        using var patience = new CancellationTokenSource(Eventually.Limit);
        while (Missed(await http.GetStringAsync("/metrics", patience.Token)) < beats)
            await Task.Yield();
        Assert.Equal("ready", await http.GetStringAsync("/health/ready", patience.Token));
    }

    private static double Missed(string metrics) =>
        Beats().Match(metrics) is { Success: true } found ? double.Parse(found.Groups["count"].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^actors_cluster_missed_beats_total(\{[^}]*\})? (?<count>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Beats();

    [Fact]
    public async Task An_unreachable_database_is_named_and_stops_the_start()
    {
        await using var alone = await ServerProcess.RunToExitAsync(Data, "--Actors:Postgres=Host=127.0.0.1;Port=1;Database=world;Username=actors;Password=do-not-print");
        Assert.Equal(1, alone.ExitCode);
        Assert.Contains("PostgreSQL database world on 127.0.0.1:1", alone.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("do-not-print", alone.Output, StringComparison.Ordinal);
    }
}
