using System.Net.WebSockets;

namespace Actors.Client;

/// <summary>
/// A WebSocket of .NET, for desktop, mobile and console games of Unity and Godot, and for everything else that has sockets. Two loops on the thread pool read
/// and write; the game learns what they did when it polls. If a game does not poll for long, the transport stops reading: the server then sends it less, and
/// waits.
/// </summary>
public sealed class WebSocketTransport : ITransport
{
    private const int MaxUnread = 1024, MaxUnsent = 256, MaxMessageBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Queue<TransportEvent> _unread = new();
    private readonly Queue<(ReadOnlyMemory<byte> Message, bool IsText)> _unsent = new();
    private readonly SemaphoreSlim _room = new(MaxUnread), _toSend = new(0);
    private bool _isClosed;
    private int _closeCode;

    /// <inheritdoc/>
    public void Connect(Uri address, IReadOnlyList<string> subprotocols)
    {
        foreach (var subprotocol in subprotocols ?? throw new ArgumentNullException(nameof(subprotocols)))
            _socket.Options.AddSubProtocol(subprotocol);
        _ = Task.Run(() => RunAsync(address));
    }

    /// <inheritdoc/>
    public bool TryRead(out TransportEvent happened)
    {
        lock (_unread)
        {
            if (!_unread.TryDequeue(out happened))
                return false;
        }
        if (happened.Kind == TransportEventKind.Received)
            _room.Release();
        return true;
    }

    /// <inheritdoc/>
    public void Send(ReadOnlyMemory<byte> message, bool isText)
    {
        lock (_unsent)
        {
            if (_isClosed)
                return;
            if (_unsent.Count < MaxUnsent)
                _unsent.Enqueue((message, isText));
            else
                _ending.Cancel();
        }
        _toSend.Release();
    }

    /// <inheritdoc/>
    public void Close(int code)
    {
        lock (_unsent)
            (_isClosed, _closeCode) = (true, code);
        _toSend.Release();
        // Limits the wait for a server that does not answer the close.
        _ending.CancelAfter(ClosePatience);
    }

    private async Task RunAsync(Uri address)
    {
        var (code, reason) = (1006, "");
        try
        {
            await _socket.ConnectAsync(address, _ending.Token).ConfigureAwait(false);
            Add(TransportEvent.Opened(_socket.SubProtocol));
            var writing = WriteAsync();
            await ReadAsync().ConfigureAwait(false);
            (code, reason) = ((int?)_socket.CloseStatus ?? 1006, _socket.CloseStatusDescription ?? "");
            // 1005: the server has given no code.
            Close(code is 1005 or 1006 ? 1000 : code);
            await writing.ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            // A socket fails in many ways, and each means that the connection is lost.
            if (code == 1006)
                reason = problem.Message;
        }
        finally
        {
            Add(TransportEvent.Closed(code, reason));
            lock (_unsent)
                _isClosed = true;
            _ending.Cancel();
            _socket.Dispose();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[4096];
        while (true)
        {
            await _room.WaitAsync(_ending.Token).ConfigureAwait(false);
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                if (length == buffer.Length)
                    Array.Resize(ref buffer, length < MaxMessageBytes ? length * 2 : throw new WebSocketException($"A message is longer than {MaxMessageBytes} bytes."));
                part = await _socket.ReceiveAsync(buffer.AsMemory(length), _ending.Token).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                length += part.Count;
            }
            while (!part.EndOfMessage);
            Add(TransportEvent.Received(buffer.AsSpan(0, length).ToArray(), part.MessageType == WebSocketMessageType.Text));
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                await _toSend.WaitAsync(_ending.Token).ConfigureAwait(false);
                (ReadOnlyMemory<byte> Message, bool IsText) next;
                lock (_unsent)
                {
                    if (!_unsent.TryDequeue(out next) && _isClosed)
                        break;
                }
                if (!next.Message.IsEmpty)
                    await _socket.SendAsync(next.Message, next.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, _ending.Token).ConfigureAwait(false);
            }
            await _socket.CloseOutputAsync((WebSocketCloseStatus)_closeCode, null, _ending.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The reading loop fails as well, and reports it.
            _ending.Cancel();
        }
    }

    private void Add(TransportEvent happened)
    {
        lock (_unread)
            _unread.Enqueue(happened);
    }
}
