using System.Text;

namespace Actors.Tools.Load;

/// <summary>The messages of a dialect's fake client, and the message type of its states.</summary>
/// <param name="Hello">The first message, or null.</param>
/// <param name="StateType">Gaps are measured between these; null if the dialect has no steady stream.</param>
/// <param name="PongType">The answer to <paramref name="Ping"/>.</param>
/// <param name="Move">Made from the number of the input and the direction, of a length up to 1.</param>
internal sealed record LoadDialect(
    string Path, string? Subprotocol, byte[]? Hello, string? StateType, byte[] Ping, string PongType, Func<int, double, double, byte[]> Move)
{
    /// <summary>UDP, by <see cref="DatagramLoadClient"/>, which needs no further configuration.</summary>
    public bool IsDatagram { get; private init; }

    public static readonly IReadOnlyDictionary<string, LoadDialect> All = new Dictionary<string, LoadDialect>
    {
        ["arena"] = new("/", null, null, "state", Say($$"""{"type":"ping","sentAt":0}"""), "pong",
            static (sequence, x, y) => Say($$$"""{"type":"input","input":{"sequenceNumber":{{{sequence}}},"movement":{"x":{{{x:0.###}}},"y":{{{y:0.###}}}},"timestamp":0}}""")),
        ["mud"] = new("/ws/game/", null, null, null, Say($$"""{"type":"ping"}"""), "pong",
            static (_, _, _) => Say($$"""{"type":"command","command":"look"}""")),
        ["native"] = new("/", "actors.v1.json", Say($$"""{"type":"hello","version":1}"""), "keyframe", Say($$"""{"type":"ping","sentAt":0}"""), "pong",
            static (sequence, x, y) => Say($$"""{"type":"input","seq":{{sequence}},"x":{{x:0.###}},"y":{{y:0.###}}}""")),
        ["native-msgpack"] = new("/", "actors.v1.msgpack", NativeLoad.Hello, NativeLoad.State, NativeLoad.Ping, "pong", NativeLoad.Move)
        {
            Reader = NativeLoad.Read,
        },
        ["packets"] = new("/", "packets", PacketsLoad.Start, "33", PacketsLoad.Ping, "pp", static (_, x, y) => PacketsLoad.Move(x, y))
        {
            Reader = PacketsLoad.Read,
        },
        ["socketio"] = new("/socket.io/?EIO=4&transport=websocket", null, Say($"40"), "world_update", Say($$"""42["ping",{}]"""), "pong",
            static (_, x, y) => Say($$$"""42["player_action",{"action":"move","data":{"x":{{{x:0.###}}},"y":{{{y:0.###}}}}}]"""))
        {
            IsSocketIO = true,
        },
        ["datagram"] = new("", null, null, null, [], "", static (_, _, _) => []) { IsDatagram = true },
    };

    /// <summary>Reads binary messages; others are JSON.</summary>
    private HeadReader? Reader { get; init; }

    public bool IsBinary => Reader is not null;

    /// <summary>Whether its messages are events of Socket.IO: packets on an Engine.IO session that begins as a WebSocket.</summary>
    public bool IsSocketIO { get; init; }

    public MessageHead Read(ReadOnlySpan<byte> message) =>
        Reader is { } read ? read(message) : IsSocketIO ? MessageHead.ReadEvent(message[2..]) : MessageHead.Read(message);

    private delegate MessageHead HeadReader(ReadOnlySpan<byte> message);

    private static byte[] Say(FormattableString text) => Encoding.UTF8.GetBytes(FormattableString.Invariant(text));
}
