using Actors.World;

namespace Actors.Rooms;

/// <summary>What rooms and the world send to a connection's actor.</summary>
public abstract record ConnectionMessage;

/// <summary>The sender is the room's activation: the player's commands go straight to it from now on.</summary>
/// <param name="Epoch">The epoch of the activation.</param>
/// <param name="Attempt">That of the <see cref="JoinRoom"/>.</param>
/// <param name="WasIn">The body had been in the room all the time.</param>
/// <param name="Missed">The room with all events that the client has missed; null when it did not ask for them, or when some are no longer known.</param>
/// <param name="NextEvent">The number of the first event that is new to this player.</param>
/// <param name="Notices">Notices for the player; null when there are none.</param>
public sealed record Joined(
    RoomId Room, long Epoch, PlayerRecord You, long Attempt, bool WasIn = false, RoomFrame? Missed = null, long NextEvent = 0, IReadOnlyList<PlayerNotice>? Notices = null) : ConnectionMessage;

/// <param name="Attempt">That of the <see cref="JoinRoom"/>.</param>
public sealed record JoinRefused(long Attempt, Rejected Why) : ConnectionMessage;

/// <param name="Attempt">The join under which the command was sent. An answer under another join does not count, because answers before it may be missing.</param>
public sealed record Answered(long CommandId, Reply Reply, long Attempt) : ConnectionMessage;

/// <summary>The player belongs to another room by now: join that room, and send the pending commands there.</summary>
/// <param name="From">The direction from which the players there see it come.</param>
/// <param name="Transfer">The id under which a slot is reserved there; null when there is none.</param>
/// <param name="Why">A notice for the player; null when it walked there itself.</param>
/// <param name="UntilEvent">The number of the first event of the previous room that the player no longer gets; 0 when it was not there.</param>
/// <param name="Attempt">That of the <see cref="JoinRoom"/> that it answers; 0 when the player was in the room.</param>
public sealed record MovedTo(RoomId Room, string? From, TransferId? Transfer, PlayerNotice? Why = null, long UntilEvent = 0, long Attempt = 0) : ConnectionMessage;

/// <summary>The room's activation has stopped or failed under its players; the connection can join the room again.</summary>
public sealed record RoomLost(RoomId Room, long Epoch) : ConnectionMessage;

/// <summary>A room asks whether the connection still has its body there. A connection that is elsewhere answers with <see cref="LeaveRoom"/>.</summary>
public sealed record SessionProbe(RoomId Room, PlayerId Player) : ConnectionMessage;

/// <summary>Another connection has taken over this one's player.</summary>
public sealed record SessionReplaced : ConnectionMessage;

/// <summary>A whisper for this connection's player.</summary>
public sealed record Whispered(PlayerId From, string FromName, string Text) : ConnectionMessage;
