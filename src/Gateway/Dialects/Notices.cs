using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>What a connection sends to its own client. What all clients of a room get comes from the room's encoding.</summary>
public abstract record Notice;

/// <summary>The client is a player now. Sent once for each connection, before anything else.</summary>
/// <param name="Token">The secret with which it can return; null when it brought one itself.</param>
public sealed record Welcome(PlayerRecord You, string? Token, Resumption Resumed = Resumption.None) : Notice;

/// <summary>How much of the previous session continues.</summary>
public enum Resumption
{
    /// <summary>The player enters its room.</summary>
    None,

    /// <summary>Its body was in the room all the time; what happened there meanwhile is no longer known.</summary>
    Body,

    /// <summary>Its body was in the room all the time, and all events that it has missed follow.</summary>
    Events,
}

/// <summary>The player is in a room; what it sees of it follows.</summary>
/// <param name="ResumeToken">The client resumes with it, at any gateway, when it is cut off. Supersedes the previous one.</param>
/// <param name="NextEvent">The number of the first event of the room that it gets after this; null: not known.</param>
public sealed record Entered(RoomId Room, RoomDefinition Definition, PlayerRecord You, bool First, string ResumeToken, long? NextEvent = null) : Notice;

/// <summary>New content has changed the room that the player is in. The player stands where it stood before; what it sees of the room follows.</summary>
/// <param name="ResumeToken">As that of <see cref="Entered"/>.</param>
public sealed record RoomReloaded(RoomId Room, RoomDefinition Definition, string ResumeToken) : Notice;

/// <summary>The client has been shown the room that it is in; what follows are changes.</summary>
public sealed record RoomShown(RoomId Room) : Notice;

/// <param name="Id">The number under which it asked.</param>
public sealed record Answer(long Id, Command? Asked, Reply Reply) : Notice;

/// <summary>The answer to <c>who</c>.</summary>
public sealed record WhoAnswer(long Id, IReadOnlyList<PlayerPresence> Players) : Notice;

/// <summary>The answer to <c>rooms</c>.</summary>
public sealed record RoomsAnswer(long Id, IReadOnlyList<ListedRoom> Rooms) : Notice;

/// <summary>Somebody has whispered to this player alone.</summary>
public sealed record WhisperHeard(PlayerId From, string FromName, string Text) : Notice;

/// <summary>A problem that no command has caused.</summary>
public sealed record Problem(string Code, string Text) : Notice;

/// <summary>Something has happened to the player, or to its items, without its doing. It is not the refusal of a command.</summary>
public sealed record PlayerNotified(PlayerRecord You, PlayerNotice Notice) : Notice;

/// <summary>The last message: the connection closes after it.</summary>
public sealed record Goodbye(string Code, string Reason) : Notice;

/// <summary>World time: sent once a second by each gateway to its own clients, in the dialects that have a message for it.</summary>
/// <param name="Tick">The newest tick of the world, which all nodes count from one epoch.</param>
public sealed record WorldTicked(long Tick, TimeSpan SinceEpoch) : WorldMessage;
