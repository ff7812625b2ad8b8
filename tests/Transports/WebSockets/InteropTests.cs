using System.Net.WebSockets;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>Clients by other authors.</summary>
public sealed class InteropTests
{
    [Fact]
    public async Task ClientWebSocket_connects_talks_and_closes()
    {
        await using var server = await Server.StartAsync(maxEchoBytes: 2 << 20);
        // Compression is offered, not agreed to
        using var client = await WebSocketClient.ConnectAsync(
            new Uri($"ws://{server.EndPoint}/echo?name=x"), static options => options.DangerousDeflateOptions = new WebSocketDeflateOptions());

        await client.Socket.SendAsync("Hel"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
        await client.SendAsync("lo");
        Assert.Equal("Hello", (await client.ReceiveAsync())!.Value.Text);

        var big = new byte[1 << 20];
        new Random(1).NextBytes(big);
        await client.SendAsync(big, isText: false);
        Assert.Equal(big, (await client.ReceiveAsync())!.Value.Payload.ToArray());

        await client.Socket.CloseAsync((WebSocketCloseStatus)4000, "bye", CancellationToken.None).Soon();
        Assert.Equal(4000, (int?)client.CloseStatus);
    }

    [Fact]
    public async Task ClientWebSocket_gets_the_servers_close_and_subprotocol()
    {
        await using var server = await Server.StartAsync();
        using var client = await WebSocketClient.ConnectAsync(new Uri($"ws://{server.EndPoint}/"), static options => options.AddSubProtocol("actors.v1.json"));
        Assert.Equal("actors.v1.json", client.Subprotocol);
        var upper = await server.NextOpenedAsync();
        upper.Channel.Close(CloseCode.PolicyViolation, "enough");
        Assert.Null(await client.ReceiveAsync());
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, "enough"), (client.CloseStatus, client.CloseReason));
        await client.FinishAsync(WebSocketCloseStatus.PolicyViolation);
        Assert.Equal((CloseCode.PolicyViolation, "enough"), await upper.ClosedAsync());
    }

    [Fact]
    public async Task Python_websockets_connects_talks_and_closes()
    {
        await using var server = await Server.StartAsync(maxEchoBytes: 2 << 20);
        var script = $$"""
            import asyncio, websockets
            async def main():
                async with websockets.connect('ws://{{server.EndPoint}}/echo', max_size=None) as socket:
                    await socket.send('Grüße')
                    assert await socket.recv() == 'Grüße'
                    big = bytes(range(256)) * 4096
                    await socket.send(big)
                    assert await socket.recv() == big
                    await socket.send(['frag', 'men', 'ted'])
                    assert await socket.recv() == 'fragmented'
                    await (await socket.ping())
                assert socket.close_code == 1000, socket.close_code
            asyncio.run(main())
            """;
        Assert.Equal("0:", await OtherClients.RunPythonAsync(script));
    }
}
