using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets.Deflate;

/// <summary>The memory of the whole process is measured, so nothing else may run meanwhile.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class DeflateMemoryTests
{
    [Fact]
    public async Task An_idle_connection_holds_no_memory_for_compression()
    {
        await using var server = await Server.StartAsync(Deflated.On);
        using var metrics = new MetricsReader(server.Listener);
        var clients = new List<(RawClient Client, UpperSide Upper)>();
        for (var i = 0; i < 200; i++)
            clients.Add(await Deflated.ConnectAsync(server));
        var up = Deflated.Binary(new byte[32 * 1024]).ToBytes();
        var down = EncodedMessage.Copy(new byte[32 * 1024], isText: false);

        // The first rounds allocate what stays for good: code, tables, pooled buffers. Memory that a connection holds would be there after every round.
        await RoundAsync();
        var rounds = 1;
        var each = long.MaxValue;
        while (each > 1000 && rounds < 10)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await RoundAsync();
            rounds++;
            each = (GC.GetTotalMemory(forceFullCollection: true) - before) / clients.Count;
        }
        Assert.InRange(each, long.MinValue, 1000);
        Assert.Equal(1, metrics["deflate.messages"]);
        Assert.Equal(rounds * clients.Count, metrics["deflate.inflated.messages"]);
        clients.ForEach(static pair => pair.Client.Dispose());

        async Task RoundAsync()
        {
            foreach (var (client, upper) in clients)
            {
                await client.SendAsync(up);
                await upper.NextAsync();
                if (!upper.Channel.TrySend(down))
                    await upper.WritableAsync();
                Assert.Equal(Deflated.Rsv1, (await client.ReadFrameAsync()).Rsv);
            }
            await Eventually.Holds(() => metrics["partial_message_bytes"] == 0, "given back");
            // The queue of the test's upper side keeps the last message that was waited for, so let that be a small one
            foreach (var (client, upper) in clients)
            {
                var small = upper.NextAsync();
                await client.SendAsync(Frame.Text("small").ToBytes());
                await small;
            }
        }
    }
}
