using System.Net;
using Actors.Channels;

namespace Actors.SocketIO;

/// <summary>
/// A socket as a channel to one client: its sending half, with the contract of <see cref="IClientChannel"/>. A message is a whole packet of the socket's
/// namespace, <see cref="SocketIOPacket.Message"/>. A client sends events, not messages: <see cref="SocketIOSocket.On"/> handles them, and
/// <see cref="IChannelEvents.Received"/> is never called.
/// </summary>
public sealed class SocketIOChannel : IClientChannel
{
    private readonly SocketIOSocket _socket;
    private CloseCode? _code;
    private string _reason = "";

    /// <summary>Create it in the namespace's connection handler, so that nothing is missed.</summary>
    public SocketIOChannel(SocketIOSocket socket, IChannelEvents events)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(events);
        _socket = socket;
        socket.OnWritable(events.Writable);
        socket.OnDisconnect(reason => events.Closed(_code ?? CodeOf(reason), _code is null ? reason.ToText() : _reason));
    }

    /// <inheritdoc/>
    public EndPoint? RemoteEndPoint => _socket.Handshake.RemoteEndPoint;

    /// <inheritdoc/>
    public bool TrySend(EncodedMessage message) => _socket.TrySend(message);

    /// <inheritdoc/>
    public void Close(CloseCode code, string reason)
    {
        if (_code is not null)
            return;
        _reason = reason;
        _code = code;
        _socket.Disconnect(close: true);
    }

    /// <inheritdoc/>
    public void Abort() => _socket.Abort();

    // Events do not come through the channel, so there is nothing here to hold back: the session's own limits bound them.
    /// <inheritdoc/>
    public void PauseReading()
    {
    }

    /// <inheritdoc/>
    public void ResumeReading()
    {
    }

    private static CloseCode CodeOf(DisconnectReason reason) => reason switch
    {
        DisconnectReason.TransportClose or DisconnectReason.PingTimeout => CloseCode.Abnormal,
        _ => reason.ToCloseCode(),
    };
}
