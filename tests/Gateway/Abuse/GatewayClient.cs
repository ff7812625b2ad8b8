using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Actors.Codecs.MessagePack;
using Actors.Gateway.Tests.Dialects.Native;

namespace Actors.Gateway.Tests.Abuse;

/// <summary>A client of the platform's own WebSocket; whatever it waits for must come within half a minute.</summary>
internal sealed class GatewayClient(ClientWebSocket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    public string? CloseReason => socket.CloseStatusDescription;

    /// <summary>The one that the server chose.</summary>
    public string? Subprotocol => socket.SubProtocol;

    public bool IsOpen => socket.State == WebSocketState.Open;

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), isText: true);

    public Task SendAsync(byte[] bytes, bool isText) =>
        socket.SendAsync(bytes, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, _patience.Token);

    /// <summary>The next message; null when the server has closed, or the line broke.</summary>
    public async Task<JsonElement?> ReceiveAsync() =>
        await ReceiveBytesAsync() is { } message ? (message.IsText ? JsonSerializer.Deserialize<JsonElement>(message.Payload.Span) : FromMessagePack(message.Payload.Span)) : null;

    /// <summary>The next message as it came, valid until the next call; null when the server has closed, or the line broke.</summary>
    public async Task<(ReadOnlyMemory<byte> Payload, bool IsText)?> ReceiveBytesAsync()
    {
        try
        {
            var length = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(_buffer.AsMemory(length), _patience.Token);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                    return null;
                if (part.EndOfMessage)
                    return (_buffer.AsMemory(0, length), part.MessageType == WebSocketMessageType.Text);
            }
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException && !_patience.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The arguments of the next message of this code and one that fits, of <c>packets</c>.</summary>
    public async Task<JsonElement> ExpectPacketAsync(string code, Func<JsonElement, bool>? fits = null)
    {
        while (await ReceiveAsync() is { } message)
        {
            if (message.ValueKind == JsonValueKind.Array && message[0].GetString() == code && (fits?.Invoke(message[1]) ?? true))
                return message[1];
        }
        throw new InvalidOperationException($"Closed ({CloseStatus}) before a {code} came.");
    }

    /// <summary>The next message whose text has the words; fails when the connection ends before.</summary>
    public async Task<JsonElement> ExpectAsync(string words)
    {
        while (await ReceiveAsync() is { } message)
        {
            if (message.GetRawText().Contains(words, StringComparison.Ordinal))
                return message;
        }
        throw new InvalidOperationException($"Closed ({CloseStatus}) before {words} came.");
    }

    /// <summary>All that comes until the server closes, as JSON; it must be well-formed in its own encoding.</summary>
    public async Task<List<string>> ReadToEndAsync()
    {
        var all = new List<string>();
        while (await ReceiveBytesAsync() is { } message)
            all.Add(message.IsText ? JsonSerializer.Deserialize<JsonElement>(message.Payload.Span).GetRawText() : NativeNodes.Parse(message.Payload.Span, false)!.ToJsonString());
        return all;
    }

    /// <summary>Says that nothing more comes: the server closes when it has taken all that was sent.</summary>
    public async Task FinishAsync()
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _patience.Token);
        }
        catch (WebSocketException)
        {
            // The server was first.
        }
    }

    private static JsonElement FromMessagePack(ReadOnlySpan<byte> message)
    {
        var reader = new MessagePackReader(message);
        Assert.True(MessagePackValue.TryRead(ref reader, out var value) && reader.AtEnd);
        return JsonSerializer.Deserialize<JsonElement>(value.ToString());
    }

    public void Dispose()
    {
        socket.Dispose();
        _patience.Dispose();
    }
}
