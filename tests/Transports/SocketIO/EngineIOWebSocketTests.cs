using System.Net.WebSockets;
using Actors.SocketIO;
using Actors.SocketIO.EngineIO;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Transports.Tests.SocketIO;

public sealed class EngineIOWebSocketTests
{
    [Fact]
    public async Task Text_carries_a_type_prefix_and_bytes_do_not()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        await client.SendAsync("4hello");
        Assert.Equal("4hello", await client.ReceiveAsync());
        await client.SendAsync([1, 2, 3, 4]);
        Assert.Equal("0x01020304", await client.ReceiveAsync());
        await client.SendAsync("4");
        Assert.Equal("4", await client.ReceiveAsync());
        await client.SendAsync([]);
        Assert.Equal("0x", await client.ReceiveAsync());
        var session = await sessions.ReadAsync();
        Assert.Equal(["hello", "0x01020304", "", "0x"], [await session.ReceiveAsync(), await session.ReceiveAsync(), await session.ReceiveAsync(), await session.ReceiveAsync()]);
    }

    [Fact]
    public async Task A_fragmented_message_may_reach_the_size_limit()
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        var message = new byte[1_000_000];
        Array.Fill(message, (byte)'x');
        message[0] = (byte)'4';
        for (var i = 0; i < message.Length; i += 100_000)
            await client.Socket.SendAsync(message.AsMemory(i, 100_000), WebSocketMessageType.Text, i + 100_000 == message.Length, default);
        var back = await client.ReceiveAsync();
        Assert.Equal(1_000_000, back.Length);
        Assert.StartsWith("4xxx", back, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", 1002, DisconnectReason.ParseError)]
    [InlineData("", 1002, DisconnectReason.ParseError)]
    [InlineData("7", 1002, DisconnectReason.ParseError)]
    [InlineData("bAQIDBA==", 1002, DisconnectReason.ParseError)] // base64 is for polling
    [InlineData("2", 1002, DisconnectReason.TransportError)] // the server pings, not the client
    [InlineData("1", 1000, DisconnectReason.TransportClose)]
    public async Task A_bad_or_close_packet_closes_the_WebSocket(string packet, int code, DisconnectReason reason)
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        await client.SendAsync(packet);
        Assert.Equal($"close {code}", await client.ReceiveAsync());
        Assert.Equal(reason, await (await sessions.ReadAsync()).Closed);
    }

    [Theory]
    [InlineData(10_001)]
    [InlineData(5_000_000)]
    public async Task A_message_over_the_limit_closes_with_1009(int length)
    {
        var (host, sessions) = await TestHost.StartEngineAsync(options => options.MaxPayloadBytes = 10_000);
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        await client.SendAsync(new byte[length]);
        Assert.Equal("close 1009", await client.ReceiveAsync());
        Assert.Equal(DisconnectReason.PayloadTooLarge, await (await sessions.ReadAsync()).Closed);
    }

    [Fact]
    public async Task Text_of_invalid_UTF8_ends_the_session()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        await client.SendAsync(new byte[] { (byte)'4', 0xc3, 0x28 }, isText: true);
        Assert.Equal(DisconnectReason.TransportError, await (await sessions.ReadAsync()).Closed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_leaving_client_ends_its_session(bool politely)
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        if (politely)
            await client.CloseAsync();
        else
            client.Socket.Abort();
        Assert.Equal(DisconnectReason.TransportClose, await (await sessions.ReadAsync()).Closed);
        Assert.Equal(politely ? WebSocketState.Closed : WebSocketState.Aborted, client.Socket.State);
    }

    [Fact]
    public async Task A_session_closed_by_the_server_sends_its_queue_first()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(echo: false);
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        var session = await sessions.ReadAsync();
        for (var i = 0; i < 100; i++)
            session.Send(new string('x', 1000));
        session.Session.Close();
        for (var i = 0; i < 100; i++)
            Assert.Equal(1001, (await client.ReceiveAsync()).Length);
        Assert.Equal("close 1000", await client.ReceiveAsync());
        await client.CloseAsync();
        Assert.Equal(DisconnectReason.ForcedClose, await session.Closed);
    }

    [Fact]
    public async Task A_slow_client_is_closed_without_affecting_others()
    {
        var time = new FakeTimeProvider();
        var (host, sessions) = await TestHost.StartEngineAsync(echo: false, time: time);
        await using var _1 = host;
        var (lazy, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = lazy;
        var lazySession = await sessions.ReadAsync();
        var (eager, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _3 = eager;
        var eagerSession = await sessions.ReadAsync();

        var packet = EngineIOPacket.Text(new byte[100_000].AsSpan());
        var sent = 0;
        long most = 0;
        for (; lazySession.Session.IsOpen; sent++)
        {
            Assert.InRange(sent, 0, 10_000);
            lazySession.Session.Send(packet);
            most = Math.Max(most, lazySession.Session.BufferedBytes);
            if (sent % 10 == 0)
            {
                eagerSession.Session.Send(packet);
                Assert.Equal(100_001, (await eager.ReceiveAsync()).Length);
            }
        }
        Assert.Equal(DisconnectReason.SlowClient, await lazySession.Closed);
        Assert.InRange(most, 1, 2_000_000);
        // It is in the middle of a frame, so it cannot even be notified: the connection is dropped when its time is up
        time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (true)
                Assert.DoesNotContain("close 1000", await lazy.ReceiveAsync(), StringComparison.Ordinal);
        });
        Assert.True(eagerSession.Session.IsOpen);
    }

    [Fact]
    public async Task A_sender_is_notified_at_once_or_when_drained()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(echo: false);
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        var session = (await sessions.ReadAsync()).Session;
        // Far more than the socket buffers of both sides hold: it cannot all be sent before the client reads
        const int Length = 64_000_000;
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.False(session.TrySend([EngineIOPacket.Text(new byte[Length].AsSpan())], drained.SetResult));
        Assert.False(session.IsDrained);
        Assert.False(drained.Task.IsCompleted);
        Assert.Equal(Length + 1, await client.ReceiveLengthAsync());
        await drained.Task.Soon();
        Assert.True(session.IsDrained);
        // A free connection takes a small packet at once; otherwise it reports when it has
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!session.TrySend([EngineIOPacket.Text("hello"u8)], told.SetResult))
            await told.Task.Soon();
        Assert.True(session.IsDrained);
        Assert.Equal("4hello", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Packets_of_many_senders_arrive_whole_and_in_sender_order()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(options => options.MaxBufferedPackets = 10_000, echo: false);
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        var session = await sessions.ReadAsync();
        const int Senders = 8, Count = 500;
        var sending = Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < Count; i++)
                session.Session.TrySend([EngineIOPacket.Text(System.Text.Encoding.UTF8.GetBytes($"{sender} {i}")), EngineIOPacket.Binary([(byte)sender])], null);
        })).ToArray();
        var next = new int[Senders];
        for (var i = 0; i < Senders * Count; i++)
        {
            var parts = (await client.ReceiveAsync())[1..].Split(' ');
            var sender = int.Parse(parts[0]);
            Assert.Equal(next[sender]++, int.Parse(parts[1]));
            Assert.Equal($"0x0{sender}", await client.ReceiveAsync()); // parts of one message stay together
        }
        await Task.WhenAll(sending);
    }

    [Fact]
    public async Task A_WebSocket_session_accepts_no_second_WebSocket()
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var (client, handshake) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        using var second = await EngineIOClient.ConnectAsync(host.Port, handshake.GetProperty("sid").GetString());
        Assert.Equal("close 1000", await second.ReceiveAsync());
        await client.SendAsync("4hello");
        Assert.Equal("4hello", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_handler_that_throws_ends_its_own_session_and_is_logged()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        var session = await sessions.ReadAsync();
        session.Session.Run(() => throw new InvalidOperationException("a bug"));
        Assert.Equal("close 1011", await client.ReceiveAsync());
        Assert.Equal(DisconnectReason.HandlerFailed, await session.Closed);
        Assert.Contains("a bug", Assert.Single(host.TakeErrors()), StringComparison.Ordinal);
    }
}
