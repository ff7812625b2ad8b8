using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>What can be sent to the endpoint of a node that hosts rooms.</summary>
public abstract record NodeMessage;

/// <summary>Inputs from players of one gateway for rooms of this node, collected within a few milliseconds, in order.</summary>
/// <param name="Gateway">The gateway's endpoint, which is the sender of each.</param>
public sealed record CommandBatch(IActorRef Gateway, IReadOnlyList<RoomInputFor> Inputs) : NodeMessage;

/// <param name="Epoch">The activation that it is for: another refuses it.</param>
/// <param name="Message">An <see cref="ExecuteCommand"/> or a <see cref="LeaveRoom"/>.</param>
public readonly record struct RoomInputFor(RoomId Room, long Epoch, RoomMessage Message);

/// <summary>Asks for the state of the rooms of a node. Answered by a <see cref="NodeReport"/>.</summary>
public sealed record AskReport : NodeMessage;

/// <summary>The state of the rooms of one node.</summary>
/// <param name="ActiveRooms">Those in memory.</param>
/// <param name="Players">In all of them.</param>
/// <param name="Disconnected">Players whose clients were cut off and may still reconnect.</param>
/// <param name="Rooms">Those with the most players first; not more than <see cref="MaxRooms"/>.</param>
public sealed record NodeReport(string Node, int ActiveRooms, int Players, int Disconnected, IReadOnlyList<RoomReport> Rooms)
{
    /// <summary>Keeps a report below the size limit of one remote message.</summary>
    public const int MaxRooms = 512;

    /// <summary>The hash of the rooms' content; null from a node of an earlier version.</summary>
    public string? Content { get; init; }

    /// <summary>Committed transactions of all its rooms since the node was started; 0 from a node of an earlier version.</summary>
    public long Commits { get; init; }
}

/// <param name="Epoch">That of its activation, with which it commits.</param>
/// <param name="Watchers">Gateways that show it to clients.</param>
/// <param name="LatenessP50Milliseconds">From the instant of a tick to the end of the room's step for it, over its last 128 ticks; 0 before the first.</param>
/// <param name="Restarts">How often it has failed and was restarted since the node was started.</param>
/// <param name="IsQuarantined">It has failed too often and stays closed.</param>
public sealed record RoomReport(
    RoomId Room, long Epoch, int Players, int Disconnected, int Watchers, double LatenessP50Milliseconds, double LatenessP99Milliseconds, int Restarts, bool IsQuarantined);
