using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Bench.Load.Measuring;

namespace Actors.Bench.Load;

/// <summary>The medians of one work, compared with those of the reference.</summary>
internal sealed record Report(Work Work, Settings Settings, IReadOnlyList<(Peer Peer, Result Median, IReadOnlyList<Result> Runs)> Rows)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static string ToJson(IEnumerable<Report> reports) => JsonSerializer.Serialize(
        reports.Select(static report => new
        {
            work = report.Work.Name,
            what = report.Work.Text,
            seconds = report.Settings.Window.TotalSeconds,
            peers = report.Rows.Select(static row => new { row.Peer.Name, row.Peer.Title, row.Median, row.Runs }),
        }),
        Json);

    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"Work {Work.Name}: {Work.Text}; medians of {Settings.Runs} x {Settings.Window.TotalSeconds:0.#} s, server on core {Settings.ServerCore}");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"| server | CPU us/frame | x {Reference} | of it kernel | CPU us/input | bytes/frame | x {Reference} | between nodes | delivered | round trip p50 ms | p99 ms | memory "
                + $"KB/conn | server busy | load us/frame | load busy |");
        text.AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (peer, median, _) in Rows)
        {
            if (median.Failure is { } failure)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {peer.Title} | not measured: {failure} |");
                continue;
            }
            var reference = Rows.FirstOrDefault(row => row.Peer.Name == ReferenceOf(peer)).Median;
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {peer.Title} | {Show(median.CpuMicrosPerFrame)} | {Ratio(median.CpuMicrosPerFrame, reference?.CpuMicrosPerFrame)} | {Show(median.KernelMicrosPerFrame)} | "
                    + $"{Show(median.CpuMicrosPerInput)} | {Show(median.BytesPerFrame, "0")} | {Ratio(median.BytesPerFrame, reference?.BytesPerFrame)} | {Show(median.BytesBetweenNodesPerFrame)} | "
                    + $"{Show(100 * median.Delivered, "0")} % | {Show(median.RoundTripP50Milliseconds)} | {Show(median.RoundTripP99Milliseconds)} | {Show(median.MemoryPerConnection / 1024)} | "
                    + $"{Show(100 * median.CpuShare, "0")} % | {Show(median.LoadMicrosPerFrame)} | {Show(100 * median.LoadShare, "0")} % |");
        }
        return text.ToString();
    }

    /// <summary>The heading's name for the servers by whose figures those of all others are divided.</summary>
    private string Reference => Work.Kind == WorkKind.Apart ? "one process" : Peers.Reference;

    /// <summary>The server by whose figures a server's figures are divided: in work F the same server in one process.</summary>
    private string ReferenceOf(Peer peer) => Work.Kind == WorkKind.Apart ? peer.Name.Replace(Peers.Apart, "", StringComparison.Ordinal) : Peers.Reference;

    private static string Show(double? value, string format = "0.0") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Ratio(double? value, double? reference) => Show(value / reference, "0.00");
}
