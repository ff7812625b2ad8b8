using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets.Deflate;

/// <summary>Clients by other authors, with their own compression, against ours, in both directions.</summary>
public sealed class DeflateInteropTests
{
    private const string Chromium = "/usr/bin/chromium";

    private static string LongText => string.Concat(Enumerable.Range(0, 2000).Select(static i => $"Grüße {i} 日本\n"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ClientWebSocket_exchanges_compressed_messages(bool takeover)
    {
        await using var server = await StartAsync(takeover);
        using var metrics = new MetricsReader(server.Listener);
        using var client = await WebSocketClient.ConnectAsync(new Uri($"ws://{server.EndPoint}/echo"), options =>
            options.DangerousDeflateOptions = new WebSocketDeflateOptions { ClientContextTakeover = takeover, ClientMaxWindowBits = 11, ServerContextTakeover = true });
        for (var i = 0; i < 3; i++)
        {
            var text = Encoding.UTF8.GetBytes(LongText);
            await client.Socket.SendAsync(text.AsMemory(0, 1000), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
            await client.SendAsync(text.AsMemory(1000), isText: true);
            Assert.Equal(text, (await client.ReceiveAsync())!.Value.Payload.ToArray());
        }
        await client.CloseAsync();
        Assert.Equal(3, metrics["deflate.inflated.messages"]);
        Assert.Equal(3, metrics["deflate.messages"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Python_websockets_exchanges_compressed_messages(bool takeover)
    {
        await using var server = await StartAsync(takeover);
        using var metrics = new MetricsReader(server.Listener);
        var script = $$"""
            import asyncio, random, websockets
            async def main():
                async with websockets.connect('ws://{{server.EndPoint}}/echo', max_size=None, compression='deflate') as socket:
                    assert 'permessage-deflate' in socket.response_headers['Sec-WebSocket-Extensions']
                    long = ''.join('Grüße %d 日本' % i for i in range(5000))
                    for message in [long, long, 'short', '', b'', bytes(range(256)) * 4096, random.Random(1).randbytes(100000)]:
                        await socket.send(message)
                        assert await socket.recv() == message
                    await socket.send([long[:10], long[10:20], long[20:]])
                    assert await socket.recv() == long
                    await (await socket.ping())
                assert socket.close_code == 1000, socket.close_code
            asyncio.run(main())
            """;
        Assert.Equal("0:", await OtherClients.RunPythonAsync(script));
        Assert.Equal(8, metrics["deflate.inflated.messages"]);
        Assert.Equal(5, metrics["deflate.messages"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Node_ws_exchanges_compressed_messages(bool takeover)
    {
        await using var server = await StartAsync(takeover);
        using var metrics = new MetricsReader(server.Listener);
        await NodeScripts.RunAsync("websocket-deflate.mjs", $"ws://{server.EndPoint}/echo");
        Assert.InRange(metrics["deflate.inflated.messages"], 8, long.MaxValue);
        Assert.InRange(metrics["deflate.messages"], 8, long.MaxValue);
        Assert.Equal(0, metrics["deflate.inflated.refused[invalid]"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chromium_exchanges_compressed_messages(bool takeover)
    {
        Assert.True(File.Exists(Chromium), $"This test needs {Chromium}: apt-get install chromium");
        await using var server = await StartAsync(takeover);
        using var metrics = new MetricsReader(server.Listener);
        var folder = Directory.CreateTempSubdirectory("deflate");
        var page = Path.Combine(folder.FullName, "page.html");
        await File.WriteAllTextAsync(page, $$"""
            <script>
            const socket = new WebSocket("ws://{{server.EndPoint}}/");
            socket.onopen = () => socket.send(socket.extensions + "\n" + "Grüße 日本 ".repeat(1000));
            socket.onmessage = (e) => socket.send(e.data);
            </script>
            """);
        var start = new ProcessStartInfo(Chromium,
            ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", $"--user-data-dir={folder.FullName}", "file://" + page])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var browser = Process.Start(start)!;
        try
        {
            browser.BeginErrorReadLine();
            browser.BeginOutputReadLine();
            var upper = await server.NextOpenedAsync();
            var first = (await upper.NextAsync()).Text.Split('\n');
            Assert.StartsWith("permessage-deflate", first[0]);
            Assert.Equal(string.Concat(Enumerable.Repeat("Grüße 日本 ", 1000)), first[1]);
            foreach (var text in new[] { LongText, LongText, "short", "" })
            {
                if (!upper.Channel.TrySend(EncodedMessage.Copy(Encoding.UTF8.GetBytes(text), isText: true)))
                    await upper.WritableAsync();
                Assert.Equal(text, (await upper.NextAsync()).Text);
            }
            Assert.Equal(2, metrics["deflate.messages"]);
            Assert.InRange(metrics["deflate.inflated.messages"], 3, 5);
        }
        finally
        {
            browser.Kill(entireProcessTree: true);
            await browser.WaitForExitAsync().Soon();
            await Eventually.Holds(() => TryDelete(folder), "the browser has let go of its folder");
        }
    }

    private static Task<Server> StartAsync(bool takeover) => Server.StartAsync(
        options =>
        {
            Deflated.On(options);
            options.Deflate.ClientContextTakeover = takeover;
            options.MaxPartialBytes = 256 << 20;
        },
        maxEchoBytes: 2 << 20);

    private static bool TryDelete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
