using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Presence;

/// <summary>The one answer to <see cref="WorldPlayers.Whisper"/>.</summary>
/// <param name="Id">The asker's id for the whisper.</param>
/// <param name="To">The player's name as written, when the whisper has been passed on to it.</param>
/// <param name="IsKnown">False: the directory did not answer in time. True without <paramref name="To"/>: nobody of that name is in the world.</param>
public sealed record WhisperOutcome(long Id, string? To, bool IsKnown);

/// <summary>The one answer to <see cref="WorldPlayers.List"/>.</summary>
/// <param name="Players">By name; no more than <see cref="PlayerPresence.MaxListed"/>.</param>
public sealed record PlayersListed(long Id, IReadOnlyList<PlayerPresence> Players);

/// <summary>What <see cref="WorldPlayers"/> sends to this gateway's presence actor.</summary>
internal abstract record PresenceCommand;

internal sealed record ComeIn(PlayerEntry Player, RoomId Room) : PresenceCommand;

internal sealed record GoAway(PlayerEntry Player) : PresenceCommand;

internal sealed record SendWhisper(long Id, string To, Whispered Message, IActorRef Asker) : PresenceCommand;

internal sealed record ListPlayers(long Id, IActorRef Asker) : PresenceCommand;

internal sealed record TellAll(WorldMessage Message) : PresenceCommand;
