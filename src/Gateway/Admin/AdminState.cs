using Actors.Rooms;
using Actors.Storage;

namespace Actors.Gateway.Admin;

/// <summary>What <c>/admin/state</c> says. Names and units are part of the interface: docs/cluster.md lists them.</summary>
/// <param name="Node">The gateway that answers.</param>
/// <param name="Form">What a logged-in page says when it changes something; null for those that show the token itself.</param>
internal sealed record AdminState(
    string Node,
    DateTimeOffset At,
    bool IsMember,
    IReadOnlyList<NodeState> Nodes,
    IReadOnlyList<ShardState> Shards,
    IReadOnlyList<RoomState> Rooms,
    ConnectionState Connections,
    string? Form)
{
    public static AdminState Of(ClusterTable table, IReadOnlyList<NodeReport> reports, string node, bool isMember, IReadOnlyDictionary<string, int> dialects, DateTimeOffset at, string? form) => new(
        node,
        at,
        isMember,
        [.. table.Live.Select(member => NodeState.Of(member, table, reports.FirstOrDefault(report => report.Node == member.Name)))],
        [.. table.Shards.Select(static shard => new ShardState(shard.Node, shard.Epoch))],
        [.. reports.SelectMany(static report => report.Rooms.Select(room => RoomState.Of(report.Node, room))).OrderByDescending(static room => room.Players).ThenBy(static room => room.Room, StringComparer.Ordinal)],
        new ConnectionState(dialects.Values.Sum(), dialects),
        form);
}

/// <param name="Reported">Whether it has said how its rooms are; the figures from <paramref name="ActiveRooms"/> on are 0 when not.</param>
internal sealed record NodeState(
    string Name, string Address, int Weight, bool Gateway, bool Draining, long Incarnation, int Shards, bool Reported, int ActiveRooms, int Players, int Away)
{
    public static NodeState Of(Member member, ClusterTable table, NodeReport? report) => new(
        member.Name,
        member.Address,
        member.Weight,
        member.IsGateway,
        member.Draining,
        member.Incarnation,
        table.Shards.Count(shard => shard.Node == member.Name),
        report is not null,
        report?.ActiveRooms ?? 0,
        report?.Players ?? 0,
        report?.Away ?? 0);
}

/// <param name="Owner">Null: nobody.</param>
internal sealed record ShardState(string? Owner, long Epoch);

internal sealed record RoomState(
    string Room, int Shard, string Owner, long Epoch, int Players, int Away, int Watchers, double LatenessP50Milliseconds, double LatenessP99Milliseconds, int Restarts, bool Quarantined)
{
    public static RoomState Of(string owner, RoomReport room) => new(
        room.Room.Value,
        Storage.Shards.Of(room.Room),
        owner,
        room.Epoch,
        room.Players,
        room.Away,
        room.Watchers,
        room.LatenessP50Milliseconds,
        room.LatenessP99Milliseconds,
        room.Restarts,
        room.IsQuarantined);
}

/// <summary>Of this gateway alone.</summary>
internal sealed record ConnectionState(int Total, IReadOnlyDictionary<string, int> Dialects);
