using Actors.Channels;

namespace Actors.SocketIO;

/// <summary>
/// A packet as it is on the wire, encoded once and sent to as many sockets of its namespace as are to have it: all of them
/// write the same memory.
/// </summary>
public sealed class SocketIOPacket
{
    private readonly EncodedMessage[] _messages;

    internal SocketIOPacket(string ns, EncodedMessage[] messages)
    {
        Namespace = ns;
        _messages = messages;
    }

    /// <summary>For which it is.</summary>
    public string Namespace { get; }

    /// <summary>The text packet, Engine.IO's type included: all there is of a packet without attachments.</summary>
    public EncodedMessage Message => _messages[0];

    internal ReadOnlySpan<EncodedMessage> Messages => _messages;

    /// <summary>An event with one argument that is JSON already, which the caller vouches for.</summary>
    /// <exception cref="ArgumentException">The name is empty or reserved by the protocol.</exception>
    public static SocketIOPacket Encode(string name, ReadOnlySpan<byte> json, string ns = SocketIOHeader.MainNamespace)
    {
        CheckName(name);
        var builder = SocketIOPacketBuilder.Start(out var payload);
        payload.Json.WriteStartArray();
        payload.Json.WriteStringValue(name);
        payload.Json.WriteRawValue(json, skipInputValidation: true);
        payload.Json.WriteEndArray();
        return builder.Finish(SocketIOPacketType.Event, ns);
    }

    /// <summary>An event whose arguments are written by the caller.</summary>
    /// <exception cref="ArgumentException">The name is empty or reserved by the protocol.</exception>
    public static SocketIOPacket Encode(string name, Action<SocketIOPayload> write, string ns = SocketIOHeader.MainNamespace)
    {
        CheckName(name);
        ArgumentNullException.ThrowIfNull(write);
        var builder = SocketIOPacketBuilder.Start(out var payload);
        payload.Json.WriteStartArray();
        payload.Json.WriteStringValue(name);
        write(payload);
        payload.Json.WriteEndArray();
        return builder.Finish(SocketIOPacketType.Event, ns);
    }

    /// <summary>The answer to an event that asked for one, by <see cref="SocketIOAck.Id"/>; its arguments are written by the caller.</summary>
    public static SocketIOPacket EncodeAck(long id, Action<SocketIOPayload> write, string ns = SocketIOHeader.MainNamespace)
    {
        ArgumentNullException.ThrowIfNull(write);
        var builder = SocketIOPacketBuilder.Start(out var payload);
        payload.Json.WriteStartArray();
        write(payload);
        payload.Json.WriteEndArray();
        return builder.Finish(SocketIOPacketType.Ack, ns, id);
    }

    internal static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (IsReserved(name))
            throw new ArgumentException($"The event name '{name}' is reserved by the protocol.", nameof(name));
    }

    /// <summary>Names that have a meaning of their own on either side, and so must not come over the wire.</summary>
    internal static bool IsReserved(string name) =>
        name is "connect" or "connect_error" or "disconnect" or "disconnecting" or "newListener" or "removeListener";
}
