using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.SocketIO.EngineIO;

namespace Actors.SocketIO;

/// <summary>What a Socket.IO server allows, in addition to the limits of its Engine.IO sessions.</summary>
public sealed class SocketIOOptions : EngineIOOptions
{
    /// <summary>Time a client has to join its first namespace, and a namespace has to decide on it. 45 s by default; 1 ms to 1 day.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// How long, on a WebSocket, packets to a client are held back after the answer to its CONNECT. A client that waits for that answer and only then begins to
    /// listen, as the protocol's published test suite does, misses packets that come in the same read. 10 ms by default; 0 for not at all, to 1 s.
    /// </summary>
    public TimeSpan ConnectPause { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The most binary attachments of one packet of a client. 10 by default, as in the reference parser; at least 0.</summary>
    public int MaxAttachments { get; set; } = 10;

    /// <summary>The most bytes of all attachments of one packet; each is under the payload limit, too. 4,000,000 by default.</summary>
    public int MaxAttachmentBytes { get; set; } = 4_000_000;

    /// <summary>How deep arrays and objects may be nested in a packet of a client. 64 by default; 1 to 1,000.</summary>
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>The most events of one socket that wait for the client's acknowledgement. 1,000 by default; at least 0.</summary>
    public int MaxPendingAcks { get; set; } = 1_000;

    /// <summary>How arguments that are objects are serialized to JSON. With the web defaults unless set (camelCase).</summary>
    public JsonSerializerOptions Json { get; set; } =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        foreach (var error in base.Validate())
            yield return error;
        if (ConnectTimeout < TimeSpan.FromMilliseconds(1) || ConnectTimeout > TimeSpan.FromDays(1))
            yield return $"{nameof(ConnectTimeout)} is {ConnectTimeout}, and must be between 1 ms and 1 day.";
        if (ConnectPause < TimeSpan.Zero || ConnectPause > TimeSpan.FromSeconds(1))
            yield return $"{nameof(ConnectPause)} is {ConnectPause}, and must be between 0 and 1 s.";
        if (MaxJsonDepth is < 1 or > 1_000)
            yield return $"{nameof(MaxJsonDepth)} is {MaxJsonDepth}, and must be 1 to 1,000.";
        foreach (var (name, value) in new[]
        {
            (nameof(MaxAttachments), MaxAttachments),
            (nameof(MaxAttachmentBytes), MaxAttachmentBytes),
            (nameof(MaxPendingAcks), MaxPendingAcks),
        })
        {
            if (value < 0)
                yield return $"{name} is {value}, and must not be negative.";
        }
    }
}
