using System.Globalization;
using Actors.Bench.Load.Measuring;

namespace Actors.Bench.Rooms;

/// <summary>What this process has used up by now.</summary>
/// <param name="Timestamp">Of the system's <see cref="TimeProvider"/>.</param>
/// <param name="Waited">Seconds that its threads were ready to run and another's had the core; sum of all threads that live.</param>
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
