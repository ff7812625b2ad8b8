using System.Globalization;

namespace Actors.TestKit.Simulation;

/// <summary>
/// The Main of an executable that plays scenarios: <c>name from to [--twice] [--story] [--turns]</c>, seeds from and to included; or <c>canaries</c>.
/// Each seed is a line of the output: <c>seed 7 ok hash=... turns=... virtual=... ms=... kill:2 ...</c>, with what the run has counted, or <c>seed 7 FAILED why</c> and the story, indented.
/// </summary>
public static class ScenarioHost
{
    /// <summary>Plays what the arguments say.</summary>
    /// <param name="scenarios">By name; a new one is made for each seed.</param>
    /// <returns>The exit code: 0 when all seeds held, 1 when one failed, 2 when the arguments are invalid.</returns>
    public static int Run(IReadOnlyList<string> args, IReadOnlyDictionary<string, Func<IScenario>> scenarios, TextWriter output)
    {
        SimulationProcess.Prepare();
        if (args is ["canaries"])
            return Canaries.Run(output);
        if (args.Count < 3 || !scenarios.TryGetValue(args[0], out var make))
        {
            output.WriteLine($"name from to [--twice] [--story] [--turns], or canaries. Scenarios: {string.Join(", ", scenarios.Keys)}");
            return 2;
        }
        var (from, to) = (ulong.Parse(args[1], CultureInfo.InvariantCulture), ulong.Parse(args[2], CultureInfo.InvariantCulture));
        var failures = 0;
        for (var seed = from; seed <= to; seed++)
        {
            var twice = args.Contains("--twice");
            var played = Play(make(), seed, twice || args.Contains("--turns"));
            var why = played.Why;
            if (why is null && twice)
            {
                var again = Play(make(), seed, twice);
                if (again.Hash != played.Hash)
                    why = $"the second run differs: {played.Hash:x16} and {again.Hash:x16}, {FirstDifference(played.AllTurns, again.AllTurns)}";
            }
            output.WriteLine(why is null
                ? string.Create(CultureInfo.InvariantCulture,
                    $"seed {seed} ok hash={played.Hash:x16} turns={played.Turns} escapes={played.Escapes} virtual={played.Virtual.TotalSeconds:F1} ms={played.Milliseconds}{played.Counts}")
                : $"seed {seed} FAILED {why.ReplaceLineEndings(" ")}");
            if (why is not null)
                failures++;
            if (why is not null || args.Contains("--story"))
                output.WriteLine(string.Join('\n', played.Lines.Concat((why ?? "").Split('\n')).Select(line => "  | " + line)));
            if (args.Contains("--turns"))
                output.WriteLine(string.Join('\n', played.AllTurns));
            output.Flush();
        }
        return failures == 0 ? 0 : 1;
    }

    private static Played Play(IScenario scenario, ulong seed, bool logTurns)
    {
        // The process's Stopwatch is virtual by now.
        var began = Environment.TickCount64;
        using var run = new SimulationRun(seed);
        if (logTurns)
            run.Loop.TurnLog.All = [];
        string? why = null;
        try
        {
            scenario.Play(run);
        }
        catch (Exception exception)
        {
            why = exception.ToString();
        }
        return new Played(why, run.Loop.Hash, run.Loop.Turns, run.Loop.Escapes, run.Loop.Elapsed, Environment.TickCount64 - began, [.. run.Story.Lines], run.Loop.TurnLog.All ?? [],
            string.Concat(run.Counts.Select(static count => $" {count.Key}:{count.Value}")));
    }

    private static string FirstDifference(List<string> one, List<string> other)
    {
        var at = 0;
        while (at < Math.Min(one.Count, other.Count) && one[at] == other[at])
            at++;
        return $"at turn {at}: after{string.Concat(one.Skip(at - 3).Take(3).Select(line => "\n" + line))}\ncame{one.ElementAtOrDefault(at)}\nand{other.ElementAtOrDefault(at)}\n";
    }

    private sealed record Played(string? Why, ulong Hash, long Turns, long Escapes, TimeSpan Virtual, long Milliseconds, string[] Lines, List<string> AllTurns, string Counts);
}
