using Actors.Dispatch;
using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>A message for a room, wherever the room is: what the shard region and, in one process, the parent of rooms take.</summary>
public sealed record RoomEnvelope(RoomId Room, RoomMessage Message);

/// <summary>A client's connection, the same for as long as its socket is open; the number is never used again for another.</summary>
/// <param name="Gateway">A random number of the gateway's process.</param>
public readonly record struct ConnectionId(long Gateway, long Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Gateway:x}/{Number}";
}

/// <summary>What can be sent to a room.</summary>
public abstract record RoomMessage;

/// <summary>
/// Asks the room to admit <see cref="Player"/>. Sent by the connection's actor, which is answered by <see cref="Joined"/>, <see cref="JoinRefused"/> or, when the
/// player is elsewhere, <see cref="MovedTo"/>. A connection that had the body before gets <see cref="SessionReplaced"/>. Sending it again, with the same
/// attempt, does no harm.
/// </summary>
/// <param name="Fresh">The record of a guest, for when the store has none; null when the store is known to have the player.</param>
/// <param name="Gateway">The gateway's endpoint. The room watches it: when it dies, its players are cut off.</param>
/// <param name="From">The direction from which other players see it come.</param>
/// <param name="Snapshot">Set when the connection knows that the player is already in this room: it does not arrive, it resumes. The store is then asked first,
/// even when there is a <paramref name="Fresh"/> record. Null for an id that has never been in a room, and for a player from another room.</param>
/// <param name="Since">When the connection was made. Of two connections for one body, the later one gets it.</param>
/// <param name="FromEvent">The number of the first event that the client had not seen when it was cut off; null when it does not ask for missed events.</param>
/// <param name="Attempt">Counts the joins of this connection upwards. The answer to a superseded join is ignored, and so are the commands sent under it.</param>
public sealed record JoinRoom(
    PlayerId Player,
    PlayerRecord? Fresh,
    ConnectionId Connection,
    IActorRef Gateway,
    DateTimeOffset Since,
    long Attempt,
    string? From,
    TransferId? Transfer = null,
    PlayerSnapshot? Snapshot = null,
    long? FromEvent = null) : RoomMessage, IMailboxClass, IRefusable
{
    MessageClass IMailboxClass.MailboxClass => MessageClass.Request;

    object IRefusable.Refusal() => new JoinRefused(Attempt, RoomRefusals.TooBusy);
}

/// <summary>
/// What a gateway last saw of a player in a room that has lost its memory, by a change of owner or a failure: where the player stood and how it moved. It is newer
/// than the stored state, and nothing in it is durable.
/// </summary>
public sealed record PlayerSnapshot(Vector Position, double FacingRadians, int Health, Motion Motion);

/// <summary>The client has gone: the body leaves, if it is still that connection's.</summary>
/// <param name="CutOff">The client may come back: the body stays for the grace period.</param>
public sealed record LeaveRoom(PlayerId Player, ConnectionId Connection, bool CutOff = false) : RoomMessage;

/// <summary>
/// A player's command. With a <see cref="CommandId"/> it is answered by exactly one <see cref="Answered"/>, or by
/// <see cref="MovedTo"/> when the player has left; real-time input has id 0 and no answer. When the command cannot be executed at all, its sender gets
/// <see cref="CommandRefused"/>: the connection joins again, and sends all pending commands again.
/// </summary>
/// <param name="Attempt">The join under which it is sent.</param>
/// <param name="Number">Counts the commands with an id under that join from 1. If one is missing, those behind it are refused, because the missing one
/// could not be executed any more.</param>
/// <param name="TraceParent">The parent of all spans of the command, as W3C's <c>traceparent</c>; null: it is not traced.</param>
public sealed record ExecuteCommand(
    PlayerId Player, ConnectionId Connection, long Attempt, long Number, long CommandId, Command Command, string? TraceParent = null) : RoomMessage, IMailboxClass, IRefusable
{
    MessageClass IMailboxClass.MailboxClass => CommandId == 0 ? MessageClass.Input : MessageClass.Request;

    object IRefusable.Refusal() => new CommandRefused(Connection, Attempt, CommandId, RoomRefusals.TooBusy);
}

