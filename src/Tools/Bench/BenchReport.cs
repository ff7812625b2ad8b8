using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Bench.Load.Measuring;
using Actors.Tools.Common.Terminal;

namespace Actors.Tools.Bench;

/// <summary>The figures of your own server beside the documented ones.</summary>
internal static class BenchReport
{
    /// <summary>Ratios to a documented figure: up to the first it is a machine's noise, beyond the second a difference.</summary>
    private const double Alike = 1.15, Worse = 1.5;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly Figure[] Figures =
    [
        new("CPU us/frame", static result => result.CpuMicrosPerFrame, "0.0"),
        new("  of it kernel", static result => result.KernelMicrosPerFrame, "0.0"),
        new("bytes/frame", static result => result.BytesPerFrame, "0"),
        new("delivered %", static result => 100 * result.Delivered, "0", MoreIsBetter: true),
        new("round trip p50 ms", static result => result.RoundTripP50Milliseconds, "0.0"),
        new("round trip p99 ms", static result => result.RoundTripP99Milliseconds, "0.0"),
        new("memory KB/connection", static result => result.MemoryPerConnection / 1024, "0.0"),
        new("server busy, % of a core", static result => 100 * result.CpuShare, "0"),
        new("load us/frame", static result => result.LoadMicrosPerFrame, "0.0"),
    ];

    public static IReadOnlyList<Line> Lines(BenchOptions options, IReadOnlyList<BenchRow> rows)
    {
        var lines = new List<Line>
        {
            new Line($"{options.Server}", Look.Strong).Add(string.Create(CultureInfo.InvariantCulture,
                $"  {options.Connections} connections in {(options.Rooms.Count > 0 ? $"{options.Rooms.Count} rooms" : "the server's default room")}, 10 inputs and 20 states a second each; "
                + $"{(options.Runs > 1 ? $"medians of {options.Runs} x " : "")}{options.Window.TotalSeconds:0.#} s")),
            new Line($"documented: {DocumentedFigures.Where}", Look.Dim),
        };
        foreach (var row in rows)
        {
            lines.Add(new Line());
            if (row.Median.Failure is { } failure)
            {
                lines.Add(new Line($"{row.Dialect.Title,-26}", Look.Strong).Add($"not measured: {failure}", Look.Bad));
                continue;
            }
            lines.Add(new Line($"{row.Dialect.Title,-26}", Look.Strong).Add($"{"yours",10}{"documented",12}{"ratio",8}", Look.Dim));
            lines.AddRange(Figures.Where(figure => figure.Of(row.Median) is not null).Select(figure => Compare(figure, row)));
        }
        lines.Add(new Line());
        if (options.Processes.Count == 0)
            lines.Add(new Line("The server's process is not to be seen from here: its processor time and memory are left out. Say its id with --pid.", Look.Warn));
        if (options.Rooms.Count == 0 || options.Connections != DocumentedFigures.Connections)
            lines.Add(new Line($"Documented are {DocumentedFigures.Connections} connections in 10 rooms of 50: a fuller room has longer states, an emptier one shorter.", Look.Warn));
        lines.Add(new Line("Another machine has other figures: bench/run.sh compares programs, in one run on one machine.", Look.Dim));
        return lines;
    }

    public static string ToJson(BenchOptions options, IReadOnlyList<BenchRow> rows) => JsonSerializer.Serialize(
        new
        {
            Server = $"{options.Server}",
            Machine = new { Environment.ProcessorCount, Architecture = $"{RuntimeInformation.OSArchitecture}", System = RuntimeInformation.OSDescription },
            options.Connections,
            options.Rooms,
            Seconds = options.Window.TotalSeconds,
            Documented = DocumentedFigures.Where,
            Dialects = rows.Select(static row => new
            {
                row.Dialect.Name,
                Yours = row.Median,
                row.Dialect.Documented,
                CpuRatio = row.Median.CpuMicrosPerFrame / row.Dialect.Documented.CpuMicrosPerFrame,
                row.Runs,
            }),
        },
        Json);

    private static Line Compare(Figure figure, BenchRow row)
    {
        var (yours, documented) = (figure.Of(row.Median)!.Value, figure.Of(row.Dialect.Documented));
        var line = new Line($"{figure.Title,-26}{Show(yours, figure.Format),10}");
        if (documented is not > 0)
            return line;
        var ratio = yours / documented.Value;
        var cost = figure.MoreIsBetter ? 1 / ratio : ratio;
        return line.Add($"{Show(documented.Value, figure.Format),12}", Look.Dim)
            .Add($"{Show(ratio, "0.00"),8}", cost <= Alike ? Look.Good : cost <= Worse ? Look.Warn : Look.Bad);
    }

    private static string Show(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private sealed record Figure(string Title, Func<Result, double?> Of, string Format, bool MoreIsBetter = false);
}
