using System.Diagnostics.Metrics;

namespace Actors.Gateway.Identity;

/// <summary>The outcomes of identification.</summary>
internal sealed class IdentityMetrics
{
    public static IdentityMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.Identity");
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _refused;

    private IdentityMetrics()
    {
        _accepted = _meter.CreateCounter<long>("actors.identity.accepted", description: "Signed tokens that were accepted.");
        _refused = _meter.CreateCounter<long>("actors.identity.refused", description: "Clients refused for their token, by reason.");
    }

    public void Accepted() => _accepted.Add(1);

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
