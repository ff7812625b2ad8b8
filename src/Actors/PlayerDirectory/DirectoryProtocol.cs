using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.PlayerDirectory;

/// <summary>A message for a bucket of names, wherever it is: what the shard region and, in one process, the parent of buckets take.</summary>
public sealed record DirectoryEnvelope(int Bucket, DirectoryMessage Message);

/// <summary>A player in the world and the connection that it came in by.</summary>
/// <param name="Name">As written.</param>
public sealed record PlayerEntry(PlayerId Player, string Name, ConnectionId Connection);

/// <summary>What can be sent to a bucket of names. The sender is the presence actor of a gateway.</summary>
public abstract record DirectoryMessage;

/// <summary>Players have come in. They replace the previous holders of their names: the newest session of a player counts. Answered by <see cref="BucketIs"/>.</summary>
/// <param name="Number">Counts the messages of this gateway to this bucket.</param>
/// <param name="Gateway">The gateway's endpoint. The bucket watches it: when it ends, its players go with it.</param>
public sealed record EnterPlayers(long Number, IReadOnlyList<PlayerEntry> Players, IActorRef Gateway) : DirectoryMessage;

/// <summary>
/// All players that a gateway has in this bucket, sent because the bucket has lost them or seems to have lost them. Claims of other gateways rank before them: of two gateways that announce the
/// same player, one may have an old session of it. Answered by <see cref="BucketIs"/>.
/// </summary>
/// <param name="IsFirst">The bucket forgets what it has of the gateway first. False for the further parts of an announcement that is too long for one message.</param>
public sealed record AnnouncePlayers(long Number, IReadOnlyList<PlayerEntry> Players, IActorRef Gateway, bool IsFirst) : DirectoryMessage;

/// <summary>The connection's player has left. It stays if another connection has brought it in meanwhile. Answered by <see cref="BucketIs"/>.</summary>
public sealed record LeavePlayer(long Number, string Name, ConnectionId Connection, IActorRef Gateway) : DirectoryMessage;

/// <summary>Asks what the bucket has of this gateway. Answered by <see cref="BucketIs"/>.</summary>
public sealed record BucketCheck(long Number, IActorRef Gateway) : DirectoryMessage;

/// <summary>A whisper for the player of that name. Answered by <see cref="WhisperSent"/>.</summary>
/// <param name="Id">The sender's number for it.</param>
public sealed record WhisperTo(long Id, string To, Whispered Message) : DirectoryMessage;

/// <summary>What can be sent to the presence actor of a gateway by buckets and by other gateways.</summary>
public abstract record PresenceMessage;

/// <summary>Sent by a bucket, which the gateway watches from then on: with the bucket, the gateway's players in it are lost.</summary>
/// <param name="Number">That of the message which it answers.</param>
/// <param name="Count">The players of this gateway that the bucket has.</param>
/// <param name="Fingerprint">That of those players, see <see cref="Fingerprints"/>.</param>
public sealed record BucketIs(int Bucket, long Number, int Count, long Fingerprint) : PresenceMessage;

/// <param name="To">The player's name as written; null when nobody of that name is in the world.</param>
public sealed record WhisperSent(long Id, string? To) : PresenceMessage;

/// <summary>One gateway asks all others for their players. The sender is answered by <see cref="WhoAnswered"/>.</summary>
public sealed record WhoAsked(long Request) : PresenceMessage;

/// <param name="Players">By name; no more than <see cref="PlayerPresence.MaxListed"/>.</param>
public sealed record WhoAnswered(long Request, IReadOnlyList<PlayerPresence> Players) : PresenceMessage;

/// <summary>Where a player is, as <c>who</c> lists it.</summary>
public sealed record PlayerPresence(PlayerId Player, string Name, RoomId Room)
{
    /// <summary>Keeps a list below the size limit of one remote message; longer than a client shows.</summary>
    public const int MaxListed = 200;
}

/// <summary>A whisper for a connection of the gateway.</summary>
public sealed record WhisperFor(ConnectionId Connection, Whispered Message) : GatewayMessage;
