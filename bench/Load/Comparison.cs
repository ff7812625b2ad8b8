using Actors.Bench.Load.Measuring;

namespace Actors.Bench.Load;

/// <summary>Several servers with the same work. They take turns, run by run, so that other load on the machine affects all alike.</summary>
internal static class Comparison
{
    public static async Task<Report> RunAsync(Work work, IReadOnlyList<Peer> peers, Settings settings)
    {
        var results = peers.ToDictionary(static peer => peer, static _ => new List<Result>());
        for (var run = 1; run <= settings.Runs; run++)
        {
            foreach (var peer in peers)
            {
                var result = await Trial.RunAsync(peer, work, settings);
                results[peer].Add(result);
                await Console.Error.WriteLineAsync(
                    $"{work.Name} {run}/{settings.Runs} {peer.Name}: {result.Failure ?? $"{result.CpuMicrosPerFrame:0.0} us/frame, {result.MemoryPerConnection / 1024:0.0} KB/connection"}");
            }
        }
        return new Report(work, settings, [.. peers.Select(peer => (peer, Result.MedianOf(results[peer]), (IReadOnlyList<Result>)results[peer]))]);
    }
}
