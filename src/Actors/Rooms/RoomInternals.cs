using Actors.Storage;

namespace Actors.Rooms;

/// <summary>The world has reached a tick at which this room has something to do.</summary>
/// <param name="WorldTick">The tick.</param>
/// <param name="Due">When it was to come to this room, since the epoch.</param>
internal sealed record TickDue(long WorldTick, TimeSpan Due) : RoomMessage;

internal sealed record RoomActivated(RoomActivation Activation) : RoomMessage;

internal sealed record ActivationFailed(Exception Cause) : RoomMessage;

/// <summary>Time to claim the room and load it, for the first time or again.</summary>
internal sealed record Activate : RoomMessage;

internal sealed record PlayerLoaded(JoinRoom Join, Akka.Actor.IActorRef Asker, World.PlayerState? State) : RoomMessage;

internal sealed record PlayerLoadFailed(JoinRoom Join, Akka.Actor.IActorRef Asker, Exception Cause) : RoomMessage;

internal sealed record DepartureTimedOut(World.PlayerId Player, long Attempt) : RoomMessage;

internal sealed record RehomingTimedOut(World.PlayerId Player, long Attempt) : RoomMessage;

/// <param name="Number">Of the window: the expiry of one that was closed meanwhile does not end the next.</param>
internal sealed record ReconnectExpired(World.PlayerId Player, long Number) : RoomMessage;

internal sealed record ReservationExpired(World.PlayerId Player, long Number) : RoomMessage;

/// <summary>There are items on their way back to the room.</summary>
internal sealed record TakeItemsBack : RoomMessage
{
    public static TakeItemsBack Instance { get; } = new();
}

/// <param name="Epoch">That of the activation which has asked for them: the next has them from the beginning.</param>
internal sealed record ReturnedItemsFound(long Epoch, IReadOnlyList<World.ItemRecord> Items) : RoomMessage;

/// <summary>Time to keep the players' positions and to see whether anybody needs this room.</summary>
internal sealed record HouseKeeping : RoomMessage;

/// <summary>The store does not hold what this room believed: its state is void and must be loaded anew.</summary>
public sealed class RoomBrokenException(string message, Exception? inner = null) : Exception(message, inner);
