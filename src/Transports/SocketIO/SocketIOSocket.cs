using System.Text.Json;
using Actors.Channels;
using Actors.SocketIO.EngineIO;

namespace Actors.SocketIO;

/// <summary>
/// One client in one namespace. Any thread may send; the handlers of one client run one at a time, in the order of what it sent, and the handler of its
/// disconnection runs last.
/// </summary>
public sealed class SocketIOSocket
{
    private readonly SocketIOConnection _connection;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Action<SocketIOArgs, SocketIOAck>> _handlers = new(StringComparer.Ordinal);
    private readonly PendingAcks _acks;
    private readonly Action _drained;
    private Action<string, SocketIOArgs, SocketIOAck>? _any;
    private Action<DisconnectReason>? _disconnected;
    private Action? _writable;
    private int _left;

    /// <param name="request">The client's recovery request; of use only with <paramref name="recovered"/>.</param>
    internal SocketIOSocket(SocketIOConnection connection, SocketIONamespace ns, JsonElement auth, SocketIORecoveryRequest? request = null, SocketIORecovered? recovered = null)
    {
        _connection = connection;
        _acks = new(connection.Server.Time, connection.Server.Options.MaxPendingAcks);
        _drained = () => _writable?.Invoke();
        Namespace = ns;
        Auth = auth;
        Recovered = recovered?.State;
        Id = recovered is null || ns.IsIn(recovered.SocketId) ? EngineIOSession.NewId() : recovered.SocketId;
        PrivateId = recovered is not null ? request!.PrivateId : ns.Recovers ? EngineIOSession.NewId() : null;
    }

    /// <summary>The socket's public name, which differs from the session's secret one.</summary>
    public string Id { get; }

    /// <summary>The id with which the client resumes after it was cut off; known to it alone. Null if its namespace does not recover clients.</summary>
    public string? PrivateId { get; }

    /// <summary>The result of <see cref="SocketIONamespace.OnRecovering"/> for a client that resumes; null for a new one.</summary>
    public object? Recovered { get; }

    /// <summary>The namespace that the client has joined.</summary>
    public SocketIONamespace Namespace { get; }

    /// <summary>What the client sent along when it joined: an object, empty if it sent nothing.</summary>
    public JsonElement Auth { get; }

    /// <summary>The client's first request.</summary>
    public EngineIOHandshake Handshake => _connection.Session.Handshake;

    /// <summary>False as soon as either side leaves the namespace.</summary>
    public bool IsConnected => Volatile.Read(ref _left) == 0;

    /// <summary>Anything that the application wants to store with the socket.</summary>
    public object? State { get; set; }

    /// <summary>Whether nothing waits for this client and nothing is being sent. Its sockets share one connection.</summary>
    public bool IsDrained => _connection.Session.IsDrained;

    /// <summary>Bytes that wait for this client or are being sent to it, on all its sockets.</summary>
    public long BufferedBytes => _connection.Session.BufferedBytes;

    /// <summary>Calls the handler for each event of this name. Several handlers are called in the order they were added.</summary>
    public void On(string name, Action<SocketIOArgs, SocketIOAck> handler)
    {
        SocketIOPacket.CheckName(name);
        lock (_gate)
            _handlers[name] = _handlers.TryGetValue(name, out var others) ? others + handler : handler;
    }

    /// <summary>Calls the handler for each event of any name, before those of that name.</summary>
    public void OnAny(Action<string, SocketIOArgs, SocketIOAck> handler) => _any += handler;

    /// <summary>Calls the handler once, when the socket has left its namespace for whatever reason.</summary>
    public void OnDisconnect(Action<DisconnectReason> handler) => _disconnected += handler;

    /// <summary>Calls the handler when all has been sent after <see cref="TrySend(SocketIOPacket)"/> returned false.</summary>
    public void OnWritable(Action handler) => _writable += handler;

    /// <summary>Sends an event; bytes go as binary, anything else as JSON.</summary>
    /// <exception cref="ArgumentException">The name is empty or reserved by the protocol.</exception>
    public void Emit(string name, params ReadOnlySpan<object?> args) => Send(Event(name, null, args));

