using System.Globalization;
using Actors.Bench.Load.Measuring;

namespace Actors.Bench.Rooms;

/// <summary>The resources that this process has used so far.</summary>
/// <param name="Timestamp">From the system's <see cref="TimeProvider"/>.</param>
/// <param name="Waited">Seconds in which its threads were ready to run while another thread had the core; the sum of all live threads.</param>
internal readonly record struct Moment(long Timestamp, Usage Usage, double Waited, long Allocated, int Collections, TimeSpan Paused)
{
    private const double NanosecondsPerSecond = 1e9;

    public static Moment Now() => new(
        TimeProvider.System.GetTimestamp(),
        Usage.Of(Environment.ProcessId),
        WaitedSeconds(),
        GC.GetTotalAllocatedBytes(),
        GC.CollectionCount(0),
        GC.GetTotalPauseDuration());

    private static double WaitedSeconds()
    {
        var nanoseconds = 0.0;
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var fields = File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ');
            nanoseconds += double.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        return nanoseconds / NanosecondsPerSecond;
    }
}
