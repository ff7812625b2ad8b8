using System.Diagnostics;
using System.Net;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Actors.System.Tests;

/// <summary>Dashboard and alarms query only what the nodes measure; and the probes' paths exist.</summary>
public sealed class DashboardTests(SmallCluster cluster) : IClassFixture<SmallCluster>
{
    [Fact]
    public async Task A_running_cluster_has_every_metric_of_the_dashboard_and_alerts()
    {
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.PathOf("deploy", "dashboards", "actors.json")));
        var shown = dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(static panel => panel.TryGetProperty("targets", out _))
            .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray()).SelectMany(static target => MetricNames.Of(target.GetProperty("expr").GetString()!)).ToHashSet();
        var variables = dashboard.RootElement.GetProperty("templating").GetProperty("list").EnumerateArray().SelectMany(static variable => MetricNames.Of(variable.GetProperty("query").GetString()!));
        var watched = Yaml.Load("deploy", "dashboards", "alerts.yaml")
            .Single().List("groups").SelectMany(static group => group.List("rules")).SelectMany(static rule => MetricNames.Of(rule.Text("expr")!));
        Assert.True(shown.Count > 20);

        await using var ada = await MudClient.EnterAsync(cluster.Gateway.WebSocketPort, "Metra", "plaza");
        Assert.Equal("You take the brass lamp.", await ada.AskAsync("take lamp"));
        Assert.Equal("You drop the brass lamp.", await ada.AskAsync("drop lamp"));
        // Some are measured only after a while: a count of shards, a room that is saved.
        HashSet<string> missing = [.. shown.Concat(variables).Concat(watched).Except(ProgramCounters.Names())];
        for (var begun = Stopwatch.GetTimestamp(); missing.Count > 0 && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60);)
        {
            foreach (var node in (ServerProcess[])[cluster.Gateway, .. cluster.Worlds.Values])
            {
                using var http = new HttpClient { BaseAddress = node.Http };
                missing.ExceptWith(MetricNames.Declared(await http.GetStringAsync("/metrics")));
            }
        }
        Assert.Empty(missing);
    }

    [Fact]
    public async Task HTTP_probes_and_the_images_health_check_report_health()
    {
        foreach (var node in (ServerProcess[])[cluster.Gateway, .. cluster.Worlds.Values])
        {
            using var http = new HttpClient { BaseAddress = node.Http };
            Assert.Equal("live", await http.GetStringAsync("/health/live"));
            Assert.Equal("ready", await ReadyAsync(http));
            Assert.Equal(0, await CheckAsync(node.Http.Port));
        }
        Assert.NotEqual(0, await CheckAsync(1));
    }

    /// <summary>The final answer: a node is ready once it is a member, which takes a moment.</summary>
    private static async Task<string> ReadyAsync(HttpClient http)
    {
        using var patience = new CancellationTokenSource(Eventually.Limit);
        while (true)
        {
            using var answer = await http.GetAsync("/health/ready", patience.Token);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                return await answer.Content.ReadAsStringAsync(patience.Token);
            Assert.StartsWith("not ready", await answer.Content.ReadAsStringAsync(patience.Token));
        }
    }

    private static async Task<int> CheckAsync(int port)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", [Repository.PathOf("deploy", "healthcheck.sh"), $"{port}"]) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().Soon();
        return process.ExitCode;
    }
}
