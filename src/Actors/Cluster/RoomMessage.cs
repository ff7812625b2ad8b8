using Actors.World;

namespace Actors.Cluster;

/// <summary>What can be told to a room.</summary>
public abstract record RoomMessage;

/// <summary>
/// Asks to be let in, as the body of <see cref="Player"/>. Answered by <see cref="Joined"/>, <see cref="JoinRefused"/> or, when the
/// player is elsewhere, <see cref="MovedTo"/>. A connection that the body had before is told <see cref="SessionReplaced"/>.
/// </summary>
/// <param name="Fresh">The record of a guest, for when the store has none; null when the store is known to have the player.</param>
/// <param name="From">The direction that it comes from, for the onlookers.</param>
/// <param name="Seen">Set when the player was in this room already, in the eyes of its connection: it does not arrive, it goes on. Then the store is asked first,
/// even when there is a <paramref name="Fresh"/> record. Null for an id that has never been in a room, and for one that comes from elsewhere.</param>
/// <param name="Since">When the connection was made: of two that want the same body, the later one has it.</param>
/// <param name="FromEvent">The number of the first event that the client has not seen, when it was cut off; null when it does not ask for what it missed.</param>
/// <param name="Attempt">Counts the joins of this connection upwards: an answer to one that was superseded does not count, and what was asked under one dies with it.</param>
public sealed record JoinRoom(PlayerId Player, PlayerRecord? Fresh, ConnectionAddress Connection, DateTimeOffset Since, long Attempt, string? From, Ticket? Ticket = null, LastSeen? Seen = null, long? FromEvent = null) : RoomMessage;

/// <summary>
/// What a gateway last saw of a player in a room that has lost its memory, by a change of owner or a failure. Newer than what the store has of it, and
/// nothing in it is durable: where it stood and how it moved.
/// </summary>
public sealed record LastSeen(Vector Position, double FacingRadians, int Health, Motion Motion);

/// <summary>The client has gone: the body leaves, if it is still that connection's.</summary>
/// <param name="CutOff">It may come back: the body stays for a time of grace.</param>
public sealed record LeaveRoom(PlayerId Player, ConnectionAddress Connection, bool CutOff = false) : RoomMessage;

/// <summary>
/// A player's command. With a <see cref="CommandId"/> it is answered by exactly one <see cref="Answered"/>, or by
/// <see cref="MovedTo"/> when the player is not here any more; real-time input has id 0 and no answer.
/// </summary>
/// <param name="Attempt">The join under which it is asked.</param>
/// <param name="Number">Counts the commands with an id under that join from 1. Should one be missing, those behind it are not carried out, for then it could
/// not be any more: the connection is told <see cref="RoomLost"/>, joins anew, and asks all that is unanswered again.</param>
public sealed record Act(PlayerId Player, ConnectionAddress Connection, long Attempt, long Number, long CommandId, Command Command) : RoomMessage;

/// <summary>The name is the player's own by now, in the store; the body is to bear it.</summary>
public sealed record RenamePlayer(PlayerId Player, string Name) : RoomMessage;

/// <summary>A room asks another to keep a place for a player on its way. Answered by <see cref="PlaceKept"/> or <see cref="PlaceRefused"/>.</summary>
/// <param name="Ticket">Names this one passage: the place is for who shows it, and for nobody else.</param>
public sealed record KeepPlace(RoomId From, PlayerState State, Ticket Ticket) : RoomMessage;

/// <summary>
/// One passage of one player from a room to another. Messages may be late by as long as a node can stand still, and a player that was announced long ago
/// must not come in as it was then.
/// </summary>
/// <param name="Epoch">That of the shard of the room that it leaves.</param>
public readonly record struct Ticket(RoomId From, long Epoch, long Number);

public sealed record PlaceKept(PlayerId Player, RoomId By) : RoomMessage;

public sealed record PlaceRefused(PlayerId Player, RoomId By, Rejected Why) : RoomMessage;

/// <summary>What can be told to a connection.</summary>
public abstract record ConnectionMessage;

/// <param name="Attempt">That of the <see cref="JoinRoom"/>.</param>
/// <param name="WasIn">The body had been in the room all the time.</param>
/// <param name="Missed">The room with all events that the client has missed; null when it did not ask for them, or some are not known any more.</param>
public sealed record Joined(RoomId Room, PlayerRecord You, long Attempt, bool WasIn = false, RoomFrame? Missed = null) : ConnectionMessage;

public sealed record JoinRefused(RoomId Room, Rejected Why) : ConnectionMessage;

/// <param name="Attempt">The join under which it was asked: an answer to another does not count, for those before it may be missing.</param>
public sealed record Answered(long CommandId, Reply Reply, long Attempt) : ConnectionMessage;

/// <summary>The player belongs to another room by now: ask there, and send there what is unanswered.</summary>
/// <param name="From">Where the onlookers there see it come from.</param>
/// <param name="Ticket">With which it is awaited there; null when it is not.</param>
public sealed record MovedTo(RoomId Room, string? From, Ticket? Ticket) : ConnectionMessage;

/// <summary>The room stopped under its players; it can be joined anew.</summary>
public sealed record RoomLost(RoomId Room) : ConnectionMessage;

/// <summary>A room asks whether the connection still has its body there; one that has gone, or is elsewhere, answers with <see cref="LeaveRoom"/>.</summary>
public sealed record StillThere(RoomId Room, PlayerId Player) : ConnectionMessage;

/// <summary>Another connection has taken over this one's player.</summary>
public sealed record SessionReplaced : ConnectionMessage;

/// <summary>A whisper for this connection's player.</summary>
public sealed record Whispered(PlayerId From, string FromName, string Text) : ConnectionMessage;

/// <summary>What every gateway is told.</summary>
public abstract record WorldMessage;

public sealed record Shouted(PlayerId From, string FromName, ZoneId Zone, string Text) : WorldMessage;

public sealed record SaidToAll(PlayerId From, string FromName, string Text) : WorldMessage;

/// <summary>Where a player is now. Every gateway keeps the list of who is in the world from these.</summary>
/// <param name="Room">Null: it has gone.</param>
public sealed record PresenceChanged(PlayerId Player, string Name, RoomId? Room, ConnectionAddress Connection) : WorldMessage;
