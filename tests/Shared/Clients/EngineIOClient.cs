using System.Net.WebSockets;
using System.Text.Json;

namespace Actors.Tests;

/// <summary>A client of Engine.IO on a WebSocket, packet by packet, that does nothing by itself: it does not even answer heartbeats.</summary>
internal sealed class EngineIOClient(WebSocketClient socket) : IDisposable
{
    public const string EnginePath = "/engine.io/";
    public const string SocketPath = "/socket.io/";

    public ClientWebSocket Socket => socket.Socket;

    public bool IsOpen => socket.IsOpen;

    /// <summary>Opens a session, or continues one that has polled; the first packet received from a new one is its open packet.</summary>
    /// <param name="more">Appended to the query that every client has.</param>
    public static async Task<EngineIOClient> ConnectAsync(int port, string? sid = null, string path = EnginePath, string more = "") =>
        new(await WebSocketClient.ConnectAsync(port, $"{path}?EIO=4&transport=websocket{(sid is null ? "" : $"&sid={sid}")}{more}"));

    public static async Task<(EngineIOClient Client, JsonElement Handshake)> OpenAsync(int port, string path = EnginePath, string more = "")
    {
        var client = await ConnectAsync(port, path: path, more: more);
        var open = await client.ReceiveAsync();
        Assert.StartsWith("0{", open, StringComparison.Ordinal);
        return (client, JsonElement.Parse(open.AsSpan(1)));
    }

    /// <summary>A session of Socket.IO that has joined a namespace; the answer to that has been read.</summary>
    public static async Task<EngineIOClient> JoinAsync(int port, string connect = "40")
    {
        var (client, _) = await OpenAsync(port, SocketPath);
        await client.SendAsync(connect);
        Assert.StartsWith("40", await client.ReceiveAsync(), StringComparison.Ordinal);
        return client;
    }

    public Task SendAsync(string text) => socket.SendAsync(text);

    public Task SendAsync(byte[] bytes, bool isText = false) => socket.SendAsync(bytes, isText);

    /// <summary>The next message: text as it is, bytes as hex after 0x, a close frame as <c>close</c> and its code.</summary>
    public async Task<string> ReceiveAsync() => await socket.ReceiveAsync() switch
    {
        null => $"close {(int?)socket.CloseStatus}",
        { IsText: true } text => text.Text,
        { } bytes => "0x" + Convert.ToHexStringLower(bytes.Payload.Span),
    };

    /// <summary>The length of the next message.</summary>
    public async Task<long> ReceiveLengthAsync()
    {
        var message = await socket.ReceiveAsync();
        Assert.NotNull(message);
        return message.Value.Payload.Length;
    }

    public Task CloseAsync() => socket.CloseAsync();

    public void Dispose() => socket.Dispose();
}
