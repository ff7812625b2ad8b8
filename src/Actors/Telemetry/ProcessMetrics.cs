using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Actors.Telemetry;

/// <summary>
/// Resources of this process, under the names of Prometheus' own client libraries, so that existing dashboards show them. The runtime's part (garbage collections, threads, locks,
/// exceptions) is in .NET's meter <c>System.Runtime</c>. OpenTelemetry's process instrumentation was not enough: it does not report the limit of open files.
/// </summary>
internal sealed class ProcessMetrics : IDisposable
{
    private readonly Meter _meter = new("Actors.Process");

    public ProcessMetrics()
    {
        _meter.CreateObservableCounter("process.cpu", static () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time, of user and system.");
        _meter.CreateObservableGauge("process.resident.memory", static () => Environment.WorkingSet, "By", "Memory that is in RAM.");
        _meter.CreateObservableGauge("process.start.time", StartTime, "s", "Since 1970.");
        if (!OperatingSystem.IsLinux())
            return;
        _meter.CreateObservableGauge("process.open.fds", static () => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(), description: "Files and sockets that are open.");
        _meter.CreateObservableGauge("process.max.fds", MaxFiles, description: "Files and sockets that may be open (ulimit -n).");
    }

    public void Dispose() => _meter.Dispose();

    private static double StartTime()
    {
        using var process = Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0;
    }

    /// <summary><c>Max open files            1024                 4096                 files</c>: the soft limit is the one that applies.</summary>
    private static double MaxFiles()
    {
        const string name = "Max open files";
        var line = File.ReadLines("/proc/self/limits").FirstOrDefault(static line => line.StartsWith(name, StringComparison.Ordinal));
        var soft = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return double.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : double.PositiveInfinity;
    }
}
