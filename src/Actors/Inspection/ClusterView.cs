using Actors.Rooms;

namespace Actors.Inspection;

/// <summary>The cluster as one node saw it.</summary>
/// <param name="Nodes">By name.</param>
/// <param name="ShardOwners">The node of each shard; null for a shard without an owner, or whose owner did not answer. A shard has no owner until one of its rooms is first needed.</param>
public sealed record ClusterView(IReadOnlyList<NodeView> Nodes, IReadOnlyList<string?> ShardOwners);

/// <summary>One node as another saw it.</summary>
/// <param name="Address">The <c>host:port</c> of its remoting; empty for a standalone server.</param>
/// <param name="Status">Akka's word for its membership; null for a node that is in the table of nodes and no member.</param>
/// <param name="IsOldest">The coordinator of the shards is there.</param>
/// <param name="Weight">Its share of the shards, relative to the others'; 0: it hosts none.</param>
/// <param name="Roles">Without its name and its weight.</param>
/// <param name="Incarnation">The incarnation of its process, from the table of nodes; 0 while that is not known.</param>
/// <param name="Uid">Akka's uid of its ActorSystem; 0 for a node that is not a member.</param>
/// <param name="Report">The state of its rooms; null when it hosts none, or has not answered.</param>
public sealed record NodeView(
    string Name,
    string Address,
    string? Status,
    bool IsReachable,
    bool IsOldest,
    int Weight,
    bool IsGateway,
    IReadOnlyList<string> Roles,
    bool IsDraining,
    long Incarnation,
    long Uid,
    IReadOnlyList<int> Shards,
    NodeReport? Report)
{
    /// <summary>The modules of its rooms' rules, with their versions; empty when it hosts no rooms, or when they are not known.</summary>
    public string Rules { get; init; } = "";
}
