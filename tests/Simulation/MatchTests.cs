using Xunit.Abstractions;

namespace Actors.Simulations.Tests;

/// <summary>Rooms that rules open while nodes, networks and the database fail. <c>ACTORS_SIM_MATCH_SEEDS=500</c> plays more.</summary>
public sealed class MatchTests(ITestOutputHelper output)
{
    private const ulong Runs = 40;
    private const ulong InProcess = 125;

    [SimulationFact]
    public Task A_match_opens_once_ends_once_and_strands_nobody_whatever_fails() =>
        Seeds.PlayAsync(output, "match", "ACTORS_SIM_MATCH_SEEDS", Runs, InProcess, [.. Seeds.Faults, "hand-over", "overlap", "stale-commit"], ["opened", "ended", "won"]);

    [SimulationFact]
    public Task Matches_are_played_on_the_real_cluster_as_well() => SimulationProcesses.PlayAsync("match-cluster", 1, 2);

    [SimulationFact]
    public Task A_missing_epoch_check_is_caught() => Seeds.MustCatchAsync(output, "match-no-epochs");
}
