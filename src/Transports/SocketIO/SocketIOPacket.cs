using Actors.Channels;

namespace Actors.SocketIO;

/// <summary>A packet as it is on the wire, encoded once and sent to any number of sockets of its namespace: all of them write the same memory.</summary>
public sealed class SocketIOPacket
{
    private readonly EncodedMessage[] _messages;

    internal SocketIOPacket(string ns, EncodedMessage[] messages)
    {
        Namespace = ns;
        _messages = messages;
    }

    /// <summary>The namespace that the packet is for.</summary>
    public string Namespace { get; }

    /// <summary>The text packet, including Engine.IO's type: the whole packet if it has no attachments.</summary>
    public EncodedMessage Message => _messages[0];

    internal ReadOnlySpan<EncodedMessage> Messages => _messages;

    /// <summary>An event with one argument that is JSON already; the caller guarantees that it is valid.</summary>
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

    /// <summary>An event whose arguments the caller writes.</summary>
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

    /// <summary>The answer to an event that asked for one, by <see cref="SocketIOAck.Id"/>; the caller writes its arguments.</summary>
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

    /// <summary>Names that have a meaning of their own on either side, and so must not be sent.</summary>
    internal static bool IsReserved(string name) =>
        name is "connect" or "connect_error" or "disconnect" or "disconnecting" or "newListener" or "removeListener";
}
