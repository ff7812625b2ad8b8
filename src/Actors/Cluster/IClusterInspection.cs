using Actors.Storage;
using Actors.World;

namespace Actors.Cluster;

/// <summary>What an operator sees of an engine and may ask of it. Apart from <see cref="ICluster"/>: the world needs none of it.</summary>
public interface IClusterInspection
{
    /// <summary>The node that is asked.</summary>
    string Node { get; }

    /// <summary>Who is there and who owns what, as this node last knew it.</summary>
    ClusterTable Table { get; }

    /// <summary>Asks every node that hosts rooms how they are. A node that has not answered within a second is left out.</summary>
    Task<IReadOnlyList<NodeReport>> SurveyAsync();

    /// <summary>Tells a node to give up its shards, or to take them again. An exception means that the database could not be reached.</summary>
    /// <returns>False when there is no such node; a server that is alone cannot be drained.</returns>
    Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation);
}

/// <summary>How the rooms of one node are.</summary>
/// <param name="ActiveRooms">Those in memory.</param>
/// <param name="Players">In all of them.</param>
/// <param name="Away">Of the players, those whose clients were cut off and may yet come back.</param>
/// <param name="Rooms">Those with the most players first; not more than <see cref="MostRooms"/>.</param>
public sealed record NodeReport(string Node, int ActiveRooms, int Players, int Away, IReadOnlyList<RoomReport> Rooms)
{
    public const int MostRooms = 512;
}

/// <param name="Epoch">That of its shard, with which it commits; 0 on a store that no cluster has ever used.</param>
/// <param name="Watchers">Nodes that show it to clients.</param>
/// <param name="LatenessP50Milliseconds">From the instant of a tick to the end of the room's step for it, over its last 128 ticks; 0 before the first.</param>
/// <param name="Restarts">How often it has failed and was started again, since the node was started.</param>
/// <param name="IsQuarantined">It has failed too often and stays closed.</param>
public sealed record RoomReport(
    RoomId Room, long Epoch, int Players, int Away, int Watchers, double LatenessP50Milliseconds, double LatenessP99Milliseconds, int Restarts, bool IsQuarantined);
