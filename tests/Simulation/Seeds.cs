using System.Globalization;
using Xunit.Abstractions;

namespace Actors.Simulations.Tests;

/// <summary>Many seeds of one scenario. <c>ACTORS_SIM_SEED=17</c> plays that one alone and tells its story.</summary>
internal static class Seeds
{
    /// <summary>With this many runs, each kind of fault has certainly happened.</summary>
    private const ulong Many = 100;

    /// <summary>The faults that happen to every kind of cluster.</summary>
    public static readonly string[] Faults =
    [
        "kill", "kill-gateway", "pause", "cut", "partition", "break", "no-database", "no-database-for-all", "answers-lost", "leave", "restart-all",
    ];

    /// <param name="variable">Of the environment; sets another number of seeds.</param>
    /// <param name="ofMany">What many runs must have seen, all together.</param>
    /// <param name="ofFew">What even a few runs must have seen.</param>
    public static async Task PlayAsync(
        ITestOutputHelper output, string scenario, string variable, ulong seeds, ulong mostInProcess, string[] ofMany, string[]? ofFew = null, string host = SimulationProcesses.Own)
    {
        if (Environment.GetEnvironmentVariable("ACTORS_SIM_SEED") is { Length: > 0 } one)
        {
            var story = await SimulationProcesses.RunAsync(host, scenario, one, one, "--story");
            output.WriteLine(story);
            Assert.Contains($"seed {one} ok", story, StringComparison.Ordinal);
            return;
        }
        if (ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var wished))
            seeds = wished;
        var results = await SimulationProcesses.PlayAsync(scenario, 1, seeds, mostInProcess: mostInProcess, host: host);
        var sums = results.SelectMany(static result => result.Counts)
            .GroupBy(static count => count.Key).ToDictionary(static group => group.Key, static group => group.Sum(static count => (long)count.Value));
        var costs = results.Select(static result => result.Milliseconds).Order().ToList();
        output.WriteLine($"{results.Count} runs of {costs[costs.Count / 2]} ms in the median: "
            + $"{string.Join(' ', sums.OrderBy(static sum => sum.Key, StringComparer.Ordinal).Select(static sum => $"{sum.Key}:{sum.Value}"))}");
        Assert.True(sums.GetValueOrDefault("answer") > results.Count, "The clients did next to nothing.");
        Assert.All([.. ofFew ?? [], .. seeds >= Many ? ofMany : []], what => Assert.True(sums.ContainsKey(what), $"Of {seeds} runs none has seen {what}."));
    }

    /// <summary>The simulation is worth something only if it finds what it is there to find.</summary>
    public static async Task MustCatchAsync(ITestOutputHelper output, string scenario, string host = SimulationProcesses.Own)
    {
        const ulong AtATime = 20;
        for (ulong first = 1; first < Many; first += AtATime)
        {
            var results = await SimulationProcesses.TryAsync(scenario, first, first + AtATime - 1, host: host);
            if (results.FirstOrDefault(static result => result.Failure is not null) is not { } caught)
                continue;
            output.WriteLine($"Caught by seed {caught.Seed}: {caught.Failure!.Split('\n')[0]}");
            return;
        }
        Assert.Fail("A hundred runs have not shown it.");
    }
}
