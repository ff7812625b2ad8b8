using System.Text.Json;
using Actors.Channels;

namespace Actors.SocketIO.EngineIO;

/// <summary>The first character of a packet. Binary packets have none: they are messages.</summary>
internal static class EngineIOPacketType
{
    public const byte Open = (byte)'0';
    public const byte Close = (byte)'1';
    public const byte Ping = (byte)'2';
    public const byte Pong = (byte)'3';
    public const byte Message = (byte)'4';
    public const byte Upgrade = (byte)'5';
    public const byte Noop = (byte)'6';
}

/// <summary>
/// Packets as they are on the wire, type included. A text packet is the same bytes in a poll's payload and in a WebSocket
/// frame; a binary one is bare in a frame, and base64 in a payload.
/// </summary>
public static class EngineIOPacket
{
    internal static readonly EncodedMessage Ping = Text([EngineIOPacketType.Ping], default);
    internal static readonly EncodedMessage Noop = Text([EngineIOPacketType.Noop], default);
    internal static readonly EncodedMessage Close = Text([EngineIOPacketType.Close], default);
    internal static readonly EncodedMessage PongProbe = Text([EngineIOPacketType.Pong], "probe"u8);

    internal static ReadOnlySpan<byte> PingProbe => "2probe"u8;

    /// <summary>A message of text, which must be UTF-8 and, if polling clients are to receive it, free of U+001E.</summary>
    public static EncodedMessage Text(ReadOnlySpan<byte> utf8) => Text([EngineIOPacketType.Message], utf8);

    /// <summary>Bytes as they are: over a WebSocket a binary packet has no type.</summary>
    public static EncodedMessage Binary(ReadOnlySpan<byte> data) => EncodedMessage.Copy(data, isText: false);

    internal static EncodedMessage Open(string sessionId, bool offerUpgrade, EngineIOOptions options) => Text(
        [EngineIOPacketType.Open],
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            sid = sessionId,
            upgrades = offerUpgrade ? new[] { "websocket" } : [],
            pingInterval = (long)options.PingInterval.TotalMilliseconds,
            pingTimeout = (long)options.PingTimeout.TotalMilliseconds,
            maxPayload = options.MaxPayloadBytes,
        }));

    private static EncodedMessage Text(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) => EncodedMessage.Copy(type, data, isText: true);
}
