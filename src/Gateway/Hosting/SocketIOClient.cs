using System.Buffers;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Actors.Channels;
using Actors.Gateway.Codecs;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.SocketIO;
using Actors.SocketIO;
using Actors.World;
using Microsoft.AspNetCore.WebUtilities;

namespace Actors.Gateway.Hosting;

/// <summary>
/// One socket of the default namespace as a client of the world: its packets are sent as they are, its events become messages of the dialect, so that
/// the limits of all clients apply to them.
/// </summary>
internal sealed class SocketIOClient : IChannelEvents
{
    private static readonly string[] Known = ["name", "token", "room"];
    private static long _lastLease;

    private readonly Lock _gate = new();
    private readonly IChannelEvents _connection;
    private readonly Recoveries _recoveries;
    private readonly string? _privateId;
    private readonly string _lease = Interlocked.Increment(ref _lastLease).ToString(CultureInfo.InvariantCulture);
    private readonly bool _isOpen;
    private bool _writableEarly;

    private SocketIOClient(SocketIOSocket socket, ConnectionRegistry connections, SocketIODialect dialect, RoomId? room)
    {
        // The connection begins to send while it is being created, and the channel may have sent that before the connection exists.
        (_recoveries, _privateId) = (dialect.Recoveries, socket.PrivateId);
        if (_privateId is not null)
            _recoveries.Begin(_privateId, _lease, socket.Id);
        _connection = connections.Open(dialect, new SocketIOChannel(socket, this), RequestOf(socket, _lease) with { DefaultRoom = room });
        bool writable;
        lock (_gate)
        {
            _isOpen = true;
            writable = _writableEarly;
        }
        if (writable)
            _connection.Writable();
    }

    /// <summary>Must be called in the namespace's connection handler, so that no event of the socket is missed.</summary>
    /// <param name="room">The room of new players that ask for no room.</param>
    public static void Join(SocketIOSocket socket, ConnectionRegistry connections, SocketIODialect dialect, RoomId? room)
    {
        var client = new SocketIOClient(socket, connections, dialect, room);
        socket.OnAny((name, args, ack) => client.Received(name, args, ack.Id));
    }

    void IChannelEvents.Received(ReadOnlySpan<byte> payload, bool isText) => throw new NotSupportedException("Events come by the socket.");

    void IChannelEvents.Writable()
    {
        lock (_gate)
        {
            if (!_isOpen)
            {
                _writableEarly = true;
                return;
            }
        }
        _connection.Writable();
    }

    void IChannelEvents.Closed(CloseCode code, string reason)
    {
        if (_privateId is not null)
            _recoveries.Ended(_privateId, _lease, PlayerSession.IsCutOff(code));
        _connection.Closed(code, reason);
    }

    private void Received(string name, SocketIOArgs args, long? ack)
    {
        var message = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(message))
        {
            json.WriteStartObject();
            json.WriteString("event"u8, name);
            if (ack is { } number)
                json.WriteNumber("ack"u8, number);
            if (args.Count > 0)
            {
                json.WritePropertyName("data"u8);
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(args[0]), skipInputValidation: true);
            }
            json.WriteEndObject();
        }
        _connection.Received(message.WrittenSpan, isText: true);
    }

    /// <summary>A client identifies itself in the payload of its CONNECT, or in the query of its address.</summary>
    private static ConnectRequest RequestOf(SocketIOSocket socket, string lease)
    {
        var query = QueryHelpers.ParseQuery(socket.Handshake.QueryString);
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Known)
        {
            if ((socket.Auth.Text(name) ?? (query.TryGetValue(name, out var value) ? value.ToString() : null)) is { Length: > 0 } text)
                said[name] = text;
        }
        if (socket.PrivateId is { } privateId)
            (said[SocketIOKeys.PrivateId], said[SocketIOKeys.Lease]) = (privateId, lease);
        if (socket.Recovered is Recovery recovery)
        {
            said[SocketIOKeys.Resume] = recovery.ResumeToken;
            if (recovery.FromEvent is { } from)
                said[SocketIOKeys.FromEvent] = from.ToString(CultureInfo.InvariantCulture);
        }
        return new ConnectRequest("/", said, (socket.Handshake.RemoteEndPoint as IPEndPoint)?.Address.ToString());
    }
}
