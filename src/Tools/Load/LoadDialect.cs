using System.Globalization;

namespace Actors.Tools.Load;

/// <summary>What a fake client of a dialect says, and by which type of message its states come.</summary>
/// <param name="Hello">First message, or null.</param>
/// <param name="StateType">Gaps are measured between these; null where the dialect has no steady stream.</param>
internal sealed record LoadDialect(
    string Path, string? Subprotocol, string? Hello, string? StateType, string Ping, Func<int, double, double, string> Move)
{
    /// <summary>UDP, spoken by <see cref="DatagramLoadClient"/>; there is nothing else to say about it here.</summary>
    public bool IsDatagram { get; private init; }

    public static readonly IReadOnlyDictionary<string, LoadDialect> All = new Dictionary<string, LoadDialect>
    {
        ["arena"] = new("/", null, null, "state", """{"type":"ping","sentAt":0}""",
            static (sequence, x, y) => Say($$$"""{"type":"input","input":{"sequenceNumber":{{{sequence}}},"movement":{"x":{{{x:0.###}}},"y":{{{y:0.###}}}},"timestamp":0}}""")),
        ["mud"] = new("/ws/game/", null, null, null, """{"type":"ping"}""",
            static (_, _, _) => """{"type":"command","command":"look"}"""),
        ["native"] = new("/", "actors.v1.json", """{"type":"hello","version":1}""", "keyframe", """{"type":"ping","sentAt":0}""",
            static (sequence, x, y) => Say($$"""{"type":"input","seq":{{sequence}},"x":{{x:0.###}},"y":{{y:0.###}}}""")),
        ["datagram"] = new("", null, null, null, "", static (_, _, _) => "") { IsDatagram = true },
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
