using System.Diagnostics;
using Actors.Tools.Load;

namespace Actors.Tools.Tests;

internal static class LoadUntil
{
    /// <summary>For a server: when the machine is busy, what a client sends at its rate arrives late and all at once, which is not the client's fault.</summary>
    public static readonly string[] AnyRate =
    [
        "--Actors:Limits:MessagesPerSecond=10000", "--Actors:Limits:MessageBurst=10000", "--Actors:Limits:HelloSeconds=60", "--Actors:WebSockets:main:Limits:HandshakeTimeout=00:01:00",
    ];

    /// <summary>Nobody was cut off and nothing went wrong. Commands beyond the limit of unanswered ones are refused: a client that keeps its rate meets that when answers are late.</summary>
    public static void AssertServed(LoadStats stats) => Assert.True(stats.Lost == 0 && stats.Errors.Keys.All(static code => code == "rate_limited"), stats.ToText(1));

    /// <summary>Runs the load for its duration, and longer if the machine is so slow that the condition has not come true by then.</summary>
    public static async Task EnoughAsync(LoadOptions options, LoadStats stats, Func<LoadStats, bool>? enough)
    {
        if (enough is null)
        {
            await LoadRun.RunAsync(options, stats, default);
            return;
        }
        using var end = new CancellationTokenSource();
        var begun = Stopwatch.GetTimestamp();
        var running = LoadRun.RunAsync(options with { Duration = Eventually.Limit }, stats, end.Token);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!running.IsCompleted && (Stopwatch.GetElapsedTime(begun) < options.Duration || !enough(stats)))
            await timer.WaitForNextTickAsync();
        await end.CancelAsync();
        await running;
    }
}
