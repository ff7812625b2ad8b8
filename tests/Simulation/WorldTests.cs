using Xunit.Abstractions;

namespace Actors.Simulations.Tests;

/// <summary>
/// Many runs of our world, each from its own seed, in which one thing after the other fails. A failure names its seed:
/// <c>ACTORS_SIM_SEED=17 dotnet test tests/Simulation --filter whatever_fails</c> plays that one again, exactly, and tells its story.
/// <c>ACTORS_SIM_SEEDS=10000</c> and <c>ACTORS_SIM_CLUSTER_SEEDS=2000</c> play more.
/// </summary>
public sealed class WorldTests(ITestOutputHelper output)
{
    private const ulong DefaultSeeds = 2000;
    private const ulong DefaultClusterSeeds = 100;

    /// <summary>Runs of one process: few enough that a failure is seen soon, yet the compiler's work for each process does not count.</summary>
    private const ulong ModelRuns = 250;
    private const ulong ClusterRuns = 25;

    [SimulationFact]
    public async Task No_invariant_breaks_whatever_fails() =>
        await Seeds.PlayAsync(output, "world-model", "ACTORS_SIM_SEEDS", DefaultSeeds, ModelRuns, [.. Seeds.Faults, "removed", "rejoin", "hand-over", "overlap", "dropped", "stale-commit"]);

    [SimulationFact]
    public async Task No_invariant_breaks_on_the_real_cluster_whatever_fails() =>
        await Seeds.PlayAsync(output, "world-cluster", "ACTORS_SIM_CLUSTER_SEEDS", DefaultClusterSeeds, ClusterRuns, [.. Seeds.Faults, "rejoin", "activation"]);

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
    public Task A_planted_bug_is_caught(string scenario) => Seeds.MustCatchAsync(output, scenario);
}
