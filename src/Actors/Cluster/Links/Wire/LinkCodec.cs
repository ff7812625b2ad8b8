using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Actors.Cluster.Links.Wire;

/// <summary>
/// One line's messages as bytes: a byte that tells frames from the rest, then JSON. Each end of a line has one, for frames are shortened
/// against those that went before. Not thread-safe: writing belongs to the line's writer, reading to its reader.
/// </summary>
internal sealed class LinkCodec
{
    private const byte MessageMark = 1;
    private const byte FrameMark = 2;

    private readonly FrameTable _sent = new();
    private readonly FrameTable _received = new();

    public void Write(IBufferWriter<byte> into, LinkMessage message)
    {
        var mark = into.GetSpan(1);
        mark[0] = message is FrameOf ? FrameMark : MessageMark;
        into.Advance(1);
        using var json = new Utf8JsonWriter(into, new JsonWriterOptions { SkipValidation = true });
        if (message is FrameOf frame)
            JsonSerializer.Serialize(json, _sent.Shorten(frame), WireJson.Options);
        else
            JsonSerializer.Serialize(json, message, WireJson.Options);
    }

    /// <returns>False for bytes that no node of this version writes.</returns>
    public bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out LinkMessage? message)
    {
        message = null;
        if (bytes.IsEmpty)
            return false;
        try
        {
            message = bytes[0] switch
            {
                MessageMark => JsonSerializer.Deserialize<LinkMessage>(bytes[1..], WireJson.Options),
                FrameMark when JsonSerializer.Deserialize<WireFrame>(bytes[1..], WireJson.Options) is { } frame => _received.Complete(frame),
                _ => null,
            };
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException or ArgumentException or FormatException or InvalidOperationException)
        {
            return false;
        }
        return message is not null;
    }
}
