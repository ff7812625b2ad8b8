using System.Globalization;

namespace Actors.Tools.Load;

/// <summary>What a fake client of a dialect says, and by which type of message its states come.</summary>
/// <param name="Hello">First message, or null.</param>
/// <param name="IsSocketIO">Its messages are events of Socket.IO: packets on an Engine.IO session that begins as a WebSocket.</param>
/// <param name="StateType">Gaps are measured between these; null where the dialect has no steady stream.</param>
internal sealed record LoadDialect(
    string Path, string? Subprotocol, string? Hello, string? StateType, string Ping, Func<int, double, double, string> Move, bool IsSocketIO = false)
{
    public static readonly IReadOnlyDictionary<string, LoadDialect> All = new Dictionary<string, LoadDialect>
    {
        ["arena"] = new("/", null, null, "state", """{"type":"ping","sentAt":0}""",
            static (sequence, x, y) => Say($$$"""{"type":"input","input":{"sequenceNumber":{{{sequence}}},"movement":{"x":{{{x:0.###}}},"y":{{{y:0.###}}}},"timestamp":0}}""")),
        ["mud"] = new("/ws/game/", null, null, null, """{"type":"ping"}""",
            static (_, _, _) => """{"type":"command","command":"look"}"""),
        ["native"] = new("/", "actors.v1.json", """{"type":"hello","version":1}""", "keyframe", """{"type":"ping","sentAt":0}""",
            static (sequence, x, y) => Say($$"""{"type":"input","seq":{{sequence}},"x":{{x:0.###}},"y":{{y:0.###}}}""")),
        ["socketio"] = new("/socket.io/?EIO=4&transport=websocket", null, "40", "world_update", """42["ping",{}]""",
            static (_, x, y) => Say($$$"""42["player_action",{"action":"move","data":{"x":{{{x:0.###}}},"y":{{{y:0.###}}}}}]"""), IsSocketIO: true),
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
