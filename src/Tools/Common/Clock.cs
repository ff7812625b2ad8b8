using System.Diagnostics;

namespace Actors.Tools.Common;

internal static class Clock
{
    public static double Milliseconds => Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency;

    /// <summary>Never returns early: if a timer fires early, it waits again.</summary>
    public static async ValueTask Until(double due, CancellationToken stop)
    {
        for (var left = due - Milliseconds; left > 0; left = due - Milliseconds)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(left))), stop);
    }
}