/// <summary>The store has given the name to the player; the body takes it.</summary>
public sealed record RenamePlayer(PlayerId Player, string Name) : RoomMessage;

/// <summary>A room asks another to reserve a slot for a player on its way. The sender is answered by <see cref="SlotReserved"/> or <see cref="SlotRefused"/>.</summary>
/// <param name="Transfer">The id of this transfer: only a join that shows it gets the slot.</param>
/// <param name="IsByChoice">The player has chosen the room among the open ones that are listed.</param>
public sealed record ReserveSlot(RoomId From, PlayerState State, TransferId Transfer, bool IsByChoice = false) : RoomMessage, IMailboxClass, IRefusable
{
    MessageClass IMailboxClass.MailboxClass => MessageClass.Request;

    object IRefusable.Refusal() => new SlotRefused(State.Record.Id, State.Record.Room, RoomRefusals.TooBusy);
}

/// <summary>
/// One transfer of one player from a room to another. Messages can arrive late, for as long as a node can be paused, and a player that was announced long ago
/// must not come in with its state of that time.
/// </summary>
/// <param name="Epoch">That of the room that it leaves.</param>
public readonly record struct TransferId(RoomId From, long Epoch, long Number);

/// <summary>The answer to <see cref="ReserveSlot"/>: the slot is reserved in <c>By</c>, which may be another instance than the one that was asked.</summary>
public sealed record SlotReserved(PlayerId Player, RoomId By) : RoomMessage;

/// <summary>The answer to <see cref="ReserveSlot"/>: there is no slot. <c>Why</c> is the reason that the player gets.</summary>
public sealed record SlotRefused(PlayerId Player, RoomId By, Rejected Why) : RoomMessage;

/// <summary>The gateway wants the room's frames from now on, the first of them at once. The sender, its view of the room, is answered by <see cref="Watching"/>.</summary>
/// <param name="Gateway">The gateway's endpoint, to which the frames go.</param>
/// <param name="FromEvent">The number of the first event that somebody there has not seen: the first frame has all later events that are still known. Null: none.</param>
public sealed record WatchRoom(IActorRef Gateway, long? FromEvent = null) : RoomMessage;

/// <summary>Nobody on the gateway watches the room any more.</summary>
public sealed record UnwatchRoom(IActorRef Gateway) : RoomMessage;

/// <summary>The sender, a room's activation, sends its frames to the gateway from now on.</summary>
public sealed record Watching(RoomId Room, long Epoch);

/// <summary>The store has heard nothing for a while of players who should be in the room. The room reports who is there.</summary>
public sealed record CheckPresence : RoomMessage
{
    /// <summary>The message has no content, so one instance serves all.</summary>
    public static CheckPresence Instance { get; } = new();
}

/// <summary>The room has to stop here: it saves its state, and continues elsewhere or not at all. A shard sends this to its rooms when it is handed over.</summary>
public sealed record SealRoom : RoomMessage
{
    /// <summary>The message has no content, so one instance serves all.</summary>
    public static SealRoom Instance { get; } = new();

    /// <summary>The room's turn has come, or no room waits for others.</summary>
    internal static SealRoom AtOnce { get; } = new() { WaitsForTurn = false };

    /// <summary>Whether rooms that somebody sees seal one shard after the other: <see cref="HandoffTurns"/>.</summary>
    internal bool WaitsForTurn { get; private init; } = true;
}

internal static class RoomRefusals
{
    public static Rejected TooBusy { get; } = new(Codes.Unavailable, "That place is too busy just now; try again.");
}

/// <summary>Mail from another room, which sends it again until it is answered by <see cref="MailTaken"/>.</summary>
public sealed record MailFor(RoomMail Mail) : RoomMessage;

/// <summary>A room has taken all mail of the asking room up to that number, and has persisted what came of it.</summary>
public sealed record MailTaken(RoomId By, long Number) : RoomMessage;
