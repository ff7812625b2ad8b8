namespace Actors.Simulations.Tests;

/// <summary>The same seed is the same run: whose turn, when, and what came of it.</summary>
public sealed class DeterminismTests
{
    [SimulationFact]
    public async Task A_seed_of_a_local_system_gives_the_same_run_twice()
    {
        var results = await SimulationProcesses.PlayAsync("local", 1, 60, twice: true);
        Assert.Equal(results.Count, results.Select(result => result.Hash).Distinct().Count());
    }

    [SimulationFact]
    public async Task A_seed_of_two_nodes_gives_the_same_run_twice() => await SimulationProcesses.PlayAsync("remote", 1, 12, twice: true);

    [SimulationFact]
    public async Task A_seed_of_a_cluster_with_a_crash_gives_the_same_run_twice() => await SimulationProcesses.PlayAsync("cluster", 1, 10, twice: true);

    [SimulationFact]
    public async Task A_seed_of_sharding_gives_the_same_run_twice() => await SimulationProcesses.PlayAsync("sharding", 1, 10, twice: true);

    [SimulationFact]
    public async Task The_guides_example_holds_in_any_order() => await SimulationProcesses.PlayAsync("lantern", 1, 20, twice: true);

    [SimulationTheory]
    [InlineData("local")]
    [InlineData("remote")]
    [InlineData("cluster")]
    [InlineData("sharding")]
    public async Task A_seed_gives_the_same_run_in_another_process_after_other_runs(string scenario)
    {
        var one = await SimulationProcesses.HostAsync(scenario, "20", "23");
        var other = await SimulationProcesses.HostAsync(scenario, "22", "23");
        Assert.Equal(Hashes(one)[2..], Hashes(other));
    }

    private static string[] Hashes(string output) =>
        [.. output.Split('\n').Where(line => line.StartsWith("seed ", StringComparison.Ordinal)).Select(line => string.Join(' ', line.Split(' ').Take(4)))];
}
