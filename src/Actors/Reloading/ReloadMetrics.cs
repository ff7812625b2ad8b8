using System.Diagnostics.Metrics;

namespace Actors.Reloading;

/// <summary>The meter <c>Actors.Reloading</c>, on the node that got the request.</summary>
internal sealed class ReloadMetrics
{
    public const string MeterName = "Actors.Reloading";

    public static ReloadMetrics Instance { get; } = new();

    private readonly Counter<long> _reloads;
    private readonly Counter<long> _renewed;
    private readonly Histogram<double> _duration;

    private ReloadMetrics()
    {
        var meter = new Meter(MeterName);
        _reloads = meter.CreateCounter<long>("actors.content.reloads", "{reload}", "Reloads of the content that this node was asked for, by outcome.");
        _renewed = meter.CreateCounter<long>("actors.content.rooms_renewed", "{room}", "Active rooms that were begun anew, on all nodes, because reloaded content changes them.");
        _duration = meter.CreateHistogram<double>("actors.content.reload_duration", "s", "From the request for a reload until each room of all nodes has the content.");
    }

    public void Ended(ReloadReport report)
    {
        _reloads.Add(1, new KeyValuePair<string, object?>("outcome", report.Outcome.ToString().ToLowerInvariant()));
        _renewed.Add(report.RenewedRooms);
        _duration.Record(report.Elapsed.TotalSeconds);
    }
}
