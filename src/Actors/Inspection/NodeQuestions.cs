using Actors.Rooms;
using Actors.Sharding;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Actors.Inspection;

/// <summary>
/// The questions that a status request sends to nodes. Each node answers for itself: Akka's own statistics of the whole cluster are collected by the coordinator and come out empty as soon as one
/// node does not answer, which is when an operator looks.
/// </summary>
internal static class NodeQuestions
{
    /// <summary>Akka's own parent of regions, the same on all nodes (<c>akka.cluster.sharding.guardian-name</c>).</summary>
    private const string Guardian = "sharding";

    /// <summary>The state of the node's rooms; null when it has not answered.</summary>
    public static Task<NodeReport?> ReportAsync(ActorSystem system, ActorPath root, CancellationToken overdue) =>
        AskAsync<NodeReport>(system.ActorSelection(root / "user" / NodeEndpoint.Name), new AskReport(), overdue);

    /// <summary>The shards in the node's region; none when it has not answered.</summary>
    public static async Task<IReadOnlyList<int>> ShardsAsync(ActorSystem system, ActorPath root, CancellationToken overdue)
    {
        var stats = await AskAsync<ShardRegionStats>(system.ActorSelection(root / "system" / Guardian / RoomExtractor.TypeName), GetShardRegionStats.Instance, overdue);
        return stats is null ? [] : ShardCensus.ShardsOf(stats);
    }

    private static async Task<T?> AskAsync<T>(ActorSelection node, object question, CancellationToken overdue)
        where T : class
    {
        try
        {
            return await node.Ask<T>(question, timeout: null, overdue);
        }
        catch (Exception)
        {
            // The node is late, has ended, or sent no answer of that kind: the page says that it has not reported, and shows the others.
            return null;
        }
    }
}
