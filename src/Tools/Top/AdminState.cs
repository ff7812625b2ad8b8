namespace Actors.Tools.Top;

/// <summary>The answer of a gateway at <c>/admin/state</c>, as far as it is shown here. docs/cluster.md has the names and units.</summary>
/// <param name="Node">The gateway that answers.</param>
internal sealed record AdminState(
    string Node, DateTimeOffset At, IReadOnlyList<AdminNode> Nodes, IReadOnlyList<AdminRoom> Rooms, AdminConnections Connections, string? Notice);

/// <param name="Status">Akka's name for its membership; null: it is not a member.</param>
/// <param name="Reported">Whether it has reported its rooms.</param>
/// <param name="Commits">Transactions on disk since its process started; 0 from a server that does not count them.</param>
internal sealed record AdminNode(
    string Name, string? Status, bool Reachable, bool Oldest, int Weight, bool Gateway, bool Draining, long Incarnation, int Shards, bool Reported, int ActiveRooms, int Players,
        int Away, long Commits);

internal sealed record AdminRoom(
    string Room, string Owner, int Players, int Away, int Watchers, double LatenessP50Milliseconds, double LatenessP99Milliseconds, int Restarts, bool Quarantined);

/// <summary>The connections of the gateway that answers.</summary>
internal sealed record AdminConnections(int Total, IReadOnlyDictionary<string, int> Dialects);
