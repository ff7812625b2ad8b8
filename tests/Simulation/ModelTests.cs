namespace Actors.Simulations.Tests;

/// <summary>The cheap level: nodes as sub-trees of one system.</summary>
public sealed class ModelTests
{
    [SimulationFact]
    public async Task Messages_and_death_watch_between_nodes_follow_the_network() => await SimulationProcesses.PlayAsync("model-watch", 1, 20, twice: true);

    [SimulationFact]
    public async Task An_addition_counts_once_however_badly_a_region_behaves() => await SimulationProcesses.PlayAsync("model", 1, 300);

    [SimulationFact]
    public async Task A_seed_of_the_model_gives_the_same_run_twice() => await SimulationProcesses.PlayAsync("model", 500, 550, twice: true);

    [SimulationFact]
    public async Task A_failed_scenario_is_reported_with_seed_and_story()
    {
        var output = await SimulationProcesses.HostAsync("failing", "7", "7");
        Assert.Contains("seed 7 FAILED", output, StringComparison.Ordinal);
        Assert.Contains("a: all went well so far", output, StringComparison.Ordinal);
    }

    [SimulationFact]
    public async Task An_endless_run_is_stopped()
    {
        var output = await SimulationProcesses.HostAsync("endless", "1", "1");
        Assert.Contains("Never idle", output, StringComparison.Ordinal);
        Assert.Contains("/user/spinner", output, StringComparison.Ordinal);
    }
}
