using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Channels;
using Actors.SocketIO.EngineIO;

namespace Actors.SocketIO;

/// <summary>
/// Builds one packet: its payload first, because the number of attachments precedes it. There is one builder per thread, so an emit allocates the packet itself
/// and little else.
/// </summary>
internal sealed class SocketIOPacketBuilder
{
    /// <summary>A larger buffer, grown for one large packet, is released.</summary>
    private const int MaxKeptBytes = 64 * 1024;

    /// <summary>Engine.IO's type, Socket.IO's type, a count and its dash, an id and a comma.</summary>
    private const int MaxPrefixBytes = 2 + 11 + 19 + 1;

    private static readonly JsonSerializerOptions DefaultJson = new SocketIOOptions().Json;

    [ThreadStatic]
    private static SocketIOPacketBuilder? _kept;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private SocketIOPayload? _payload;

    private SocketIOPacketBuilder() =>
        // Like JSON.stringify: only what must be escaped is escaped
        _json = new(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The builder belongs to the caller alone until <see cref="Finish"/>, so a writer of arguments may emit packets itself.</summary>
    public static SocketIOPacketBuilder Start(out SocketIOPayload payload, JsonSerializerOptions? options = null)
    {
        var builder = _kept ?? new();
        _kept = null;
        payload = builder._payload = new(builder._json, options ?? DefaultJson);
        return builder;
    }

    /// <summary>A packet without a payload.</summary>
    public static SocketIOPacket Bare(SocketIOPacketType type, string ns) => new(ns, [Frame(type, 0, ns, null, default)]);

    public SocketIOPacket Finish(SocketIOPacketType type, string ns, long? ackId = null)
    {
        _json.Flush();
        var attachments = _payload!.Attachments;
        if (attachments.Count > 0)
            type = type == SocketIOPacketType.Event ? SocketIOPacketType.BinaryEvent : SocketIOPacketType.BinaryAck;
        EncodedMessage[] messages = [Frame(type, attachments.Count, ns, ackId, _buffer.WrittenSpan), .. attachments];
        _payload = null;
        _buffer.ResetWrittenCount();
        _json.Reset();
        if (_buffer.Capacity <= MaxKeptBytes)
            _kept = this;
        return new(ns, messages);
    }

    private static EncodedMessage Frame(SocketIOPacketType type, int attachments, string ns, long? ackId, ReadOnlySpan<byte> json)
    {
        var isMain = ns == SocketIOHeader.MainNamespace;
        var room = MaxPrefixBytes + (isMain ? 0 : Encoding.UTF8.GetByteCount(ns));
        Span<byte> prefix = room <= 512 ? stackalloc byte[room] : new byte[room];
        prefix[0] = EngineIOPacketType.Message;
        prefix[1] = (byte)type;
        var length = 2;
        if (attachments > 0)
        {
            Utf8Formatter.TryFormat(attachments, prefix[length..], out var written);
            length += written;
            prefix[length++] = (byte)'-';
        }
        if (!isMain)
        {
            length += Encoding.UTF8.GetBytes(ns, prefix[length..]);
            prefix[length++] = (byte)',';
        }
        if (ackId is { } id)
        {
            Utf8Formatter.TryFormat(id, prefix[length..], out var written);
            length += written;
        }
        return EncodedMessage.Copy(prefix[..length], json, isText: true);
    }
}
