using System.Diagnostics.Metrics;

namespace Actors.Clustering;

/// <summary>The meter <c>Actors.Clustering</c>: what this process did to become and stay a member. <see cref="ClusterStateMetrics"/> has the state of the cluster.</summary>
internal sealed class ClusterMetrics
{
    public const string MeterName = "Actors.Clustering";

    public static ClusterMetrics Instance { get; } = new();

    private readonly Counter<long> _restarts;
    private readonly Counter<long> _unreachable;
    private readonly Counter<long> _downed;
    private readonly Counter<long> _missedBeats;
    private readonly Counter<long> _splits;
    private readonly Counter<long> _leasesLost;
    private readonly Counter<long> _tlsRefused;

    private ClusterMetrics()
    {
        var meter = new Meter(MeterName);
        _restarts = meter.CreateCounter<long>("actors.cluster.restarts", "{restart}", "Restarts of the ActorSystem, because it was downed or ended by itself.");
        _unreachable = meter.CreateCounter<long>("actors.cluster.unreachable", "{member}", "Times that this node saw a member become unreachable, directly or by gossip.");
        _downed = meter.CreateCounter<long>("actors.cluster.downed", "{member}", "Members that this node saw downed, itself among them.");
        _missedBeats = meter.CreateCounter<long>("actors.cluster.missed_beats", "{beat}", "Renewals of this node's row in the table of nodes that failed.");
        _splits = meter.CreateCounter<long>("actors.cluster.splits", "{split}", "Times that this node left because a second cluster was found on the same database.");
        _leasesLost = meter.CreateCounter<long>("actors.cluster.leases_lost", "{lease}", "Leases of the split brain resolver that could not be renewed in time.");
        _tlsRefused = meter.CreateCounter<long>("actors.cluster.tls_refused", "{connection}", "Connections between nodes that were refused because of the other end's certificate.");
    }

    public void Restarted() => _restarts.Add(1);

    public void BecameUnreachable() => _unreachable.Add(1);

    public void Downed() => _downed.Add(1);

    public void BeatMissed() => _missedBeats.Add(1);

    public void SplitFound() => _splits.Add(1);

    public void LeaseLost() => _leasesLost.Add(1);

    public void TlsRefused() => _tlsRefused.Add(1);
}
