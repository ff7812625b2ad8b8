using System.Text.Unicode;
using Actors.Channels;

namespace Actors.SocketIO.EngineIO;

public sealed partial class EngineIOSession
{
    /// <summary>
    /// Takes the body of a POST apart. False: part of it is not a packet, and the session has ended; the packets before that part have been received.
    /// </summary>
    internal async ValueTask<bool> ReceivePayloadAsync(Memory<byte> payload)
    {
        await _incoming.WaitAsync();
        try
        {
            if (!IsOpen || _socket is not null)
                return false;
            // A body of several packets is validated as a whole; the WebSocket has already validated its frames
            if (!Utf8.IsValid(payload.Span))
                return Bad("utf8");
            for (var isLast = false; !isLast && IsOpen;)
            {
                if (!EngineIOPayload.TryTake(ref payload, out var packet, out var isText, out isLast))
                    return Bad("payload");
                await ReceiveAsync(packet, isText);
            }
            return IsOpen || _reason is not (DisconnectReason.ParseError or DisconnectReason.TransportError);
        }
        finally
        {
            _incoming.Release();
        }
    }

    /// <summary>Reads the WebSocket until it ends, and with it the session.</summary>
    internal async Task ReceiveAllAsync(WebSocketTransport socket)
    {
        while (IsOpen)
        {
            using var message = await socket.ReceiveAsync();
            switch (message.Outcome)
            {
                case WebSocketOutcome.Message:
                    await _incoming.WaitAsync();
                    try
                    {
                        await ReceiveAsync(message.Payload, message.IsText);
                    }
                    finally
                    {
                        _incoming.Release();
                    }
                    break;
                case WebSocketOutcome.TooBig:
                    End(DisconnectReason.PayloadTooLarge);
                    break;
                case WebSocketOutcome.Invalid:
                    _server.Metrics.BadPacket("frame");
                    End(DisconnectReason.TransportError);
                    return;
                default:
                    End(DisconnectReason.TransportClose);
                    await socket.CloseOutputAsync(CloseCode.Normal, "");
                    return;
            }
        }
        await socket.DrainAsync();
    }

    private async ValueTask ReceiveAsync(ReadOnlyMemory<byte> packet, bool isText)
    {
        if (!IsOpen)
            return;
        _server.Metrics.Received();
        if (!isText)
        {
            await HandleAsync(packet, isText: false);
            return;
        }
        switch (packet.IsEmpty ? default : packet.Span[0])
        {
            case EngineIOPacketType.Message:
                await HandleAsync(packet[1..], isText: true);
                break;
            case EngineIOPacketType.Pong:
                lock (_gate)
                {
                    _heartbeat.PongReceived();
                    if (_state == State.Open)
                        RearmHeartbeat_NeedsLock();
                }
                break;
            case EngineIOPacketType.Close:
                End(DisconnectReason.TransportClose, byClient: true);
                break;
            case EngineIOPacketType.Ping:
                // Since revision 4 it is the server that pings
                _server.Metrics.BadPacket("ping");
                End(DisconnectReason.TransportError);
                break;
            case EngineIOPacketType.Open or EngineIOPacketType.Upgrade or EngineIOPacketType.Noop:
                break;
            default:
                Bad("type");
                break;
        }
    }

    private async ValueTask HandleAsync(ReadOnlyMemory<byte> message, bool isText)
    {
        try
        {
            await _handler!.ReceivedAsync(message, isText);
        }
        catch (Exception e)
        {
            HandlerFailed(e);
        }
    }

    private bool Bad(string fault)
    {
        _server.Metrics.BadPacket(fault);
        End(DisconnectReason.ParseError);
        return false;
    }
}
