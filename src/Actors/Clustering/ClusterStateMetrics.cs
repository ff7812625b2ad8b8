using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Akka.Cluster;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Clustering;

/// <summary>The cluster as this node sees it, read from Akka's own state at each scrape. Nodes may see it differently for a while, which is what these metrics are there to show.</summary>
internal sealed class ClusterStateMetrics
{
    public static ClusterStateMetrics Instance { get; } = new();

    private readonly Meter _meter = new(ClusterMetrics.MeterName);
    private readonly ConcurrentDictionary<AkkaCluster, byte> _clusters = new();

    private ClusterStateMetrics()
    {
        _meter.CreateObservableUpDownCounter("actors.cluster.members", Members, "{member}", "Members, by status and by whether this node can reach them.");
        _meter.CreateObservableUpDownCounter("actors.cluster.up", () => CountIf(static cluster => cluster.SelfMember.Status == MemberStatus.Up), "{node}", "1 while this node is a member that is up.");
        _meter.CreateObservableUpDownCounter("actors.cluster.oldest", () => CountIf(IsOldest), "{node}", "1 where the coordinator of the shards is.");
    }

    /// <summary>Until its ActorSystem ends. The process's next ActorSystem has a cluster of its own.</summary>
    public void Observe(AkkaCluster cluster)
    {
        _clusters[cluster] = 0;
        cluster.System.RegisterOnTermination(() => _clusters.TryRemove(cluster, out _));
    }

    private static bool IsOldest(AkkaCluster cluster) =>
        MemberRoles.OldestOf(cluster.State.Members) is { } oldest && oldest.UniqueAddress.Equals(cluster.SelfUniqueAddress);

    private IEnumerable<Measurement<long>> Members() =>
        _clusters.Keys
            .SelectMany(static cluster => cluster.State.Members.Select(member => (member.Status, IsReachable: !cluster.State.Unreachable.Contains(member))))
            .CountBy(static member => member)
            .Select(static counted => new Measurement<long>(counted.Value, new("status", counted.Key.Status.ToString()), new("reachable", counted.Key.IsReachable ? "yes" : "no")));

    /// <summary>Nothing where there is no cluster, so that alerts do not mistake a standalone server for a node that was shut out.</summary>
    private IEnumerable<Measurement<long>> CountIf(Predicate<AkkaCluster> holds) =>
        _clusters.IsEmpty ? [] : [new Measurement<long>(_clusters.Keys.LongCount(cluster => holds(cluster)))];
}
