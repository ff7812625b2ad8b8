using System.Diagnostics;

namespace Actors.Bench.Load.Measuring;

/// <summary>One server, one work, once.</summary>
internal static class Trial
{
    public static async Task<Result> RunAsync(Peer peer, Work work, Settings settings)
    {
        var tally = new Tally();
        await using var server = await Server.StartAsync(peer, settings);
        try
        {
            var before = server.Usage();
            using var crowd = new Crowd(work, peer.Wire(work.Kind == WorkKind.Apart ? WorkKind.States : work.Kind), tally);
            await crowd.ConnectAsync(server.Port);
            crowd.Live(settings.WarmUp);
            crowd.Settle();
            // Before the clients have read all that came meanwhile
            var (sentBefore, sentSince) = (await server.BytesBetweenNodesAsync(), Stopwatch.GetTimestamp());
            crowd.Live(TimeSpan.FromSeconds(0.5));

            var (serverStart, ownStart, start) = (server.Usage(), Usage.Of(Environment.ProcessId), Stopwatch.GetTimestamp());
            tally.IsOpen = true;
            crowd.Live(settings.Window);
            tally.IsOpen = false;
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var (serverEnd, own) = (server.Usage(), Usage.Of(Environment.ProcessId).Cpu - ownStart.Cpu);
            var sent = (await server.BytesBetweenNodesAsync() - sentBefore) / Stopwatch.GetElapsedTime(sentSince).TotalSeconds * seconds;
            if (crowd.Lost > 0)
                return Result.Failed($"{crowd.Lost} connections were lost");
            var frames = tally.Frames;
            return new Result
            {
                CpuMicrosPerFrame = PerFrame(serverEnd.Cpu - serverStart.Cpu, frames),
                KernelMicrosPerFrame = PerFrame(serverEnd.Kernel - serverStart.Kernel, frames),
                CpuMicrosPerInput = PerFrame(serverEnd.Cpu - serverStart.Cpu, tally.Inputs),
                BytesBetweenNodesPerFrame = frames == 0 ? null : sent / frames,
                CpuShare = (serverEnd.Cpu - serverStart.Cpu) / seconds,
                BytesPerFrame = frames == 0 ? null : (double)tally.Bytes / frames,
                Delivered = work.FramesPerSecond == 0 ? null : frames / (work.FramesPerSecond * work.Connections * seconds),
                RoundTripP50Milliseconds = tally.RoundTrips.Count == 0 ? null : tally.RoundTrips.Percentile(0.5) / 1000.0,
                RoundTripP99Milliseconds = tally.RoundTrips.Count == 0 ? null : tally.RoundTrips.Percentile(0.99) / 1000.0,
                MemoryPerConnection = (serverEnd.ResidentBytes - before.ResidentBytes) / (double)work.Connections,
                LoadMicrosPerFrame = PerFrame(own, frames),
                LoadShare = own / seconds,
            };
        }
        catch (NotSupportedException lacking)
        {
            return Result.Skipped(lacking.Message);
        }
        catch (Exception failed) when (failed is InvalidDataException or InvalidOperationException or HttpRequestException or System.Net.Sockets.SocketException)
        {
            return Result.Failed(failed.Message.ReplaceLineEndings(" "));
        }
    }

    private static double? PerFrame(double seconds, long frames) => frames == 0 ? null : 1_000_000 * seconds / frames;
}
