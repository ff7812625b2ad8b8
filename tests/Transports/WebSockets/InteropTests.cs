using System.Net.WebSockets;
using System.Text;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>Clients that others have written.</summary>
public sealed class InteropTests
{
    [Fact]
    public async Task NETs_own_client_connects_talks_and_closes()
    {
        await using var server = await Server.StartAsync(maxEchoBytes: 2 << 20);
        using var client = new ClientWebSocket();
        client.Options.DangerousDeflateOptions = new WebSocketDeflateOptions(); // Offered, not agreed to
        await Soon.Within(client.ConnectAsync(new Uri($"ws://{server.EndPoint}/echo?name=x"), CancellationToken.None));

        await client.SendAsync("Hel"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
        await client.SendAsync("lo"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        Assert.Equal("Hello", Encoding.UTF8.GetString(await client.ReceiveAsync()));

        var big = new byte[1 << 20];
        new Random(1).NextBytes(big);
        await client.SendAsync(big, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        Assert.Equal(big, await client.ReceiveAsync());

        await Soon.Within(client.CloseAsync((WebSocketCloseStatus)4000, "bye", CancellationToken.None));
        Assert.Equal(4000, (int?)client.CloseStatus);
    }

    [Fact]
    public async Task NETs_own_client_hears_the_servers_close_and_subprotocol()
    {
        await using var server = await Server.StartAsync();
        using var client = new ClientWebSocket();
        client.Options.AddSubProtocol("actors.v1.json");
        await Soon.Within(client.ConnectAsync(new Uri($"ws://{server.EndPoint}/"), CancellationToken.None));
        Assert.Equal("actors.v1.json", client.SubProtocol);
        var upper = await server.NextOpenedAsync();
        upper.Channel.Close(CloseCode.PolicyViolation, "enough");
        var result = await Soon.Within(client.ReceiveAsync(new byte[10], CancellationToken.None));
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, result.CloseStatus);
        Assert.Equal("enough", result.CloseStatusDescription);
        await Soon.Within(client.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "", CancellationToken.None));
        Assert.Equal((CloseCode.PolicyViolation, "enough"), await upper.ClosedAsync());
    }

    [Fact]
    public async Task Pythons_websockets_connects_talks_and_closes()
    {
        if (!await OtherClients.HasPythonAsync())
            return;
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
