using Actors.Storage;

namespace Actors.Rooms;

/// <summary>The world has reached a tick at which this room has something to do.</summary>
/// <param name="WorldTick">The tick.</param>
/// <param name="Due">When the tick was due at this room, since the epoch.</param>
internal sealed record TickDue(long WorldTick, TimeSpan Due) : RoomMessage;

internal sealed record RoomActivated(RoomActivation Activation) : RoomMessage;

internal sealed record ActivationFailed(Exception Cause) : RoomMessage;

/// <summary>Time to claim the room and load it, for the first time or again.</summary>
internal sealed record Activate : RoomMessage;

internal sealed record PlayerLoaded(JoinRoom Join, Akka.Actor.IActorRef Asker, World.PlayerState? State) : RoomMessage;

internal sealed record PlayerLoadFailed(JoinRoom Join, Akka.Actor.IActorRef Asker, Exception Cause) : RoomMessage;

internal sealed record DepartureTimedOut(World.PlayerId Player, long Attempt) : RoomMessage;

/// <param name="Attempt">The attempt of the departure that they are for.</param>
internal sealed record OpenRoomsFound(World.PlayerId Player, long Attempt, IReadOnlyList<World.ListedRoom> Rooms) : RoomMessage;

internal sealed record OpenRoomsNotFound(World.PlayerId Player, long Attempt, Exception Cause) : RoomMessage;

/// <summary>Time to ask for a slot in a newly opened instance: its opening is on disk.</summary>
internal sealed record AskForSlot(World.PlayerId Player, long Attempt) : RoomMessage;

internal sealed record RelocationTimedOut(World.PlayerId Player, long Attempt) : RoomMessage;

/// <param name="Number">The number of the window: the expiry of one that was closed meanwhile does not end the next.</param>
internal sealed record ReconnectExpired(World.PlayerId Player, long Number) : RoomMessage;

internal sealed record ReservationExpired(World.PlayerId Player, long Number) : RoomMessage;

/// <summary>Items are on their way back to the room.</summary>
internal sealed record TakeItemsBack : RoomMessage
{
    public static TakeItemsBack Instance { get; } = new();
}

/// <param name="Epoch">The activation that asked for them: the next one loads them at its start.</param>
internal sealed record ReturnedItemsFound(long Epoch, IReadOnlyList<World.ItemRecord> Items) : RoomMessage;

/// <summary>The node's content has been replaced. The sender is answered by <see cref="RoomTookContent"/>.</summary>
internal sealed record ContentChanged : RoomMessage
{
    public static ContentChanged Instance { get; } = new();
}

/// <param name="BeginsAnew">The room differs in that content: it is saved and made anew from it.</param>
internal sealed record RoomTookContent(bool BeginsAnew);

/// <summary>Time to save the players' positions and to check whether the room is still needed.</summary>
internal sealed record Maintenance : RoomMessage;

/// <summary>The store does not have the state that this room assumed. The room must load it again.</summary>
public sealed class RoomBrokenException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Time to call a service: the commit that the request was decided with is on disk.</summary>
internal sealed record CallService(World.ServiceRequest Request) : RoomMessage;

internal sealed record ServiceAnswered(long Request, string? Answer, string? Error) : RoomMessage;

/// <summary>Time to send mail: the commit that it belongs to is on disk.</summary>
internal sealed record PostMail(World.RoomMail Mail) : RoomMessage;

/// <summary>Time to send undelivered mail again.</summary>
internal sealed record RetryMail : RoomMessage;
