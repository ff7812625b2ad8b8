using Actors.Clustering;
using Akka.Actor;
using Akka.Cluster;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Sharding;

/// <summary>
/// Reads Akka's membership and, for drains, the table of nodes. Names and weights come from the members' roles, so they are the same wherever the coordinator runs, and
/// are known without the database.
/// </summary>
public sealed class ClusterShardHosts(AkkaCluster cluster, ClusterNodes nodes) : IShardHosts
{
    /// <inheritdoc/>
    public bool IsSettled => cluster.State is var state && state.Unreachable.IsEmpty && state.Members.All(static member => member.Status == MemberStatus.Up);

    /// <inheritdoc/>
    public RegionState StateOf(IActorRef region)
    {
        var address = region.Path.Address.HasLocalScope ? cluster.SelfAddress : region.Path.Address;
        var state = cluster.State;
        var member = state.Members.FirstOrDefault(member => member.Address.Equals(address));
        if (member is not { Status: MemberStatus.Up } || state.Unreachable.Contains(member))
            return default;
        var (name, weight) = (MemberRoles.NameOf(member), MemberRoles.WeightOf(member));
        return new RegionState(weight > 0 ? new ShardHost(name, weight) : null, nodes.IsDraining(name));
    }
}
