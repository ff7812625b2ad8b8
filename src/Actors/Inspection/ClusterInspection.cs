using Actors.Clustering;
using Actors.Rooms;
using Actors.Sharding;
using Actors.Storage;
using Akka.Actor;
using Akka.Cluster;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Inspection;

/// <summary>A cluster as one of its nodes sees it: members from Akka's own state, which of them are draining from the table of nodes, and the rest from the nodes themselves.</summary>
/// <param name="system">The present ActorSystem: a node that was downed gets another.</param>
public sealed class ClusterInspection(string node, Func<ActorSystem> system, ClusterNodes nodes, INodeRegistry registry, TimeProvider time) : IClusterInspection
{
    /// <summary>How long a node may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SharedRequest<ClusterView> _status = new(() => GetStatusAsync(system(), nodes, time));

    /// <inheritdoc/>
    public string Node => node;

    /// <inheritdoc/>
    public Task<ClusterView> GetStatusAsync() => _status.AskAsync();

    /// <inheritdoc/>
    public async Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation)
    {
        if (!await registry.SetDrainingAsync(node, draining, cancellation))
            return false;
        // A status request sees the change now, though the table is read again only in a second.
        nodes.Publish([.. nodes.Rows.Select(row => row.Name == node ? row with { Draining = draining } : row)]);
        return true;
    }

    private static async Task<ClusterView> GetStatusAsync(ActorSystem system, ClusterNodes nodes, TimeProvider time)
    {
        var cluster = AkkaCluster.Get(system);
        var state = cluster.State;
        var oldest = MemberRoles.OldestOf(state.Members);
        var rows = nodes.Rows;
        using var overdue = new CancellationTokenSource(Patience, time);
        var members = await Task.WhenAll(state.Members.Select(AskAsync));
        // A node that cannot join is only in the table, and an operator must see that.
        var outside = rows.Where(row => members.All(member => member.Name != row.Name)).Select(Outside);
        NodeView[] all = [.. members.Concat(outside).OrderBy(static one => one.Name, StringComparer.Ordinal)];
        return new ClusterView(all, OwnersOf(all));

        async Task<NodeView> AskAsync(Member member)
        {
            var row = rows.FirstOrDefault(row => row.Name == MemberRoles.NameOf(member));
            var view = ViewOf(member, row) with { IsReachable = !state.Unreachable.Contains(member), IsOldest = member.Equals(oldest) };
            if (view is { Weight: 0 } or { IsReachable: false } || member.Status is not (MemberStatus.Up or MemberStatus.Leaving) || cluster.IsTerminated)
                return view;
            var root = new RootActorPath(member.Address);
            var report = NodeQuestions.ReportAsync(system, root, overdue.Token);
            var shards = NodeQuestions.ShardsAsync(system, root, overdue.Token);
            // The report gets the name that the node's certificate and roles stand for, whatever it calls itself.
            return view with { Report = await report is { } said ? said with { Node = view.Name } : null, Shards = await shards };
        }
    }

    private static NodeView ViewOf(Member member, NodeRow? row) => new(
        MemberRoles.NameOf(member),
        new HostPort(member.Address.Host, member.Address.Port ?? 0).ToString(),
        member.Status.ToString(),
        IsReachable: true,
        IsOldest: false,
        MemberRoles.WeightOf(member),
        member.HasRole(ClusterConfig.GatewayRole),
        MemberRoles.KindsOf(member),
        row is { Draining: true },
        row?.Incarnation ?? 0,
        member.UniqueAddress.Uid,
        [],
        null)
    {
        Rules = row?.Rules ?? "",
    };

    private static NodeView Outside(NodeRow row) =>
        new(row.Name, row.Address, null, IsReachable: false, IsOldest: false, 0, row.Role == ClusterConfig.GatewayRole, [row.Role], row.Draining, row.Incarnation, 0, [], null) { Rules = row.Rules };

    private static string?[] OwnersOf(IEnumerable<NodeView> nodes)
    {
        var owners = new string?[RoomShards.Count];
        foreach (var node in nodes)
        {
            foreach (var shard in node.Shards)
                owners[shard] = node.Name;
        }
        return owners;
    }
}
