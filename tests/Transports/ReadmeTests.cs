using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Actors.Transports.Tests;

/// <summary>The programs that the libraries' READMEs show compile with nothing but the library, and do what the READMEs say.</summary>
public sealed class ReadmeTests
{
    [Theory]
    [InlineData("WebSockets", "WebSocketServer")]
    [InlineData("SocketIO", "SocketIOServer")]
    [InlineData("Datagrams", "DatagramServer")]
    public void The_README_shows_the_program_under_test(string library, string host)
    {
        var (program, readme) = ReadmeServer.Texts(library, host);
        Assert.Equal(program, readme);
    }

    [Fact]
    public async Task The_WebSocket_server_echoes_text_and_bytes_and_answers_a_close()
    {
        using var server = await ReadmeServer.StartAsync("WebSocketServer", "0");
        using var client = await WebSocketClient.ConnectAsync(server.Port);
        foreach (var isText in (bool[])[true, false])
        {
            await client.SendAsync("hello"u8.ToArray(), isText);
            var echo = (await client.ReceiveAsync())!.Value;
            Assert.Equal((isText, "hello"), (echo.IsText, echo.Text));
        }
        await client.CloseAsync();
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
    }

    [Fact]
    public async Task The_Socket_IO_server_welcomes_echoes_and_answers()
    {
        using var server = await ReadmeServer.StartAsync("SocketIOServer", "--urls", "http://127.0.0.1:0");
        using var client = await EngineIOClient.JoinAsync(server.Port);
        Assert.StartsWith("42[\"welcome\",{\"id\":", await client.ReceiveAsync());
        await client.SendAsync("42[\"message\",1,{\"two\":2}]");
        Assert.Equal("42[\"message-back\",1,{\"two\":2}]", await client.ReceiveAsync());
        await client.SendAsync("427[\"sum\",40,2]");
        Assert.Equal("437[42]", await client.ReceiveAsync());
    }

    [Fact]
    public async Task The_datagram_server_greets_a_client_and_resends_pong_until_acknowledged()
    {
        using var server = await ReadmeServer.StartAsync("DatagramServer", "0");
        using var patience = new CancellationTokenSource(Eventually.Limit);
        using var client = new UdpClient();
        client.Connect(IPAddress.Loopback, server.Port);
        // Long enough that the greeting is no more than three times as long
        await SayAsync([0x94, 0, 0, 0, 0xAA, .. "let me in!"u8]);
        var greeting = await ReadAsync(id: 10);
        Assert.Equal("hello", TextOf(greeting));
        await AcknowledgeAsync(greeting);
        await SayAsync([0x94, 11, 0, 0, 0xC0]);
        var pong = await ReadAsync(id: 12);
        Assert.Equal("pong", TextOf(pong));
        Assert.Equal(pong, await ReadAsync(id: 12));
        await AcknowledgeAsync(pong);

        async Task SayAsync(byte[] datagram) => await client.SendAsync(datagram, patience.Token);

        async Task<byte[]> ReadAsync(byte id)
        {
            while (true)
            {
                var datagram = (await client.ReceiveAsync(patience.Token)).Buffer;
                if (datagram[1] == id)
                    return datagram;
            }
        }

        // [2, 0, 0, [sequence]], with the sequence as the server wrote it
        Task AcknowledgeAsync(byte[] datagram) => SayAsync([0x94, 2, 0, 0, 0x91, .. datagram[2..^(TextOf(datagram).Length + 2)]]);
    }

    /// <summary>The payload is a short text, at the end.</summary>
    private static string TextOf(byte[] datagram)
    {
        var start = Array.FindLastIndex(datagram, static part => part is >= 0xA0 and <= 0xBF);
        return Encoding.UTF8.GetString(datagram.AsSpan(start + 1));
    }
}
