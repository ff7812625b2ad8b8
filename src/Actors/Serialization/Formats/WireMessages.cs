using Actors.PlayerDirectory;
using Actors.Reloading;
using Actors.Rooms;
using Actors.Streams;

namespace Actors.Serialization.Formats;

/// <summary>
/// Every message that crosses nodes: its manifest, which is its name and the version of its format, and its members in the order in which they are written. An optional member may be
/// added at the end of a line. A member with a <c>?</c> is omitted while it is null, and costs nothing then. Any other change makes a new version, which is a line of its own; the old
/// line stays as long as nodes may send it.
/// </summary>
internal static class WireMessages
{
    public static readonly WireType[] All =
    [
        // To a room
        WireType.Of<RoomEnvelope>("room/1", "Room Message"),
        WireType.Of<JoinRoom>("join-room/1", "Player Fresh Connection Gateway Since Attempt From Transfer Snapshot FromEvent"),
        WireType.Of<LeaveRoom>("leave-room/1", "Player Connection CutOff"),
        WireType.Of<ExecuteCommand>("act/1", "Player Connection Attempt Number CommandId Command TraceParent?"),
        WireType.Of<RenamePlayer>("rename-player/1", "Player Name"),
        WireType.Of<ReserveSlot>("keep-place/1", "From State Transfer IsByChoice"),
        WireType.Of<SlotReserved>("place-kept/1", "Player By"),
        WireType.Of<SlotRefused>("place-refused/1", "Player By Why"),
        WireType.Of<WatchRoom>("watch-room/1", "Gateway FromEvent"),
        WireType.Of<UnwatchRoom>("unwatch-room/1", "Gateway"),
        WireType.Of<CheckPresence>("check-presence/1"),
        WireType.Of<MailFor>("mail/1", "Mail"),
        WireType.Of<MailTaken>("mail-taken/1", "By Number"),

        // To a connection
        WireType.Of<Joined>("joined/1", "Room Epoch You Attempt WasIn Missed NextEvent Notices"),
        WireType.Of<JoinRefused>("join-refused/1", "Attempt Why"),
        WireType.Of<Answered>("answered/1", "CommandId Reply Attempt"),
        WireType.Of<MovedTo>("moved-to/1", "Room From Transfer Why UntilEvent Attempt"),
        WireType.Of<RoomLost>("room-lost/1", "Room Epoch"),
        WireType.Of<SessionProbe>("session-probe/1", "Room Player"),
        WireType.Of<SessionReplaced>("session-replaced/1"),
        WireType.Of<Whispered>("whispered/1", "From FromName Text"),

        // To a gateway and its views
        WireType.Of<CommandRefused>("act-refused/1", "Connection Attempt CommandId Why"),
        WireType.Of<ProbeSessions>("probe-sessions/1", "Room Sessions"),
        WireType.Of<RoomClosed>("room-closed/1", "Room Epoch"),
        WireType.Of<FramesOffered>("frames-offered/1", "Frames"),
        WireType.Of<Watching>("watching/1", "Room Epoch"),
        WireType.Of<FrameBatch>("frames/1", "SentAtMilliseconds Frames TickParts"),

        // To all gateways
        WireType.Of<Shouted>("shouted/1", "From FromName Zone Text"),
        WireType.Of<SaidToAll>("said-to-all/1", "From FromName Text"),

        // To a bucket of the player directory
        WireType.Of<DirectoryEnvelope>("directory/1", "Bucket Message"),
        WireType.Of<EnterPlayers>("enter-players/1", "Number Players Gateway"),
        WireType.Of<AnnouncePlayers>("announce-players/1", "Number Players Gateway IsFirst"),
        WireType.Of<LeavePlayer>("leave-player/1", "Number Name Connection Gateway"),
        WireType.Of<BucketCheck>("bucket-check/1", "Number Gateway"),
        WireType.Of<WhisperTo>("whisper-to/1", "Id To Message"),

        // To a gateway's presence, and through it to the gateway's connections
        WireType.Of<BucketIs>("bucket-is/1", "Bucket Number Count Fingerprint"),
        WireType.Of<WhisperSent>("whisper-sent/1", "Id To"),
        WireType.Of<WhoAsked>("who-asked/1", "Request"),
        WireType.Of<WhoAnswered>("who-answered/1", "Request Players"),
        WireType.Of<WhisperFor>("whisper-for/1", "Connection Message"),

        // To a node
        WireType.Of<CommandBatch>("act-batch/1", new CommandBatchFormatter()),
        WireType.Of<AskReport>("ask-report/1"),
        WireType.Of<ReadContent>("read-content/1"),
        WireType.Of<ContentRead>("content-read/1", "Hash Running Errors NeedsRestart Change"),
        WireType.Of<TakeContent>("take-content/1", "Hash"),
        WireType.Of<ContentTaken>("content-taken/1", "IsTaken ActiveRooms RenewedRooms"),
        WireType.Of<NodeReport>("node-report/1", "Node ActiveRooms Players Disconnected Rooms Commits Content?"),
    ];

    /// <summary>Members of the families of messages that never leave their node.</summary>
    public static readonly Type[] LocalOnly = [typeof(SealRoom)];

    private static readonly Dictionary<Type, WireType> ByType = All.GroupBy(static message => message.Type).ToDictionary(static lines => lines.Key, static lines => lines.Last());

    private static readonly Dictionary<string, WireType> ByManifest = All.ToDictionary(static message => message.Code);

    /// <summary>Compiles the code for all types now, which happens otherwise when the first message of each arrives.</summary>
    public static void Prepare()
    {
        foreach (var type in All.Concat(WireParts.All).Concat(WireFamilies.Commands).Concat(WireFamilies.Replies).Concat(WireFamilies.Events))
            type.Prepare();
    }

    /// <summary>The newest version of a type of message.</summary>
    public static WireType? Find(Type message) => ByType.GetValueOrDefault(message);

    public static WireType? Find(string manifest) => ByManifest.GetValueOrDefault(manifest);
}
