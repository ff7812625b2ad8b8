namespace Actors.Simulations.Tests;

/// <summary>What real nodes do in virtual time; the scenarios say what must hold.</summary>
public sealed class ClusterTests
{
    [SimulationFact]
    public async Task Two_virtual_minutes_of_3_nodes_take_under_2_seconds()
    {
        var results = await SimulationProcesses.PlayAsync("cluster", 30, 33);
        // The first run of a process compiles; the fastest of the runs shows neither that nor a busy machine.
        var costs = results.Select(result => result.Milliseconds).Order().ToList();
        Assert.All(results, result => Assert.True(result.VirtualSeconds >= 140, $"{result.VirtualSeconds} s"));
        Assert.True(costs[0] < 2000, $"140 virtual seconds took {costs[0]} ms");
    }

    [SimulationFact]
    public async Task An_entity_answers_again_after_its_node_has_died() => await SimulationProcesses.PlayAsync("sharding", 40, 49);

    [SimulationFact]
    public async Task Node_and_network_faults_take_effect() => await SimulationProcesses.PlayAsync("faults", 1, 8);
}
