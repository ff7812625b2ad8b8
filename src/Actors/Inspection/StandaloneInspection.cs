using Actors.Clustering;
using Actors.Rooms;
using Actors.Sharding;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Inspection;

/// <summary>Shows a standalone server as a cluster of one node that has everything.</summary>
/// <param name="rules">The modules of its rooms' rules.</param>
public sealed class StandaloneInspection(string node, Func<ActorSystem> system, TimeProvider time, string rules = "") : IClusterInspection
{
    private const int Weight = 100;

    private static readonly int[] Shards = [.. Enumerable.Range(0, RoomShards.Count)];

    private readonly SharedRequest<ClusterView> _status = new(() => GetStatusAsync(node, system(), time, rules));

    /// <inheritdoc/>
    public string Node => node;

    /// <inheritdoc/>
    public Task<ClusterView> GetStatusAsync() => _status.AskAsync();

    /// <inheritdoc/>
    public Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation) => Task.FromResult(false);

    private static async Task<ClusterView> GetStatusAsync(string node, ActorSystem system, TimeProvider time, string rules)
    {
        using var overdue = new CancellationTokenSource(ClusterInspection.Patience, time);
        var root = new RootActorPath(((ExtendedActorSystem)system).Provider.DefaultAddress);
        var report = await NodeQuestions.ReportAsync(system, root, overdue.Token);
        string[] roles = [ClusterConfig.GatewayRole, ClusterConfig.WorldRole];
        var view = new NodeView(node, "", nameof(MemberStatus.Up), IsReachable: true, IsOldest: true, Weight, IsGateway: true, roles, IsDraining: false, 0, 0, Shards, report) { Rules = rules };
        return new ClusterView([view], [.. Enumerable.Repeat(node, RoomShards.Count)]);
    }
}