    /// <summary>Sends an event with arguments as they came, their attachments included.</summary>
    public void Emit(string name, SocketIOArgs args)
    {
        SocketIOPacket.CheckName(name);
        ArgumentNullException.ThrowIfNull(args);
        var builder = StartPacket(out var payload);
        payload.Json.WriteStartArray();
        payload.Json.WriteStringValue(name);
        payload.WriteAll(args);
        payload.Json.WriteEndArray();
        Send(builder.Finish(SocketIOPacketType.Event, Namespace.Name));
    }

    /// <summary>Sends an event and waits for the client's answer. The result says how it ended; it does not throw for that.</summary>
    public Task<SocketIOReply> EmitWithAckAsync(string name, TimeSpan timeout, params ReadOnlySpan<object?> args)
    {
        SocketIOPacket.CheckName(name);
        if (_acks.TryAdd(timeout, out var id, out var reply))
            Send(Event(name, id, args));
        return reply;
    }

    /// <summary>
    /// Sends a packet that was encoded before. It waits its turn in the client's bounded buffer; a client whose buffer is full is disconnected as
    /// <see cref="DisconnectReason.SlowClient"/>.
    /// </summary>
    public void Send(SocketIOPacket packet)
    {
        Check(packet);
        if (IsConnected)
            _connection.Session.TrySend(packet.Messages, null);
    }

    /// <summary>
    /// Sends a packet as <see cref="IClientChannel.TrySend"/> does. True: the connection has taken all, or the socket is disconnected and the packet is
    /// dropped. False: it is being sent; <see cref="OnWritable"/> reports when it has been sent, perhaps before this returns. A caller that sends only after
    /// that never has more than one packet waiting.
    /// </summary>
    public bool TrySend(SocketIOPacket packet)
    {
        Check(packet);
        return !IsConnected || _connection.Session.TrySend(packet.Messages, _drained);
    }

    /// <summary>Disconnects the client from the namespace, or, with <paramref name="close"/>, ends its whole session.</summary>
    public void Disconnect(bool close = false)
    {
        if (TryLeave(DisconnectReason.ServerNamespaceDisconnect, out var told))
        {
            _connection.Session.TrySend(SocketIOPacketBuilder.Bare(SocketIOPacketType.Disconnect, Namespace.Name).Messages, null);
            _connection.Remove(this, byServer: true);
            _connection.Session.Run(told, evenWhenClosed: true);
        }
        if (close)
            _connection.Session.Close();
    }

    /// <summary>Drops the client's connection now.</summary>
    public void Abort() => _connection.Session.Abort();

    internal bool TrySend(EncodedMessage message) => !IsConnected || _connection.Session.TrySend([message], _drained);

    internal SocketIOPacketBuilder StartPacket(out SocketIOPayload payload) =>
        SocketIOPacketBuilder.Start(out payload, _connection.Server.Options.Json);

    internal void Received(string name, SocketIOArgs args, SocketIOAck ack)
    {
        Action<SocketIOArgs, SocketIOAck>? handler;
        lock (_gate)
            _handlers.TryGetValue(name, out handler);
        _any?.Invoke(name, args, ack);
        handler?.Invoke(args, ack);
    }

    internal void Acknowledged(long id, SocketIOArgs args) => _acks.Complete(id, new(SocketIOReplyStatus.Received, args));

    /// <summary>Leaves the namespace once; the caller must call <paramref name="told"/> where handlers run.</summary>
    internal bool TryLeave(DisconnectReason reason, out Action told)
    {
        told = () => _disconnected?.Invoke(reason);
        if (Interlocked.Exchange(ref _left, 1) != 0)
            return false;
        Namespace.Left(this);
        _connection.Server.Metrics.SocketDisconnected(Namespace.Name);
        _acks.Close();
        return true;
    }

    private SocketIOPacket Event(string name, long? ackId, ReadOnlySpan<object?> args)
    {
        SocketIOPacket.CheckName(name);
        var builder = StartPacket(out var payload);
        payload.Json.WriteStartArray();
        payload.Json.WriteStringValue(name);
        foreach (var arg in args)
            payload.WriteValue(arg);
        payload.Json.WriteEndArray();
        return builder.Finish(SocketIOPacketType.Event, Namespace.Name, ackId);
    }

    private void Check(SocketIOPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        if (packet.Namespace != Namespace.Name)
            throw new ArgumentException($"The packet is for {packet.Namespace}, the socket is in {Namespace.Name}.", nameof(packet));
    }
}
