using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>Sending: one message under way, control frames between messages, nothing held for a client that does not read.</summary>
public sealed class SendingTests
{
    private static readonly EncodedMessage Big = EncodedMessage.Copy(new byte[4 << 20], isText: false);

    [Fact]
    public async Task A_message_goes_out_as_it_was_framed()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        foreach (var length in new[] { 0, 125, 126, 65535, 65536 })
        {
            var payload = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
            if (!upper.Channel.TrySend(EncodedMessage.Copy(payload, isText: false)))
                await upper.WritableAsync();
            await client.ExpectEchoAsync(Frame.Binary(payload));
        }
    }

    [Fact]
    public async Task Sending_allocates_nothing()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        var message = EncodedMessage.Copy(new byte[5000], isText: false);
        var reading = Task.Run(async () =>
        {
            for (var i = 0; i < 400; i++)
                await client.ReadFrameAsync();
        });
        long least = long.MaxValue;
        for (var i = 0; i < 400; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var done = upper.Channel.TrySend(message);
            if (done)
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            else
                await upper.WritableAsync();
        }
        Assert.Equal(0, least);
        await reading.Soon();
    }

    [Fact]
    public async Task A_partially_sent_message_is_in_flight_until_one_Writable()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync(receiveBufferBytes: 4096);
        using var _ = client;
        Assert.False(upper.Channel.TrySend(Big));
        Assert.Throws<InvalidOperationException>(() => upper.Channel.TrySend(Big));
        Assert.False(upper.WasToldWritable);
        await client.ExpectEchoAsync(Frame.Binary(Big.Payload.ToArray()));
        await upper.WritableAsync();
        Assert.False(upper.WasToldWritable);
        Assert.True(upper.Channel.TrySend(EncodedMessage.Copy("next"u8, isText: true)));
        Assert.Equal("next", (await client.ReadFrameAsync()).TextPayload);
    }

    [Fact]
    public async Task Writable_may_send_the_next_message_without_nesting()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync(receiveBufferBytes: 4096);
        using var _ = client;
        var message = EncodedMessage.Copy(new byte[1 << 20], isText: false);
        var left = 20;
        var depth = 0;
        upper.OnWritable = () =>
        {
            Assert.Equal(1, Interlocked.Increment(ref depth));
            while (left > 0)
            {
                left--;
                if (!upper.Channel.TrySend(message))
                    break;
            }
            Interlocked.Decrement(ref depth);
        };
        upper.OnWritable(); // Begins
        for (var i = 0; i < 20; i++)
            Assert.Equal(1 << 20, (await client.ReadFrameAsync()).Payload.Length);
        await Eventually.Holds(() => left == 0, "all sent");
        Assert.Null(upper.Breach);
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task Pongs_go_between_messages_and_only_the_latest_is_sent()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync(receiveBufferBytes: 4096);
        using var _ = client;
        Assert.False(upper.Channel.TrySend(Big));
        for (var i = 0; i < 100; i++)
            await client.SendAsync(Frame.Ping((byte)i));
        await client.SendAsync(Frame.Text("seen")); // When this has arrived, so have the pings
        await upper.NextAsync();
        await client.ExpectEchoAsync(Frame.Binary(Big.Payload.ToArray()));
        await client.ExpectEchoAsync(Frame.Pong(99));
        await upper.WritableAsync();
        await upper.SendAsync(EncodedMessage.Copy("next"u8, isText: true));
        Assert.Equal("next", (await client.ReadFrameAsync()).TextPayload);
    }

    [Fact]
    public async Task A_flood_of_pings_from_a_client_that_reads_nothing_costs_one_pong()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync(receiveBufferBytes: 4096);
        using var _ = client;
        Assert.False(upper.Channel.TrySend(Big));
        var flood = Enumerable.Repeat(Frame.Ping(new byte[125]).ToBytes(), 1000).SelectMany(bytes => bytes).ToArray();
        for (var i = 0; i < 20; i++)
            await client.SendAsync(flood);
        await client.SendAsync(Frame.Ping(42), Frame.Text("end"));
        await upper.NextAsync();
        await client.ExpectEchoAsync(Frame.Binary(Big.Payload.ToArray()));
        await client.ExpectEchoAsync(Frame.Pong(42));
        await client.SendAsync(Frame.Ping(43));
        await client.ExpectEchoAsync(Frame.Pong(43));
    }

    [Fact]
    public async Task A_close_follows_the_message_in_flight()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync(receiveBufferBytes: 4096);
        using var _ = client;
        Assert.False(upper.Channel.TrySend(Big));
        upper.Channel.Close(CloseCode.GoingAway, "");
        await client.ExpectEchoAsync(Frame.Binary(Big.Payload.ToArray()));
        await client.ReadCloseAsync(CloseCode.GoingAway);
    }

    [Fact]
    public async Task Closing_a_client_that_never_reads_drops_it_and_its_message()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync(receiveBufferBytes: 4096);
        using var _ = client;
        Assert.False(upper.Channel.TrySend(Big));
        upper.Channel.Close(CloseCode.TryAgainLater, "too slow");
        server.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal((CloseCode.TryAgainLater, "too slow"), await upper.ClosedAsync());
        Assert.False(upper.WasToldWritable);
        await Eventually.Holds(() => server.Listener.State.Timeouts.Count == 0, "gone");
    }

    [Fact]
    public async Task Any_thread_may_send_while_pings_are_answered_and_frames_never_mix()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        const int count = 3000;
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < count; i++)
            {
                if (!upper.Channel.TrySend(EncodedMessage.Copy(BitConverter.GetBytes(i), isText: false)))
                    await upper.WritableAsync();
            }
        });
        var pinging = Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
                await client.SendAsync(Frame.Ping((byte)i));
        });
        for (var next = 0; next < count;)
        {
            var frame = await client.ReadFrameAsync();
            if (frame.Opcode == Frame.PongOpcode)
                Assert.Single(frame.Payload);
            else
                Assert.Equal(next++, BitConverter.ToInt32(frame.Payload));
        }
        await Task.WhenAll(sending, pinging).Soon();
        Assert.Null(upper.Breach);
    }
}
