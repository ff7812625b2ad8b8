using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Simulations.Tests;

/// <summary>What the host reported of one seed.</summary>
internal sealed record SeedResult(ulong Seed, string? Failure, string Hash, double VirtualSeconds, int Milliseconds, IReadOnlyDictionary<string, int> Counts);

/// <summary>
/// Plays scenarios in processes of their own, because a simulation owns its process's clock and its only pool thread: as many at once as there are cores, each one simulation at a time.
/// </summary>
internal static partial class SimulationProcesses
{
    /// <summary>Longer than any range of seeds takes on a busy machine; a host that hangs is ended.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>The program that plays our own scenarios.</summary>
    public const string Own = "Actors.SimulationHost";

    private static readonly SemaphoreSlim Cores = new(Environment.ProcessorCount);

    /// <summary>Plays the seeds, each twice in the same process if asked, and fails with the host's story if one of them fails.</summary>
    public static async Task<IReadOnlyList<SeedResult>> PlayAsync(string scenario, ulong from, ulong to, bool twice = false, ulong mostInProcess = ulong.MaxValue, string host = Own)
    {
        var results = await TryAsync(scenario, from, to, twice, mostInProcess, host);
        Assert.True(results.All(result => result.Failure is null),
            string.Join('\n', results.Where(result => result.Failure is not null).Select(result => $"{scenario} {result.Seed}: {result.Failure}").Take(3)));
        return results;
    }

    /// <summary>The same for seeds that may fail.</summary>
    /// <param name="mostInProcess">A long range is played by several processes, one after the other on each core.</param>
    public static async Task<IReadOnlyList<SeedResult>> TryAsync(string scenario, ulong from, ulong to, bool twice = false, ulong mostInProcess = ulong.MaxValue, string host = Own)
    {
        var share = Math.Min(mostInProcess, Math.Max(1, (to - from + 1 + (ulong)Environment.ProcessorCount - 1) / (ulong)Environment.ProcessorCount));
        var ranges = new List<(ulong From, ulong To)>();
        for (var first = from; first <= to; first += share)
            ranges.Add((first, Math.Min(to, first + share - 1)));
        var outputs = await Task.WhenAll(ranges.Select(range => RunAsync(host, [scenario, Text(range.From), Text(range.To), .. twice ? ["--twice"] : Array.Empty<string>()])));
        var results = outputs.SelectMany(Parse).OrderBy(result => result.Seed).ToList();
        Assert.True((ulong)results.Count == to - from + 1, $"Of the seeds {from} to {to} of {scenario} there are {results.Count} results.\n{string.Concat(outputs)}");
        return results;
    }

    public static Task<string> HostAsync(params string[] args) => RunAsync(Own, args);

    public static async Task<string> RunAsync(string host, params string[] args)
    {
        await Cores.WaitAsync();
        try
        {
            var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, $"{host}.dll"), .. args])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            using var limit = new CancellationTokenSource(Limit);
            try
            {
                var errors = process.StandardError.ReadToEndAsync(limit.Token);
                var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return output + await errors;
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                return $"The host did not end within {Limit}: {string.Join(' ', args)}";
            }
        }
        finally
        {
            Cores.Release();
        }
    }

    private static IEnumerable<SeedResult> Parse(string output)
    {
        var lines = output.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var match = SeedLine().Match(lines[i]);
            if (!match.Success)
                continue;
            var seed = ulong.Parse(match.Groups["seed"].Value, CultureInfo.InvariantCulture);
            if (match.Groups["hash"].Success)
                yield return new SeedResult(seed, null, match.Groups["hash"].Value, double.Parse(match.Groups["virtual"].Value, CultureInfo.InvariantCulture),
                    int.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture), Counts(match.Groups["counts"].Value));
            else
                yield return new SeedResult(seed, string.Join('\n', lines.Skip(i).TakeWhile((line, at) => at == 0 || !line.StartsWith("seed ", StringComparison.Ordinal)).TakeLast(80)), "", 0, 0,
                    Counts(""));
        }
    }

    private static Dictionary<string, int> Counts(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(static count => count.Split(':'))
        .ToDictionary(static pair => pair[0], static pair => int.Parse(pair[1], CultureInfo.InvariantCulture));

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^seed (?<seed>\d+) (ok hash=(?<hash>[0-9a-f]+) .*virtual=(?<virtual>[0-9.]+) ms=(?<ms>\d+)(?<counts>( [a-z-]+:\d+)*)|FAILED)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SeedLine();
}
