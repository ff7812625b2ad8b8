using System.Diagnostics.Metrics;

namespace Actors.Cluster.Engine;

/// <summary>What the cluster's engine reports of this process.</summary>
internal sealed class ClusterMetrics
{
    public static ClusterMetrics Instance { get; } = new();

    private readonly Meter _meter = new("Actors.Cluster");
    private readonly UpDownCounter<long> _shards;
    private readonly Counter<long> _handedOver;
    private readonly Counter<long> _leasesLost;
    private readonly Counter<long> _fenced;
    private readonly Counter<long> _misrouted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _dropped;

    private ClusterMetrics()
    {
        _shards = _meter.CreateUpDownCounter<long>("actors.cluster.shards", description: "Shards that this node owns.");
        _handedOver = _meter.CreateCounter<long>("actors.cluster.handed_over", description: "Shards given up for another node.");
        _leasesLost = _meter.CreateCounter<long>("actors.cluster.leases_lost", description: "Leases that could not be renewed in time.");
        _fenced = _meter.CreateCounter<long>("actors.cluster.fenced", description: "Shards found to be another node's by a commit that was refused.");
        _misrouted = _meter.CreateCounter<long>("actors.cluster.misrouted", description: "Messages that came for shards which are not this node's.");
        _refused = _meter.CreateCounter<long>("actors.cluster.refused", description: "Messages refused because their shard had no owner for too long, or too many waited.");
        _dropped = _meter.CreateCounter<long>("actors.cluster.dropped", description: "Inputs and notices dropped because there was no line to where they were to go.");
    }

    public void ShardsChanged(int by) => _shards.Add(by);

    public void HandedOver(int count) => _handedOver.Add(count);

    public void LeaseLost() => _leasesLost.Add(1);

    public void Fenced() => _fenced.Add(1);

    public void Misrouted() => _misrouted.Add(1);

    public void Refused() => _refused.Add(1);

    public void Dropped() => _dropped.Add(1);
}
