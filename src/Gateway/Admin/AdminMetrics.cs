using System.Diagnostics.Metrics;

namespace Actors.Gateway.Admin;

internal sealed class AdminMetrics
{
    private readonly Meter _meter = new("Actors.Admin");
    private readonly Counter<long> _refused;

    public static AdminMetrics Instance { get; } = new();

    private AdminMetrics() => _refused = _meter.CreateCounter<long>("actors.admin.refused", description: "Requests of the operators' page refused, by reason: token, too_many, form.");

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
