using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;

namespace Actors.Tools.Load.Play;

/// <summary>One socket that speaks <c>actors.v1.json</c>. Every wait ends; a failed socket is closed and throws nothing.</summary>
internal sealed class PlayConnection(TimeSpan patience) : IDisposable
{
    private const int MaxMessage = 1 << 20;
    private readonly ClientWebSocket _socket = new();
    private byte[] _buffer = new byte[16_384];

    /// <summary>Why it is closed: the code and the reason, or what failed.</summary>
    public string? Closed { get; private set; }

    public async Task<bool> ConnectAsync(Uri address, CancellationToken stop)
    {
        _socket.Options.AddSubProtocol("actors.v1.json");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(patience);
        return await TryAsync(_socket.ConnectAsync(address, over.Token));
    }

    public async Task<bool> SendAsync(object message)
    {
        using var over = new CancellationTokenSource(patience);
        return await TryAsync(_socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, over.Token));
    }

    /// <summary>The next message, valid until the one after it; null if no more will come.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken stop)
    {
        try
        {
            for (var length = 0; ;)
            {
                var got = await _socket.ReceiveAsync(_buffer.AsMemory(length), stop);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    Closed ??= $"closed with {(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}".TrimEnd();
                    return null;
                }
                length += got.Count;
                if (got.EndOfMessage)
                    return _buffer.AsMemory(0, length);
                if (length == MaxMessage)
                {
                    Closed ??= $"a message is longer than {MaxMessage} bytes";
                    return null;
                }
                if (length == _buffer.Length)
                    Array.Resize(ref _buffer, 2 * length);
            }
        }
        catch (Exception cut) when (cut is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            Closed ??= "cut off";
            return null;
        }
    }

    public async Task CloseAsync()
    {
        if (_socket.State != WebSocketState.Open)
            return;
        using var over = new CancellationTokenSource(patience);
        await TryAsync(_socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, over.Token));
    }

    /// <summary>Ends every wait on the socket.</summary>
    public void Abort() => _socket.Abort();

    public void Dispose() => _socket.Dispose();

    private async Task<bool> TryAsync(Task attempt)
    {
        try
        {
            await attempt;
            return true;
        }
        catch (Exception failed) when (failed is WebSocketException or SocketException or IOException or OperationCanceledException or InvalidOperationException)
        {
            Closed ??= failed is OperationCanceledException ? "not taken in time" : "cut off";
            return false;
        }
    }
}
