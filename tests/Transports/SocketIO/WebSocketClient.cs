using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Actors.Transports.Tests.SocketIO;

/// <summary>A WebSocket from the client's side, frame by frame.</summary>
internal sealed class WebSocketClient : IDisposable
{
    private WebSocketClient()
    {
    }

    public ClientWebSocket Socket { get; } = new();

    /// <summary>Opens a session; its open packet is the first to be received.</summary>
    public static async Task<WebSocketClient> ConnectAsync(TestHost host, string? sid = null, string path = TestHost.EnginePath)
    {
        var client = new WebSocketClient();
        var query = sid is null ? "" : $"&sid={sid}";
        await client.Socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Port}{path}?EIO=4&transport=websocket{query}"), default).Soon();
        return client;
    }

    public static async Task<(WebSocketClient Client, JsonElement Handshake)> OpenAsync(TestHost host, string path = TestHost.EnginePath)
    {
        var client = await ConnectAsync(host, path: path);
        var open = await client.ReceiveAsync();
        Assert.StartsWith("0", open, StringComparison.Ordinal);
        return (client, JsonElement.Parse(open.AsSpan(1)));
    }

    /// <summary>A session of Socket.IO that has joined a namespace; the answer to that has been read.</summary>
    public static async Task<WebSocketClient> JoinAsync(TestHost host, string connect = "40")
    {
        var (client, _) = await OpenAsync(host, TestHost.SocketPath);
        await client.SendAsync(connect);
        var answer = await client.ReceiveAsync();
        Assert.StartsWith("40", answer, StringComparison.Ordinal);
        return client;
    }

    public Task SendAsync(string text) =>
        Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, default).Soon();

    public Task SendAsync(byte[] bytes) => Socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, default).Soon();

    /// <summary>The next message: text as it is, bytes as hex after 0x, a close frame as <c>close</c> and its code.</summary>
    public async Task<string> ReceiveAsync()
    {
        var buffer = new byte[16 * 1024];
        var message = new MemoryStream();
        while (true)
        {
            var received = await Socket.ReceiveAsync(buffer, default).Soon();
            if (received.MessageType == WebSocketMessageType.Close)
                return $"close {(int?)received.CloseStatus}";
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                return received.MessageType == WebSocketMessageType.Text
                    ? Encoding.UTF8.GetString(message.ToArray())
                    : "0x" + Convert.ToHexStringLower(message.ToArray());
            }
        }
    }

    /// <summary>Reads the next message without keeping it: its length.</summary>
    public async Task<long> ReceiveLengthAsync()
    {
        var buffer = new byte[64 * 1024];
        long length = 0;
        while (true)
        {
            var received = await Socket.ReceiveAsync(buffer, default).Soon();
            Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
            length += received.Count;
            if (received.EndOfMessage)
                return length;
        }
    }

    public async Task CloseAsync() => await Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default).Soon();

    public void Dispose() => Socket.Dispose();
}
