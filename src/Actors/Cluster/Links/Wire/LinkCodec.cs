using System.Buffers;
using System.Text.Json;
using Actors.World;

namespace Actors.Cluster.Links.Wire;

/// <summary>
/// One line's messages as bytes: a byte that tells what it is, then JSON. Each end of a line has one, for frames are shortened against those that went
/// before. Not thread-safe, messages apart: frames are written by the line's writer, and all is read by its reader.
/// </summary>
internal sealed class LinkCodec
{
    private const byte MessageMark = 1;
    private const byte FrameMark = 2;
    private const byte ForgetMark = 3;

    private static readonly IBufferWriter<byte> Nowhere = new ArrayBufferWriter<byte>(1);

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    private readonly FrameTable _sent = new();
    private readonly FrameTable _received = new();

    /// <summary>How many rooms' frames both directions remember.</summary>
    public (int Sent, int Received) Remembered => (_sent.Count, _received.Count);

    /// <summary>Whatever is not a frame. Any thread.</summary>
    public static void Write(IBufferWriter<byte> into, LinkMessage message) => Write(into, MessageMark, message);

    /// <param name="at">When, by any clock that does not go back; for <see cref="WriteForgotten"/>.</param>
    public void WriteFrame(IBufferWriter<byte> into, FrameOf frame, long at) => Write(into, FrameMark, _sent.Shorten(frame, at));

    /// <summary>A frame that was written and is not sent after all: the room's next one goes whole.</summary>
    public void TakeBack(FrameOf frame) => _sent.Forget([frame.Frame.Room]);

    /// <summary>Forgets the rooms of which no frame was written since. The other end must be told of them before anything else is written.</summary>
    public RoomId[] Forget(long since)
    {
        var rooms = _sent.SilentSince(since);
        _sent.Forget(rooms);
        return rooms;
    }

    public static void WriteForgotten(IBufferWriter<byte> into, RoomId[] rooms) => Write(into, ForgetMark, rooms);

    /// <param name="message">Null when the bytes were for the codec itself.</param>
    /// <returns>False for bytes that no node of this version writes.</returns>
    public bool TryRead(ReadOnlySpan<byte> bytes, out LinkMessage? message)
    {
        message = null;
        if (bytes.IsEmpty)
            return false;
        try
        {
            if (bytes[0] == ForgetMark)
                return TryForget(JsonSerializer.Deserialize<RoomId[]>(bytes[1..], WireJson.Options));
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

    private bool TryForget(RoomId[]? rooms)
    {
        if (rooms is null)
            return false;
        _received.Forget(rooms);
        return true;
    }

    private static void Write<T>(IBufferWriter<byte> into, byte mark, T what)
    {
        into.GetSpan(1)[0] = mark;
        into.Advance(1);
        var json = _json ??= new Utf8JsonWriter(into, new JsonWriterOptions { SkipValidation = true });
        json.Reset(into);
        try
        {
            JsonSerializer.Serialize(json, what, WireJson.Options);
            json.Flush();
        }
        finally
        {
            // Not to hold the buffer, nor what was left half written in it.
            json.Reset(Nowhere);
        }
    }
}
