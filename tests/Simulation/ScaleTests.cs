namespace Actors.Simulations.Tests;

/// <summary>What players cost the nodes of a large cluster in messages: docs/scale.md has the figures of more nodes and players.</summary>
public sealed class ScaleTests
{
    [SimulationTheory]
    [InlineData("action-costs-2")]
    [InlineData("action-costs-5")]
    public async Task A_login_costs_four_messages_whatever_the_number_of_gateways(string scenario) => await SimulationProcesses.PlayAsync(scenario, 1, 1);

    [SimulationFact]
    public async Task The_directory_receives_only_logins_and_logouts() => await SimulationProcesses.PlayAsync("scale-small", 1, 2);
}
