using System.Buffers;
using System.Net.WebSockets;
using Actors.Channels;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.SocketIO.EngineIO;

internal enum WebSocketOutcome
{
    Message,

    /// <summary>The client has sent a close frame, or the connection has broken.</summary>
    Closed,

    /// <summary>The client has broken the WebSocket protocol.</summary>
    Invalid,

    TooBig,
}

/// <summary>A message in a rented buffer, or why there is none. Disposing it returns the buffer.</summary>
internal readonly struct WebSocketMessage(WebSocketOutcome outcome, byte[]? rented = null, int length = 0, bool isText = false) : IDisposable
{
    public WebSocketOutcome Outcome => outcome;

    public bool IsText => isText;

    public ReadOnlyMemory<byte> Payload => rented.AsMemory(0, length);

    public void Dispose()
    {
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }
}

/// <summary>
/// One WebSocket: whole messages in, whole messages out, and a close that always completes. It has one reading task and one sender at a time; any thread may
/// close or abort it.
/// </summary>
internal sealed class WebSocketTransport(
    WebSocket socket, IHttpRequestLifetimeFeature request, EngineIOOptions options, TimeProvider time) : IAsyncDisposable
{
    private const int FirstBufferBytes = 4096;

    private readonly Lock _gate = new();
    private ITimer? _abortTimer;
    private bool _closing;
    private bool _closeSent;
    private bool _disposed;

    /// <summary>Reads one message. It holds no buffer while it waits: it waits for the first byte, then rents one.</summary>
    public async ValueTask<WebSocketMessage> ReceiveAsync()
    {
        byte[]? buffer = null;
        var outcome = WebSocketOutcome.Closed;
        try
        {
            var received = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
            var length = 0;
            while (received.MessageType != WebSocketMessageType.Close)
            {
                if (received.EndOfMessage)
                {
                    var message = new WebSocketMessage(WebSocketOutcome.Message, buffer, length, received.MessageType == WebSocketMessageType.Text);
                    buffer = null;
                    return message;
                }
                if (length == buffer.Length)
                    buffer = Grow(buffer);
                received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += received.Count;
                if (length > options.MaxPayloadBytes)
                    return new(WebSocketOutcome.TooBig);
            }
        }
        catch (WebSocketException e) when (e.WebSocketErrorCode != WebSocketError.ConnectionClosedPrematurely && !_closing)
        {
            outcome = WebSocketOutcome.Invalid;
        }
        catch (Exception e) when (IsSocketClosed(e))
        {
            outcome = WebSocketOutcome.Closed;
        }
        finally
        {
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
        }
        return new(outcome);
    }

    /// <summary>False if the connection has broken.</summary>
    public async ValueTask<bool> TrySendAsync(EncodedMessage packet)
    {
        var type = packet.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
        try
        {
            await socket.SendAsync(packet.Payload, type, endOfMessage: true, CancellationToken.None);
            return true;
        }
        catch (Exception e) when (IsSocketClosed(e))
        {
            return false;
        }
    }

    /// <summary>
    /// Limits the time to close: the connection is dropped if the client has not answered the close frame in time, or could not even be sent one.
    /// </summary>
    public void EndInTime()
    {
        lock (_gate)
        {
            if (_closing)
                return;
            _closing = true;
            _abortTimer = time.CreateTimer(
                static state => ((WebSocketTransport)state!).Abort(), this, options.CloseTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Sends the close frame, once. A send in progress goes first.</summary>
    public async Task CloseOutputAsync(CloseCode code, string reason)
    {
        EndInTime();
        if (Interlocked.Exchange(ref _closeSent, true))
            return;
        try
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, CancellationToken.None);
        }
        catch (Exception e) when (IsSocketClosed(e))
        {
            Abort();
        }
    }

    /// <summary>Reads and discards, until the client's close frame or the end of the connection.</summary>
    public async Task DrainAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (IsSocketClosed(e))
        {
            Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Drops the connection now, whoever is reading or writing. The lock keeps the request from ending in between: after its end the WebSocket must not be
    /// touched.
    /// </summary>
    public void Abort()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            socket.Abort();
            request.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        ITimer? timer;
        lock (_gate)
        {
            _closing = _disposed = true;
            timer = _abortTimer;
        }
        if (timer is not null)
            await timer.DisposeAsync();
        socket.Dispose();
    }

    /// <summary>
    /// Which of these is thrown depends on where in the stack a broken connection is noticed. InvalidOperation is thrown by a
    /// WebSocket that is already closed.
    /// </summary>
    private static bool IsSocketClosed(Exception e) =>
        e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;

    private static byte[] Grow(byte[] buffer)
    {
        var grown = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(grown, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return grown;
    }
}
