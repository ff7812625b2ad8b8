using Actors.Client;

namespace Actors.Tools.Player;

/// <summary>A WebSocket that shows each message unchanged, and that can be awaited at the end of the process.</summary>
/// <param name="received">Called with each message that the client takes.</param>
internal sealed class PlayerTransport(Action<ReadOnlyMemory<byte>> received) : ITransport
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly WebSocketTransport _socket = new();
    private bool _isClosed;

    public void Connect(Uri address, IReadOnlyList<string> subprotocols) => _socket.Connect(address, subprotocols);

    public bool TryRead(out TransportEvent happened)
    {
        if (!_socket.TryRead(out happened))
            return false;
        if (happened.Kind == TransportEventKind.Received)
            received(happened.Message);
        _isClosed |= happened.Kind == TransportEventKind.Closed;
        return true;
    }

    public void Send(ReadOnlyMemory<byte> message, bool isText) => _socket.Send(message, isText);

    public void Close(int code) => _socket.Close(code);

    /// <summary>
    /// Completes when a closed connection has ended. If the process exited before, the server would take its player for disconnected, and keep the body for it.
    /// </summary>
    public async Task EndedAsync()
    {
        while (!_isClosed)
        {
            if (_socket.TryRead(out var happened))
                _isClosed = happened.Kind == TransportEventKind.Closed;
            else
                await Task.Delay(Interval);
        }
    }
}
