using System.Collections.Concurrent;
using System.Globalization;
using Actors.Cluster.Tests.Simulation;
using Actors.TestKit;
using Xunit.Abstractions;

namespace Actors.Cluster.Tests;

/// <summary>
/// Many lives of a cluster, each from its own seed, with faults. A failure prints its seed:
/// <c>ACTORS_SIM_SEED=17 dotnet test tests/Cluster --filter Simulation</c> plays that one life again, exactly.
/// <c>ACTORS_SIM_SEEDS=100000</c> plays more.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int DefaultSeeds = 2000;

    [Fact]
    public void Whatever_fails_no_invariant_breaks()
    {
        var (first, count) = Environment.GetEnvironmentVariable("ACTORS_SIM_SEED") is { Length: > 0 } one
            ? (int.Parse(one, CultureInfo.InvariantCulture), 1)
            : (1, int.TryParse(Environment.GetEnvironmentVariable("ACTORS_SIM_SEEDS"), out var wished) ? wished : DefaultSeeds);
        ConcurrentBag<(int Seed, string Why, string Story)> failures = [];
        var (commits, answers) = (0L, 0L);
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, state) =>
        {
            var run = new SimulationRun(seed, withLogs: count == 1);
            try
            {
                run.Play();
            }
            catch (Exception broken)
            {
                failures.Add((seed, broken is BrokenInvariantException ? broken.Message : broken.ToString(), run.Story));
                if (failures.Count >= 5)
                    state.Stop();
            }
            Interlocked.Add(ref commits, run.Ledger.Commits);
            Interlocked.Add(ref answers, run.Ledger.Answers);
        });
        output.WriteLine($"{count} seeds, {commits} commits, {answers} answers");
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.OrderBy(static failure => failure.Seed).Select(static failure => $"Seed {failure.Seed}: {failure.Why}\n{failure.Story}")));
        Assert.True(answers > count, "The clients did next to nothing.");
    }

    [Fact]
    public void A_store_that_skips_the_epoch_check_is_caught() => AssertCaught(static cluster => cluster.Store.IgnoresEpochs = true);

    [Fact]
    public void A_room_that_answers_before_the_commit_is_caught() => AssertCaught(static cluster => cluster.AnswersBeforeCommit = true);

    [Fact]
    public void A_player_whose_commands_are_forgotten_is_caught() => AssertCaught(static cluster => cluster.Store.ForgetsCommands = true);

    /// <summary>The simulation is worth something only if it finds what it is there to find.</summary>
    private void AssertCaught(Action<SimulatedCluster> bug)
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var run = new SimulationRun(seed, bug: bug);
            try
            {
                run.Play();
            }
            catch (BrokenInvariantException caught)
            {
                output.WriteLine($"Caught by seed {seed}: {caught.Message}");
                return;
            }
        }
        Assert.Fail("Three hundred lives have not shown it.");
    }

    [Fact]
    public void The_same_seed_gives_the_same_life()
    {
        foreach (var seed in new[] { 3, 14, 15 })
        {
            var (one, other) = (new SimulationRun(seed), new SimulationRun(seed));
            one.Play();
            other.Play();
            Assert.Equal((one.Ledger.Commits, one.Ledger.Answers, one.Story), (other.Ledger.Commits, other.Ledger.Answers, other.Story));
        }
    }
}
