using System.Net.WebSockets;
using System.Text;

namespace Actors.Tests;

/// <summary>A whole message as it came; its bytes are good until the next is received.</summary>
internal readonly record struct WebSocketMessage(ReadOnlyMemory<byte> Payload, bool IsText)
{
    public string Text => Encoding.UTF8.GetString(Payload.Span);
}

/// <summary>The platform's own WebSocket, message by message. Whatever it waits for must come within <see cref="Eventually.Limit"/>.</summary>
/// <remarks>Synchronous disposal cuts the connection; asynchronous disposal says goodbye first.</remarks>
internal sealed class WebSocketClient : IDisposable, IAsyncDisposable
{
    private byte[] _buffer = new byte[4096];

    private WebSocketClient(ClientWebSocket socket) => Socket = socket;

    public ClientWebSocket Socket { get; }

    public WebSocketCloseStatus? CloseStatus => Socket.CloseStatus;

    public string? CloseReason => Socket.CloseStatusDescription;

    /// <summary>The one that the server chose.</summary>
    public string? Subprotocol => Socket.SubProtocol;

    public bool IsOpen => Socket.State == WebSocketState.Open;

    public static Task<WebSocketClient> ConnectAsync(int port, string pathAndQuery = "/", Action<ClientWebSocketOptions>? set = null) =>
        ConnectAsync(new Uri($"ws://127.0.0.1:{port}{pathAndQuery}"), set);

    /// <param name="invoker">Makes the connection, when the socket itself does not.</param>
    public static async Task<WebSocketClient> ConnectAsync(Uri address, Action<ClientWebSocketOptions>? set = null, HttpMessageInvoker? invoker = null)
    {
        var socket = new ClientWebSocket();
        try
        {
            // Nothing goes out that the test has not sent.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            set?.Invoke(socket.Options);
            await InTimeAsync(cancellation => socket.ConnectAsync(address, invoker, cancellation));
            return new WebSocketClient(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), isText: true);

    public Task SendAsync(ReadOnlyMemory<byte> bytes, bool isText) => InTimeAsync(
        cancellation => Socket.SendAsync(bytes, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, cancellation).AsTask());

    /// <summary>The next message; null when the server has closed.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task<WebSocketMessage?> ReceiveAsync()
    {
        WebSocketMessage? message = null;
        await InTimeAsync(async cancellation => message = await ReceiveAsync(cancellation));
        return message;
    }

    /// <summary>The next message; null when the server has closed, or the connection broke.</summary>
    public async Task<WebSocketMessage?> ReceiveOrEndAsync()
    {
        try
        {
            return await ReceiveAsync();
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Ends the client's side: the server closes when it has taken all that was sent.</summary>
    public async Task FinishAsync(WebSocketCloseStatus code = WebSocketCloseStatus.NormalClosure)
    {
        try
        {
            await InTimeAsync(cancellation => Socket.CloseOutputAsync(code, null, cancellation));
        }
        catch (WebSocketException)
        {
            // The server closed first.
        }
    }

    /// <summary>Says goodbye and waits for the server's.</summary>
    public Task CloseAsync() => InTimeAsync(cancellation => Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", cancellation));

    /// <summary>Breaks the connection without a close frame.</summary>
    public void CutOff() => Socket.Abort();

    public void Dispose() => Socket.Dispose();

    /// <summary>Says goodbye first: a client that is only cut off leaves a body behind for a while.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await InTimeAsync(cancellation => Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", cancellation));
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or InvalidOperationException or IOException or TimeoutException)
        {
            // It was already cut off.
        }
        Dispose();
    }

    private async Task<WebSocketMessage?> ReceiveAsync(CancellationToken cancellation)
    {
        var length = 0;
        while (true)
        {
            var part = await Socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            if (part.EndOfMessage)
                return new WebSocketMessage(_buffer.AsMemory(0, length), part.MessageType == WebSocketMessageType.Text);
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, length * 2);
        }
    }

    /// <summary>Distinguishes what the socket cancels by itself, because it was cut off, from what takes too long.</summary>
    private static async Task InTimeAsync(Func<CancellationToken, Task> what)
    {
        using var patience = new CancellationTokenSource(Eventually.Limit);
        try
        {
            await what(patience.Token);
        }
        catch (OperationCanceledException late) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"The other end has done nothing for {Eventually.Limit}.", late);
        }
    }
}
