using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;

namespace Actors.Tests;

/// <summary>A client that any platform's standard WebSocket could be: JSON out and in.</summary>
internal class JsonClient(WebSocketClient socket) : IDisposable, IAsyncDisposable
{
    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    public string? CloseReason => socket.CloseReason;

    /// <summary>The one that the server chose.</summary>
    public string? Subprotocol => socket.Subprotocol;

    public bool IsOpen => socket.IsOpen;

    /// <param name="subprotocol">The one that the client asks for; without one the path decides.</param>
    public static async Task<JsonClient> ConnectAsync(int port, string pathAndQuery, string? subprotocol = null) => new(await WebSocketClient.ConnectAsync(port, pathAndQuery, options =>
    {
        if (subprotocol is not null)
            options.AddSubProtocol(subprotocol);
    }));

    public Task SendAsync(string json) => socket.SendAsync(json);

    public Task SendAsync(ReadOnlyMemory<byte> bytes, bool isText) => socket.SendAsync(bytes, isText);

    public Task SendAsync(object message) => socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), isText: true);

    public Task TypeAsync(string line) => SendAsync(new { type = "command", command = line });

    /// <summary>The next message; null when the server has closed, or the connection broke.</summary>
    public async Task<JsonElement?> ReceiveAsync() => await ReceiveBytesAsync() is { } message ? Read(message) : null;

    /// <summary>The next message as it came, good until the next call; null when the server has closed, or the connection broke.</summary>
    public Task<WebSocketMessage?> ReceiveBytesAsync() => socket.ReceiveOrEndAsync();

    /// <summary>The next message that fits; those before it are passed over.</summary>
    /// <exception cref="WebSocketException">The connection ended before.</exception>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> fits)
    {
        var begun = Stopwatch.GetTimestamp();
        while (await ReceiveAsync() is { } message)
        {
            if (fits(message))
                return message;
            if (Stopwatch.GetElapsedTime(begun) > Eventually.LongLimit)
                throw new TimeoutException($"Not within {Eventually.LongLimit}; the last message was {message.GetRawText()}");
        }
        throw new WebSocketException($"The connection has ended: {CloseStatus} {CloseReason}");
    }

    /// <summary>The next message, whatever it is.</summary>
    public Task<JsonElement> NextAsync() => UntilAsync(static _ => true);

    /// <summary>The next message whose text contains the words.</summary>
    public Task<JsonElement> ExpectAsync(string words) => UntilAsync(message => message.GetRawText().Contains(words, StringComparison.Ordinal));

    /// <summary>Types a line and waits for what answers it: a message, an error or a list.</summary>
    public async Task<JsonElement> AskAsync(string line)
    {
        await TypeAsync(line);
        return await UntilAsync(Answers);
    }

    /// <summary>Whether a message answers a typed line.</summary>
    public static bool Answers(JsonElement message) => message.Type() == "error" || message.Event() is "message" or "inventory" or "who";

    /// <summary>Reads to the server's close frame and answers it; returns the last message before it, and its code.</summary>
    public async Task<(JsonElement Last, int? Code)> UntilClosedAsync()
    {
        JsonElement last = default;
        while (await ReceiveAsync() is { } message)
            last = message;
        await socket.FinishAsync(CloseStatus ?? throw new WebSocketException("The line broke before the server closed."));
        return (last, (int?)CloseStatus);
    }

    /// <summary>All that comes until the server closes; each must be well-formed in its own encoding.</summary>
    public async Task<List<string>> ReadToEndAsync()
    {
        var all = new List<string>();
        while (await ReceiveAsync() is { } message)
            all.Add(message.GetRawText());
        return all;
    }

    /// <summary>Ends the client's side: the server closes when it has taken all that was sent.</summary>
    public Task FinishAsync() => socket.FinishAsync();

    /// <summary>Breaks the connection without a close frame.</summary>
    public void CutOff() => socket.CutOff();

    public void Dispose() => socket.Dispose();

    public ValueTask DisposeAsync() => socket.DisposeAsync();

    protected virtual JsonElement Read(WebSocketMessage message) => JsonSerializer.Deserialize<JsonElement>(message.Payload.Span);
}

internal static class Json
{
    public static string? Type(this JsonElement message) => message.GetProperty("type").GetString();

    public static string? Event(this JsonElement message) => message.TryGetProperty("event", out var value) ? value.GetString() : null;

    public static string Text(this JsonElement message) =>
        message.TryGetProperty("data", out var data) && data.TryGetProperty("message", out var own) ? own.GetString()! : message.GetProperty("message").GetString()!;
}
