using Xunit.Abstractions;

namespace Actors.Simulations.Tests;

/// <summary>
/// An author's game, the sample Caravan, played by the public API of Actors.Simulation alone: tests/Hosts/CaravanSimulation. <c>ACTORS_SIM_CARAVAN_SEEDS=500</c> plays more.
/// </summary>
public sealed class CaravanTests(ITestOutputHelper output)
{
    private const string Host = "Caravan.Simulation";
    private const ulong Runs = 30;
    private const ulong InProcess = 125;

    [SimulationFact]
    public Task A_trade_is_atomic_and_executes_once_whatever_fails() =>
        Seeds.PlayAsync(output, "trade", "ACTORS_SIM_CARAVAN_SEEDS", Runs, InProcess, [.. Seeds.Faults, "hand-over", "overlap", "stale-commit"], ["trade", "mutual"], Host);

    [SimulationFact]
    public Task A_game_is_played_on_the_real_cluster_as_well() => SimulationProcesses.PlayAsync("trade-cluster", 1, 2, host: Host);

    [SimulationFact]
    public Task A_seed_of_a_game_gives_the_same_run_twice() => SimulationProcesses.PlayAsync("trade", 1, 6, twice: true, host: Host);

    /// <summary>Both bugs pass any test in which nothing fails at the wrong moment.</summary>
    [SimulationTheory]
    [InlineData("trade-in-two-steps")]
    [InlineData("shop-on-credit")]
    public Task A_planted_bug_is_caught(string scenario) => Seeds.MustCatchAsync(output, scenario, Host);
}
