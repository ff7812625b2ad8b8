using System.Globalization;

namespace Actors.Bench.Load.Measuring;

/// <summary>Resources that processes have used, from /proc. Processor seconds, in steps of 10 ms; bytes of resident memory.</summary>
internal readonly record struct Usage(double User, double Kernel, long ResidentBytes)
{
    private const double TicksPerSecond = 100;

    public double Cpu => User + Kernel;

    public static Usage Of(params IEnumerable<int> processes)
    {
        var sum = default(Usage);
        foreach (var process in processes)
        {
            // After the name, which may contain anything, and its bracket: field 3 is the first.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var pages = long.Parse(fields[24 - 3], CultureInfo.InvariantCulture);
            sum = new Usage(
                sum.User + (double.Parse(fields[14 - 3], CultureInfo.InvariantCulture) / TicksPerSecond),
                sum.Kernel + (double.Parse(fields[15 - 3], CultureInfo.InvariantCulture) / TicksPerSecond),
                sum.ResidentBytes + (pages * Environment.SystemPageSize));
        }
        return sum;
    }
}
