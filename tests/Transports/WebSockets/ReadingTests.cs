using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>Receiving: pausing, and how much many slow senders may hold together.</summary>
public sealed class ReadingTests
{
    [Fact]
    public async Task Pausing_within_Received_holds_the_next_message_until_resumed()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        upper.OnReceived = _ => upper.Channel.PauseReading();
        await client.SendAsync(Frame.Text("a"), Frame.Text("b"), Frame.Text("c"));
        foreach (var text in new[] { "a", "b", "c" })
        {
            Assert.Equal(text, (await upper.NextAsync()).Text);
            Assert.Equal(text[0] - 'a' + 1, upper.ReceivedCount);
            upper.Channel.ResumeReading();
        }
    }

    [Fact]
    public async Task A_paused_client_gets_TCP_backpressure()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        upper.OnReceived = _ => upper.Channel.PauseReading();
        await client.SendAsync(Frame.Text("first"));
        await upper.NextAsync();

        client.Socket.Blocking = false;
        var bytes = Frame.Binary(new byte[60_000]).ToBytes();
        var sent = 0L;
        await Eventually.Holds(
            () =>
            {
                sent += Math.Max(0, client.Socket.Send(bytes, System.Net.Sockets.SocketFlags.None, out var error));
                Assert.InRange(sent, 0, 100_000_000);
                return error == System.Net.Sockets.SocketError.WouldBlock;
            },
            "the client cannot send any more");
        Assert.Equal(1, upper.ReceivedCount);
        Assert.Equal(0, server.Listener.State.Partials.HeldBytes);
    }

    [Fact]
    public async Task A_pause_ends_when_the_channel_closes()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        upper.OnReceived = _ => upper.Channel.PauseReading();
        await client.SendAsync(Frame.Text("a"), Frame.Text("b"));
        await upper.NextAsync();
        upper.Channel.Close(CloseCode.Normal, "");
        upper.Channel.PauseReading();
        await client.ReadCloseAsync(CloseCode.Normal);
        await client.SendAsync(Frame.Close(1000));
        Assert.True(await client.ReadEndAsync());
        client.Dispose();
        await upper.ClosedAsync();
        Assert.Equal(1, upper.ReceivedCount);
    }

    [Fact]
    public async Task A_paused_channel_can_be_aborted()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        upper.OnReceived = _ => upper.Channel.PauseReading();
        await client.SendAsync(Frame.Text("a"), Frame.Text("b"));
        await upper.NextAsync();
        upper.Channel.Abort();
        Assert.Equal(CloseCode.Abnormal, (await upper.ClosedAsync()).Code);
    }

    [Fact]
    public async Task Partial_messages_share_one_budget_and_the_client_over_it_gets_1013()
    {
        await using var server = await Server.StartAsync(options =>
        {
            options.MaxMessageBytes = 64 * 1024;
            options.MaxPartialBytes = 320 * 1024; // One more while it grows has its old buffer and the new one
        });
        using var metrics = new MetricsReader(server.Listener);
        var half = Frame.Binary(new byte[64 * 1024]).ToBytes().AsMemory(0, 40_000);
        var clients = new List<RawClient>();
        for (var i = 0; i < 4; i++)
        {
            clients.Add((await server.OpenAsync()).Client);
            await clients[i].SendAsync(half);
            var expected = (i + 1) * 64 * 1024;
            await Eventually.Holds(() => metrics["partial_message_bytes"] == expected, "held");
        }
        var (last, upper) = await server.OpenAsync();
        await last.SendAsync(half);
        await last.ReadCloseAsync(CloseCode.TryAgainLater);
        last.Dispose();
        await upper.ClosedAsync();
        clients.ForEach(client => client.Dispose());
        await Eventually.Holds(() => metrics["partial_message_bytes"] == 0, "given back");
        Assert.Equal(1, metrics["protocol_errors[1013]"]);
    }

    [Fact]
    public async Task A_flooding_client_does_not_starve_the_others()
    {
        await using var server = await Server.StartAsync();
        var (flooder, upper) = await server.OpenAsync();
        using var _ = flooder;
        using var other = await server.EchoClientAsync();
        using var stop = new CancellationTokenSource();
        var flood = Enumerable.Repeat(Frame.Text("x").ToBytes(), 5000).SelectMany(bytes => bytes).ToArray();
        var flooding = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await flooder.SendAsync(flood);
        });
        await Eventually.Holds(() => upper.ReceivedCount > 0, "the flood has arrived");
        for (var i = 0; i < 200; i++)
        {
            await other.SendAsync(Frame.Text("here"));
            await other.ExpectEchoAsync(Frame.Text("here"));
        }
        await stop.CancelAsync();
        await flooding.Soon();
    }
}
