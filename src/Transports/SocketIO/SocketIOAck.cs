namespace Actors.SocketIO;

/// <summary>Answers one event of a client. An event that asked for no answer has an ack, too, which sends nothing.</summary>
public sealed class SocketIOAck
{
    internal static readonly SocketIOAck None = new(null, 0);

    private readonly SocketIOSocket? _socket;
    private readonly long _id;
    private int _replied;

    internal SocketIOAck(SocketIOSocket? socket, long id)
    {
        _socket = socket;
        _id = id;
    }

    /// <summary>Whether the client waits for an answer.</summary>
    public bool IsRequested => _socket is not null;

    /// <summary>
    /// The client's number for the event; null if it asked for no answer. For callers that encode the answer themselves, by
    /// <see cref="SocketIOPacket.EncodeAck"/>.
    /// </summary>
    public long? Id => IsRequested ? _id : null;

    /// <summary>Answers; bytes go as binary, anything else as JSON. Later answers to the same event are dropped.</summary>
    public void Reply(params ReadOnlySpan<object?> args)
    {
        if (!TryBegin())
            return;
        var builder = _socket!.StartPacket(out var payload);
        payload.Json.WriteStartArray();
        foreach (var arg in args)
            payload.WriteValue(arg);
        payload.Json.WriteEndArray();
        _socket.Send(builder.Finish(SocketIOPacketType.Ack, _socket.Namespace.Name, _id));
    }

    /// <summary>Answers with arguments as they came, their attachments included.</summary>
    public void Reply(SocketIOArgs args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (!TryBegin())
            return;
        var builder = _socket!.StartPacket(out var payload);
        payload.Json.WriteStartArray();
        payload.WriteAll(args);
        payload.Json.WriteEndArray();
        _socket.Send(builder.Finish(SocketIOPacketType.Ack, _socket.Namespace.Name, _id));
    }

    private bool TryBegin() => _socket is not null && Interlocked.Exchange(ref _replied, 1) == 0;
}
