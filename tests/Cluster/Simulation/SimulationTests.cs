using System.Collections.Concurrent;
using System.Globalization;
using Actors.Cluster.Tests.Simulation;
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
