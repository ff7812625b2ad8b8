using System.Diagnostics.Metrics;

namespace Actors.SocketIO;

/// <summary>What the Socket.IO transport counts, on the meter <c>Actors.SocketIO</c>.</summary>
public sealed class SocketIOMetrics
{
    /// <summary>The name by which a meter provider finds the meter.</summary>
    public const string MeterName = "Actors.SocketIO";

    private readonly UpDownCounter<long> _sessions;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _upgrades;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _sentBytes;
    private readonly Counter<long> _badPackets;
    private readonly UpDownCounter<long> _sockets;
    private readonly Counter<long> _connectErrors;
    private readonly Counter<long> _latePackets;

    /// <summary>Create one for each application.</summary>
    public SocketIOMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _sessions = meter.CreateUpDownCounter<long>("actors.socketio.sessions", "{session}", "Open sessions");
        _closed = meter.CreateCounter<long>("actors.socketio.sessions.closed", "{session}", "Sessions ended, by reason");
        _refused = meter.CreateCounter<long>("actors.socketio.requests.refused", "{request}", "Requests refused, by reason");
        _upgrades = meter.CreateCounter<long>("actors.socketio.upgrades", "{upgrade}", "Upgrades from polling to WebSocket, by outcome");
        _received = meter.CreateCounter<long>("actors.socketio.packets.received", "{packet}", "Engine.IO packets received");
        _sent = meter.CreateCounter<long>("actors.socketio.packets.sent", "{packet}", "Engine.IO packets sent");
        _sentBytes = meter.CreateCounter<long>("actors.socketio.bytes.sent", "By", "Bytes of those packets");
        _badPackets = meter.CreateCounter<long>("actors.socketio.packets.bad", "{packet}", "Packets that ended their session, by fault");
        _sockets = meter.CreateUpDownCounter<long>("actors.socketio.sockets", "{socket}", "Connected sockets, by namespace");
        _connectErrors = meter.CreateCounter<long>("actors.socketio.connect_errors", "{socket}", "Connections to a namespace refused");
        _latePackets = meter.CreateCounter<long>("actors.socketio.packets.late", "{packet}", "Packets to a namespace that the server had ended, dropped");
    }

    internal void SessionOpened() => _sessions.Add(1);

    internal void SessionClosed(DisconnectReason reason)
    {
        _sessions.Add(-1);
        _closed.Add(1, Tag("reason", reason.ToText()));
    }

    internal void Refused(string reason) => _refused.Add(1, Tag("reason", reason));

    internal void Upgraded(bool completed) => _upgrades.Add(1, Tag("outcome", completed ? "completed" : "abandoned"));

    internal void Received() => _received.Add(1);

    internal void Sent(int packets, long bytes)
    {
        _sent.Add(packets);
        _sentBytes.Add(bytes);
    }

    internal void BadPacket(string fault) => _badPackets.Add(1, Tag("fault", fault));

    internal void SocketConnected(string ns) => _sockets.Add(1, Tag("namespace", ns));

    internal void SocketDisconnected(string ns) => _sockets.Add(-1, Tag("namespace", ns));

    internal void ConnectError() => _connectErrors.Add(1);

    internal void LatePacket() => _latePackets.Add(1);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
