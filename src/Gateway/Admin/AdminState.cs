using Actors.Inspection;
using Actors.Rooms;
using Actors.Sharding;

namespace Actors.Gateway.Admin;

/// <summary>The body of <c>/admin/state</c>. Names and units are part of the interface: docs/cluster.md lists them.</summary>
/// <param name="Node">The gateway that answers.</param>
/// <param name="IsMember">Whether it is a member of the cluster that is up; for a standalone server, whether it runs.</param>
/// <param name="Form">The value that a logged-in page sends with each change; null for clients that send the token itself.</param>
/// <param name="Content">The hash of the content that the answering gateway runs with.</param>
/// <param name="Notice">The text of <see cref="AdminOptions.NoticeFile"/>; null when there is none.</param>
internal sealed record AdminState(
    string Node,
    DateTimeOffset At,
    bool IsMember,
    IReadOnlyList<NodeState> Nodes,
    IReadOnlyList<ShardState> Shards,
    IReadOnlyList<RoomState> Rooms,
    ConnectionState Connections,
    string? Form,
    string? Notice,
    string Content)
{
    public static AdminState Of(ClusterView cluster, string node, bool isMember, IReadOnlyDictionary<string, int> dialects, DateTimeOffset at, string? form, string? notice, string content) => new(
        node,
        at,
        isMember,
        [.. cluster.Nodes.Select(NodeState.Of)],
        [.. cluster.ShardOwners.Select(static owner => new ShardState(owner))],
        [.. cluster.Nodes.SelectMany(RoomState.Of).OrderByDescending(static room => room.Players).ThenBy(static room => room.Room, StringComparer.Ordinal)],
        new ConnectionState(dialects.Values.Sum(), dialects),
        form,
        notice,
        content);
}

/// <param name="Status">Akka's status of its membership; null for a node that is in the table of nodes but is not a member.</param>
/// <param name="Oldest">Whether the shard coordinator runs there.</param>
/// <param name="Incarnation">The incarnation of its process; 0 for a standalone server, and while the database is unavailable.</param>
/// <param name="Uid">The UID of its ActorSystem.</param>
/// <param name="Rules">The rules modules that run its rooms, with their versions.</param>
/// <param name="Content">The hash of the content of its rooms; null when it has not reported it.</param>
/// <param name="Reported">Whether it has reported on its rooms; if not, the figures from <paramref name="ActiveRooms"/> on are 0.</param>
/// <param name="Commits">Transactions of its rooms that have reached the disk since its process was started.</param>
internal sealed record NodeState(
    string Name,
    string Address,
    string? Status,
    bool Reachable,
    bool Oldest,
    IReadOnlyList<string> Roles,
    int Weight,
    bool Gateway,
    bool Draining,
    long Incarnation,
    long Uid,
    int Shards,
    bool Reported,
    int ActiveRooms,
    int Players,
    int Away,
    long Commits,
    string Rules,
    string? Content)
{
    public static NodeState Of(NodeView node) => new(
        node.Name,
        node.Address,
        node.Status,
        node.IsReachable,
        node.IsOldest,
        node.Roles,
        node.Weight,
        node.IsGateway,
        node.IsDraining,
        node.Incarnation,
        node.Uid,
        node.Shards.Count,
        node.Report is not null,
        node.Report?.ActiveRooms ?? 0,
        node.Report?.Players ?? 0,
        node.Report?.Disconnected ?? 0,
        node.Report?.Commits ?? 0,
        node.Rules,
        node.Report?.Content);
}

/// <param name="Owner">Null: no owner yet, or one that did not answer.</param>
internal sealed record ShardState(string? Owner);

internal sealed record RoomState(
    string Room, int Shard, string Owner, long Epoch, int Players, int Away, int Watchers, double LatenessP50Milliseconds, double LatenessP99Milliseconds, int Restarts, bool Quarantined)
{
    public static IEnumerable<RoomState> Of(NodeView node) => node.Report is { } report ? report.Rooms.Select(room => Of(node.Name, room)) : [];

    private static RoomState Of(string owner, RoomReport room) => new(
        room.Room.Value,
        RoomShards.Of(room.Room),
        owner,
        room.Epoch,
        room.Players,
        room.Disconnected,
        room.Watchers,
        room.LatenessP50Milliseconds,
        room.LatenessP99Milliseconds,
        room.Restarts,
        room.IsQuarantined);
}

/// <summary>The connections of this gateway alone.</summary>
internal sealed record ConnectionState(int Total, IReadOnlyDictionary<string, int> Dialects);
