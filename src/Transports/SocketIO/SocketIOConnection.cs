using System.Text.Json;
using Actors.SocketIO.EngineIO;

namespace Actors.SocketIO;

/// <summary>
/// Socket.IO on one session: parses and checks packets, and passes each to the socket of its namespace. A packet that breaks the protocol ends the session, and
/// so does one for a namespace that the client is not in.
/// </summary>
internal sealed class SocketIOConnection : IEngineIOHandler
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SocketIOSocket> _sockets = new(StringComparer.Ordinal);
    private readonly ITimer _connectTimer;

    /// <summary>
    /// Namespaces that the server disconnected the client from. Packets that the client sent before it noticed are dropped, and do not end its session. Bounded
    /// by the number of namespaces.
    /// </summary>
    private HashSet<string>? _ended;

    private BinaryAssembly? _assembly;

    public SocketIOConnection(SocketIOServer server, EngineIOSession session)
    {
        Server = server;
        Session = session;
        _connectTimer = server.Time.CreateTimer(
            static state => ((SocketIOConnection)state!).OnConnectTimeout(), this, server.Options.ConnectTimeout, Timeout.InfiniteTimeSpan);
    }

    public SocketIOServer Server { get; }

    public EngineIOSession Session { get; }

    public ValueTask ReceivedAsync(ReadOnlyMemory<byte> message, bool isText)
    {
        if (!isText)
            ReceiveAttachment(message);
        else if (_assembly is not null)
            Bad("text between attachments");
        else if (!SocketIOHeader.TryParse(message.Span, Server.Options.MaxAttachments, out var header))
            Bad("header");
        else if (!SocketIOJson.TryParse(message.Span[header.JsonStart..], Server.Options.MaxJsonDepth, out var json))
            Bad("json");
        else if (header.IsBinary)
            _assembly = new(header, json, Server.Options.MaxAttachmentBytes);
        else if (header.Type == SocketIOPacketType.Connect)
            return ConnectAsync(header, json);
        else
            ReceiveForSocket(header, json, []);
        return default;
    }

    public void Closed(DisconnectReason reason)
    {
        _connectTimer.Dispose();
        _assembly = null;
        SocketIOSocket[] sockets;
        lock (_gate)
        {
            sockets = [.. _sockets.Values];
            _sockets.Clear();
        }
        foreach (var socket in sockets)
        {
            if (socket.TryLeave(reason, out var told))
                told();
        }
    }

    public void Remove(SocketIOSocket socket, bool byServer)
    {
        lock (_gate)
        {
            _sockets.Remove(socket.Namespace.Name);
            if (byServer)
                (_ended ??= []).Add(socket.Namespace.Name);
        }
    }

    private void ReceiveAttachment(ReadOnlyMemory<byte> message)
    {
        if (_assembly is null)
            Bad("stray attachment");
        else if (!_assembly.TryAdd(message.Span))
            Bad("attachments over the limit");
        else if (_assembly.IsComplete)
        {
            var (header, json, attachments) = (_assembly.Header, _assembly.Json, _assembly.Attachments);
            _assembly = null;
            if (json is null || !SocketIOJson.ArePlaceholdersValid(json.Value, attachments.Count))
                Bad("placeholder");
            else
                ReceiveForSocket(header, json, attachments);
        }
    }

    private void ReceiveForSocket(SocketIOHeader header, JsonElement? json, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        SocketIOSocket? socket;
        bool ended;
        lock (_gate)
        {
            _sockets.TryGetValue(header.Namespace, out socket);
            ended = _ended?.Contains(header.Namespace) == true;
        }
        var isEvent = header.Type is SocketIOPacketType.Event or SocketIOPacketType.BinaryEvent;
        var isAck = header.Type is SocketIOPacketType.Ack or SocketIOPacketType.BinaryAck;
        if (isEvent && !SocketIOJson.IsEvent(json))
            Bad("event");
        else if (isAck && (json is not { ValueKind: JsonValueKind.Array } || header.AckId is null))
            Bad("ack");
        else if (!isEvent && !isAck && (header.Type != SocketIOPacketType.Disconnect || json is not null))
            Bad("type");
        else if (socket is null && ended)
            Server.Metrics.LatePacket();
        else if (socket is null)
            Bad("not connected");
        else if (isEvent)
            Deliver(socket, header, json!.Value, attachments);
        else if (isAck)
            socket.Acknowledged(header.AckId!.Value, new([.. json!.Value.EnumerateArray()], attachments));
        else if (socket.TryLeave(DisconnectReason.ClientNamespaceDisconnect, out var told))
        {
            Remove(socket, byServer: false);
            told();
        }
    }

    private static void Deliver(SocketIOSocket socket, SocketIOHeader header, JsonElement json, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        var items = json.EnumerateArray().ToArray();
        var name = items[0].ValueKind == JsonValueKind.String ? items[0].GetString()! : items[0].GetRawText();
        var ack = header.AckId is { } id ? new SocketIOAck(socket, id) : SocketIOAck.None;
        socket.Received(name, new(items[1..], attachments), ack);
    }

    private async ValueTask ConnectAsync(SocketIOHeader header, JsonElement? json)
    {
        bool isIn;
        lock (_gate)
            isIn = _sockets.ContainsKey(header.Namespace);
        if (isIn || json is { ValueKind: not JsonValueKind.Object } || header.AckId is not null)
        {
            Bad("connect");
            return;
        }
        if (!Server.TryGet(header.Namespace, out var ns))
        {
            Refuse(header.Namespace, SocketIOAdmission.Refused("Invalid namespace"));
            return;
        }
        var auth = json ?? SocketIOJson.EmptyObject;
        var admission = await AdmitAsync(ns!, new(header.Namespace, auth, Session.Handshake));
        if (!Session.IsOpen)
            return;
        if (admission.RefusalMessage is not null)
        {
            Refuse(header.Namespace, admission);
            return;
        }
        var request = ns!.Recovers ? SocketIORecoveryRequest.Of(auth) : null;
        var socket = new SocketIOSocket(this, ns, auth, request, request is null ? null : ns.Recover(request));
        lock (_gate)
        {
            _sockets[header.Namespace] = socket;
            _ended?.Remove(header.Namespace);
        }
        _connectTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Server.Metrics.SocketConnected(header.Namespace);
        var builder = socket.StartPacket(out var payload);
        payload.Json.WriteStartObject();
        payload.Json.WriteString("sid"u8, socket.Id);
        if (socket.PrivateId is { } privateId)
            payload.Json.WriteString("pid"u8, privateId);
        payload.Json.WriteEndObject();
        socket.Send(builder.Finish(SocketIOPacketType.Connect, header.Namespace));
        if (Server.Options.ConnectPause > TimeSpan.Zero)
            Session.Hold(Server.Options.ConnectPause);
        ns.Joined(socket);
    }

    private async ValueTask<SocketIOAdmission> AdmitAsync(SocketIONamespace ns, SocketIOConnectRequest request)
    {
        using var timeout = new CancellationTokenSource(Server.Options.ConnectTimeout, Server.Time);
        try
        {
            var admission = ns.AdmitAsync(request, timeout.Token);
            return admission.IsCompletedSuccessfully ? admission.Result : await admission.AsTask().WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return SocketIOAdmission.Refused("Timeout");
        }
    }

    private void Refuse(string ns, SocketIOAdmission admission)
    {
        Server.Metrics.ConnectError();
        var builder = SocketIOPacketBuilder.Start(out var payload, Server.Options.Json);
        payload.Json.WriteStartObject();
        payload.Json.WriteString("message"u8, admission.RefusalMessage);
        if (admission.RefusalData is not null)
        {
            payload.Json.WritePropertyName("data"u8);
            JsonSerializer.Serialize(payload.Json, admission.RefusalData, Server.Options.Json);
        }
        payload.Json.WriteEndObject();
        Session.TrySend(builder.Finish(SocketIOPacketType.ConnectError, ns).Messages, null);
    }

    private void OnConnectTimeout()
    {
        bool isIn;
        lock (_gate)
            isIn = _sockets.Count > 0;
        if (!isIn)
            Session.Close(DisconnectReason.ConnectTimeout);
    }

    private void Bad(string fault)
    {
        Server.Metrics.BadPacket(fault);
        Session.End(DisconnectReason.ParseError);
    }
}
