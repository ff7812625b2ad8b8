using System.Text.Json;
using Actors.Channels;

namespace Actors.SocketIO;

/// <summary>
/// The writer of a packet's arguments: each value on <see cref="Json"/> is one argument, and <see cref="WriteBinary"/> writes bytes wherever a value may stand,
/// inside of objects too.
/// </summary>
public sealed class SocketIOPayload
{
    private readonly JsonSerializerOptions _options;
    private List<EncodedMessage>? _attachments;

    internal SocketIOPayload(Utf8JsonWriter json, JsonSerializerOptions options)
    {
        Json = json;
        _options = options;
    }

    /// <summary>The writer of the event's arguments.</summary>
    public Utf8JsonWriter Json { get; }

    internal IReadOnlyList<EncodedMessage> Attachments => _attachments ?? (IReadOnlyList<EncodedMessage>)[];

    /// <summary>Sends the bytes, which are copied, as an attachment, and writes its placeholder here.</summary>
    public void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        _attachments ??= [];
        Json.WriteStartObject();
        Json.WriteBoolean("_placeholder"u8, true);
        Json.WriteNumber("num"u8, _attachments.Count);
        Json.WriteEndObject();
        _attachments.Add(EngineIO.EngineIOPacket.Binary(bytes));
    }

    /// <summary>One argument: bytes as binary, anything else as JSON.</summary>
    public void WriteValue(object? value)
    {
        switch (value)
        {
            case byte[] bytes:
                WriteBinary(bytes);
                break;
            case ReadOnlyMemory<byte> memory:
                WriteBinary(memory.Span);
                break;
            case Memory<byte> memory:
                WriteBinary(memory.Span);
                break;
            default:
                JsonSerializer.Serialize(Json, value, _options);
                break;
        }
    }

    /// <summary>Writes arguments as they came, with their attachments; no other arguments of the packet may have any.</summary>
    internal void WriteAll(SocketIOArgs args)
    {
        args.WriteTo(Json);
        foreach (var attachment in args.Attachments)
            (_attachments ??= []).Add(EngineIO.EngineIOPacket.Binary(attachment.Span));
    }
}
