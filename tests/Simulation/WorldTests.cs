using System.Globalization;
using Xunit.Abstractions;

namespace Actors.Simulations.Tests;

/// <summary>
/// Many runs of our world, each from its own seed, in which one thing after the other fails. A failure names its seed:
/// <c>ACTORS_SIM_SEED=17 dotnet test tests/Simulation --filter Whatever_fails</c> plays that one again, exactly, and tells its story.
/// <c>ACTORS_SIM_SEEDS=10000</c> and <c>ACTORS_SIM_CLUSTER_SEEDS=2000</c> play more.
/// </summary>
public sealed class WorldTests(ITestOutputHelper output)
{
    private const ulong DefaultSeeds = 2000;
    private const ulong DefaultClusterSeeds = 100;

    /// <summary>Runs of one process: few enough that a failure is seen soon, and that the compiler's work for each process does not count.</summary>
    private const ulong ModelRuns = 250;
    private const ulong ClusterRuns = 25;

    /// <summary>With so many runs each kind of fault has happened, for certain.</summary>
    private const ulong ManySeeds = 100;

    private static readonly string[] Faults =
    [
        "kill", "kill-gateway", "pause", "cut", "partition", "break", "no-database", "no-database-for-all", "answers-lost", "leave", "restart-all",
    ];

    [SimulationFact]
    public async Task Whatever_fails_no_invariant_breaks() =>
        await PlayAsync("world-model", "ACTORS_SIM_SEEDS", DefaultSeeds, ModelRuns, [.. Faults, "removed", "rejoin", "hand-over", "overlap", "dropped", "stale-commit"]);

    [SimulationFact]
    public async Task Whatever_fails_no_invariant_breaks_on_the_real_cluster() =>
        await PlayAsync("world-cluster", "ACTORS_SIM_CLUSTER_SEEDS", DefaultClusterSeeds, ClusterRuns, [.. Faults, "rejoin", "activation"]);

    [SimulationTheory]
    [InlineData("world-model")]
    [InlineData("world-cluster")]
    public async Task The_same_seed_gives_the_same_run_in_another_process(string scenario)
    {
        var one = await SimulationProcesses.PlayAsync(scenario, 3, 3);
        var other = await SimulationProcesses.HostAsync(scenario, "1", "3");
        Assert.Contains($"seed 3 ok hash={one[0].Hash} ", other, StringComparison.Ordinal);
    }

    /// <summary>The simulation is worth something only if it finds what it is there to find.</summary>
    [SimulationTheory]
    [InlineData("world-model-no-epochs")]
    [InlineData("world-model-answers-early")]
    [InlineData("world-model-forgets-commands")]
    [InlineData("world-cluster-no-epochs")]
    public async Task A_planted_bug_is_caught(string scenario)
    {
        const ulong AtATime = 20;
        for (ulong first = 1; first < 100; first += AtATime)
        {
            var results = await SimulationProcesses.TryAsync(scenario, first, first + AtATime - 1);
            if (results.FirstOrDefault(static result => result.Failure is not null) is not { } caught)
                continue;
            output.WriteLine($"Caught by seed {caught.Seed}: {caught.Failure!.Split('\n')[0]}");
            return;
        }
        Assert.Fail("A hundred runs have not shown it.");
    }

    private async Task PlayAsync(string scenario, string variable, ulong seeds, ulong mostInProcess, string[] expected)
    {
        if (Environment.GetEnvironmentVariable("ACTORS_SIM_SEED") is { Length: > 0 } one)
        {
            var story = await SimulationProcesses.HostAsync(scenario, one, one, "--story");
            output.WriteLine(story);
            Assert.Contains($"seed {one} ok", story, StringComparison.Ordinal);
            return;
        }
        if (ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var wished))
            seeds = wished;
        var results = await SimulationProcesses.PlayAsync(scenario, 1, seeds, mostInProcess: mostInProcess);
        var sums = results.SelectMany(static result => result.Counts)
            .GroupBy(static count => count.Key).ToDictionary(static group => group.Key, static group => group.Sum(static count => (long)count.Value));
        var costs = results.Select(static result => result.Milliseconds).Order().ToList();
        output.WriteLine($"{results.Count} runs of {costs[costs.Count / 2]} ms in the median: "
            + $"{string.Join(' ', sums.OrderBy(static sum => sum.Key, StringComparer.Ordinal).Select(static sum => $"{sum.Key}:{sum.Value}"))}");
        Assert.True(sums.GetValueOrDefault("answer") > results.Count, "The clients did next to nothing.");
        if (seeds >= ManySeeds)
            Assert.All(expected, what => Assert.True(sums.ContainsKey(what), $"Of {seeds} runs none has seen {what}."));
    }
}
