using System.Diagnostics;
using System.Net;
using Actors.Bench.Load.Measuring;
using Actors.Bench.Load.Wires;

namespace Actors.Bench.Load;

/// <summary>One run of a server with one work.</summary>
internal static class Measurement
{
    /// <param name="processes">Of the server, on this machine; without any, the figures of its processor and memory are null.</param>
    /// <param name="bytesBetweenNodes">The bytes that its nodes have sent to each other so far.</param>
    public static async Task<Result> RunAsync(
        Work work, Wire wire, IPEndPoint server, IReadOnlyCollection<int> processes, TimeSpan warmUp, TimeSpan window, Func<Task<long?>>? bytesBetweenNodes = null)
    {
        var tally = new Tally();
        var before = Usage.Of(processes);
        using var crowd = new Crowd(work, wire, tally);
        await crowd.ConnectAsync(server);
        // The first time it is asked this, a node compiles the answering code, which takes seconds of its processor: that must not fall into the window.
        await SentAsync();
        crowd.Live(warmUp);
        crowd.Settle();
        // Before the clients have read all that came meanwhile
        var (sentBefore, sentSince) = (await SentAsync(), Stopwatch.GetTimestamp());
        crowd.Live(TimeSpan.FromSeconds(0.5));

        var (serverStart, ownStart, start) = (Usage.Of(processes), Usage.Of(Environment.ProcessId), Stopwatch.GetTimestamp());
        tally.IsOpen = true;
        crowd.Live(window);
        tally.IsOpen = false;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var (serverEnd, own) = (Usage.Of(processes), Usage.Of(Environment.ProcessId).Cpu - ownStart.Cpu);
        var sent = (await SentAsync() - sentBefore) / Stopwatch.GetElapsedTime(sentSince).TotalSeconds * seconds;
        var lost = crowd.Lost;
        crowd.Leave();
        if (lost > 0)
            return Result.Failed($"{lost} connections were lost");
        var frames = tally.Frames;
        var isSeen = processes.Count > 0;
        return new Result
        {
            CpuMicrosPerFrame = isSeen ? PerFrame(serverEnd.Cpu - serverStart.Cpu, frames) : null,
            KernelMicrosPerFrame = isSeen ? PerFrame(serverEnd.Kernel - serverStart.Kernel, frames) : null,
            CpuMicrosPerInput = isSeen ? PerFrame(serverEnd.Cpu - serverStart.Cpu, tally.Inputs) : null,
            BytesBetweenNodesPerFrame = frames == 0 ? null : sent / frames,
            CpuShare = isSeen ? (serverEnd.Cpu - serverStart.Cpu) / seconds : null,
            BytesPerFrame = frames == 0 ? null : (double)tally.Bytes / frames,
            Delivered = work.FramesPerSecond == 0 ? null : frames / (work.FramesPerSecond * work.Connections * seconds),
            RoundTripP50Milliseconds = tally.RoundTripMilliseconds(0.5),
            RoundTripP99Milliseconds = tally.RoundTripMilliseconds(0.99),
            MemoryPerConnection = isSeen ? (serverEnd.ResidentBytes - before.ResidentBytes) / (double)work.Connections : null,
            LoadMicrosPerFrame = PerFrame(own, frames),
            LoadShare = own / seconds,
        };

        async Task<long?> SentAsync() => bytesBetweenNodes is null ? null : await bytesBetweenNodes();
    }

    private static double? PerFrame(double seconds, long frames) => frames == 0 ? null : 1_000_000 * seconds / frames;
}
