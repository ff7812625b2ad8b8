using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>A client that any platform's standard WebSocket could be: JSON objects out and in.</summary>
internal sealed class JsonClient : IAsyncDisposable
{
    /// <summary>Long enough for a room whose owner has died or whose database is away: it matters only when something is wrong.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[256 * 1024];

    /// <param name="subprotocol">What the client asks to speak; none, and the path decides.</param>
    public static async Task<JsonClient> ConnectAsync(int port, string pathAndQuery, string? subprotocol = null)
    {
        var client = new JsonClient();
        if (subprotocol is not null)
            client._socket.Options.AddSubProtocol(subprotocol);
        using var patience = new CancellationTokenSource(Patience);
        await client._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}{pathAndQuery}"), patience.Token);
        return client;
    }

    /// <param name="invoker">What makes the connection.</param>
    public static async Task<JsonClient> ConnectAsync(Uri address, HttpMessageInvoker invoker)
    {
        var client = new JsonClient();
        using var patience = new CancellationTokenSource(Patience);
        await client._socket.ConnectAsync(address, invoker, patience.Token);
        return client;
    }

    public async Task SendAsync(object message)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, patience.Token);
    }

    public Task TypeAsync(string line) => SendAsync(new { type = "command", command = line });

    public async Task<JsonElement> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var length = 0;
        while (true)
        {
            var got = await _socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            if (got.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException($"The server closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
            length += got.Count;
            if (got.EndOfMessage)
                return JsonDocument.Parse(Encoding.UTF8.GetString(_buffer, 0, length)).RootElement;
        }
    }

    /// <summary>Reads to the server's close frame and answers it: the last message before it, and its code.</summary>
    public async Task<(JsonElement Last, int? Code)> UntilClosedAsync()
    {
        JsonElement last = default;
        while (true)
        {
            try
            {
                last = await ReceiveAsync();
            }
            catch (WebSocketException) when (_socket.CloseStatus is { } code)
            {
                using var patience = new CancellationTokenSource(Patience);
                await _socket.CloseOutputAsync(code, null, patience.Token);
                return (last, (int)code);
            }
        }
    }

    /// <summary>The next message that fits; those before it are passed over.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> fits)
    {
        while (true)
        {
            var message = await ReceiveAsync();
            if (fits(message))
                return message;
        }
    }

    /// <summary>Types a line and waits for what answers it: a message, an error or a list.</summary>
    public async Task<JsonElement> AskAsync(string line)
    {
        await TypeAsync(line);
        return await UntilAsync(static message => message.Type() == "error" || message.Event() is "message" or "inventory" or "who");
    }

    /// <summary>The line breaks, and nobody says anything.</summary>
    public void CutOff() => _socket.Abort();

    /// <summary>Says goodbye: a client that is only cut off leaves its body behind for a while.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", soon.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or InvalidOperationException or IOException)
        {
            // It has been cut off before.
        }
        _socket.Dispose();
    }
}

internal static class Json
{
    public static string? Type(this JsonElement message) => message.GetProperty("type").GetString();

    public static string? Event(this JsonElement message) => message.TryGetProperty("event", out var value) ? value.GetString() : null;

    public static string Text(this JsonElement message) =>
        message.TryGetProperty("data", out var data) && data.TryGetProperty("message", out var own) ? own.GetString()! : message.GetProperty("message").GetString()!;
}
