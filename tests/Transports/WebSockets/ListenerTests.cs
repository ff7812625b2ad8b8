using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Actors.Channels;
using Actors.Transports.Tests.WebSockets.Kit;
using Actors.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Transports.Tests.WebSockets;

/// <summary>Starting, stopping, connection limits, and what the listener reports of itself.</summary>
public sealed class ListenerTests
{
    [Fact]
    public async Task A_taken_port_is_reported_with_the_option_to_change()
    {
        await using var server = await Server.StartAsync();
        var wrong = await Assert.ThrowsAsync<ListenException>(() => Server.StartAsync(options => options.Port = server.EndPoint.Port));
        Assert.Contains(server.EndPoint.ToString(), wrong.Message);
        Assert.Contains("Port", wrong.Message);
        Assert.Contains("another program", wrong.Message);
    }

    [Fact]
    public void All_option_errors_are_reported_at_once()
    {
        var options = new WebSocketListenerOptions
        {
            Address = "nowhere.example",
            Port = 70_000,
            MaxMessageBytes = 1 << 20,
            MaxPartialBytes = 1 << 16,
            HandshakeTimeout = TimeSpan.Zero,
            PingInterval = TimeSpan.FromSeconds(130),
            AllowedOrigins = ["game.example", "https://game.example/"],
            CertificateKeyPath = "/no/such/key",
        };
        var wrong = Assert.Throws<OptionsValidationException>(() => new WebSocketListener(options, new Refuser(), NullLogger.Instance, TimeProvider.System));
        string[] expected = ["Address", "Port", "MaxPartialBytes", "HandshakeTimeout", "PingInterval", "AllowedOrigins", "AllowedOrigins", "CertificatePath", "CertificateKeyPath"];
        Assert.Equal(expected.Length, wrong.Failures.Count());
        Assert.All(expected, name => Assert.Contains(wrong.Failures, failure => failure.Contains(name)));
        Assert.True(new WebSocketListenerOptionsValidator().Validate(null, new WebSocketListenerOptions()).Succeeded);
    }

    [Fact]
    public async Task Localhost_is_both_loopback_addresses_with_one_port()
    {
        await using var server = await Server.StartAsync(options => options.Address = "localhost");
        using var client = await RawClient.OpenAsync(server.EndPoint);
        if (!Socket.OSSupportsIPv6)
            return;
        using var client6 = await RawClient.OpenAsync(new IPEndPoint(IPAddress.IPv6Loopback, server.EndPoint.Port));
    }

    [Fact]
    public async Task A_stop_closes_all_with_1012_and_waits_for_their_answers()
    {
        await using var server = await Server.StartAsync();
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        using var halfway = await RawClient.ConnectAsync(server.EndPoint);
        await Eventually.Holds(() => server.Listener.State.Timeouts.Count == 2, "accepted");

        var stopping = server.Listener.StopAsync(CancellationToken.None);
        await client.ReadCloseAsync(CloseCode.ServiceRestart);
        Assert.Equal(503, (await halfway.ReadAnswerAsync()).Status);
        Assert.False(stopping.IsCompleted);
        await client.SendAsync(Frame.Close(1012));
        Assert.True(await client.ReadEndAsync());
        client.Dispose();
        halfway.Dispose();
        await stopping.Soon();
        Assert.Equal(CloseCode.ServiceRestart, (await upper.ClosedAsync()).Code);
        await Assert.ThrowsAsync<SocketException>(() => RawClient.ConnectAsync(server.EndPoint));
    }

    [Fact]
    public async Task A_stop_drops_silent_clients_in_time()
    {
        await using var server = await Server.StartAsync(options => options.StopTimeout = TimeSpan.FromSeconds(2));
        var (client, upper) = await server.OpenAsync();
        using var _ = client;
        var stopping = server.Listener.StopAsync(CancellationToken.None);
        await client.ReadCloseAsync(CloseCode.ServiceRestart);
        // The stop may start its timer only after the client has been notified, so time advances until it has.
        await Eventually.Holds(
            () =>
            {
                server.Time.Advance(TimeSpan.FromSeconds(1));
                return stopping.IsCompleted;
            },
            "stopped");
        await stopping;
        Assert.Equal(CloseCode.ServiceRestart, (await upper.ClosedAsync()).Code);
    }

    [Fact]
    public async Task Clients_over_the_connection_limit_get_503_until_one_leaves()
    {
        await using var server = await Server.StartAsync(options => options.MaxConnections = 2);
        using var metrics = new MetricsReader(server.Listener);
        using var first = await RawClient.OpenAsync(server.EndPoint);
        using var second = await RawClient.OpenAsync(server.EndPoint);
        using var third = await RawClient.ConnectAsync(server.EndPoint);
        var answer = await third.ReadAnswerAsync();
        Assert.Equal(503, answer.Status);
        Assert.True(answer.Headers.ContainsKey("Retry-After"));
        Assert.Equal(1, metrics["handshakes.refused[503]"]);

        first.Dispose();
        await Eventually.Holds(() => server.Listener.ConnectionCount == 1, "left");
        third.Dispose();
        await Eventually.Holds(() => server.Listener.State.Timeouts.Count == 1, "left");
        using var fourth = await RawClient.OpenAsync(server.EndPoint);
    }

    [Fact]
    public async Task Clients_over_the_limit_per_address_get_503()
    {
        await using var server = await Server.StartAsync(options =>
        {
            options.MaxConnectionsPerAddress = 1;
            options.LimitLoopback = true;
        });
        using var first = await RawClient.OpenAsync(server.EndPoint);
        using var second = await RawClient.ConnectAsync(server.EndPoint);
        Assert.Equal(503, (await second.ReadAnswerAsync()).Status);
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff:2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void Clients_are_counted_by_IPv4_address_or_IPv6_network(string one, string other, bool same) =>
        Assert.Equal(same, Key(one) == Key(other));

    [Fact]
    public async Task A_flood_over_the_limit_gets_64_answers_and_no_more()
    {
        await using var server = await Server.StartAsync(options => options.MaxConnections = 1);
        using var first = await server.EchoClientAsync();
        var flood = new List<RawClient>();
        for (var i = 0; i < 100; i++)
        {
            try
            {
                flood.Add(await RawClient.ConnectAsync(server.EndPoint));
            }
            catch (SocketException)
            {
                // Reset so soon that even the connecting fails
            }
        }
        var told = 0;
        foreach (var client in flood)
            told += (await client.DrainAsync()).Length > 0 ? 1 : 0;
        Assert.Equal(64, told);
        await first.SendAsync(Frame.Text("unharmed"));
        await first.ExpectEchoAsync(Frame.Text("unharmed"));
        flood.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task An_accept_without_free_descriptors_is_retried_with_backoff()
    {
        var time = new CountedTime();
        var begun = time.GetUtcNow();
        var tries = new ConcurrentQueue<TimeSpan>();
        await using var listener = new WebSocketListener(
            new WebSocketListenerOptions { Address = "127.0.0.1", Port = 0, StopTimeout = TimeSpan.Zero },
            new EchoAcceptor("/", 1000, new Refuser()),
            NullLogger.Instance,
            time,
            (socket, stop) =>
            {
                tries.Enqueue(time.GetUtcNow() - begun);
                if (tries.Count > 3)
                    return socket.AcceptAsync(stop);
                throw new SocketException((int)SocketError.TooManyOpenSockets);
            });
        using var metrics = new MetricsReader(listener);
        await listener.StartAsync(CancellationToken.None);
        using var client = await RawClient.ConnectAsync(listener.EndPoint!);
        await client.SendAsync(RawClient.Request());
        // The first timer is the sweep's.
        var timers = 1;
        foreach (var pauseMs in new[] { 10, 20, 40 })
        {
            timers++;
            await Eventually.Holds(() => time.TimersMade == timers, "the accept loop waits");
            time.Advance(TimeSpan.FromMilliseconds(pauseMs - 1));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }
        Assert.Equal(101, (await client.ReadAnswerAsync()).Status);
        Assert.Equal([0, 10, 30, 70], tries.Take(4).Select(static at => at.TotalMilliseconds));
        Assert.Equal(3, metrics["accepts.failed[TooManyOpenSockets]"]);
    }

    [Fact]
    public async Task Metrics_count_listener_events()
    {
        await using var server = await Server.StartAsync();
        using var metrics = new MetricsReader(server.Listener);
        var (client, upper) = await server.OpenAsync();
        await client.SendAsync(Frame.Text("Hello"));
        await upper.NextAsync();
        await upper.SendAsync(EncodedMessage.Copy("Hi"u8, isText: true));
        Assert.Equal(1, metrics["connections"]);
        Assert.Equal(1, metrics["connections.opened"]);
        Assert.Equal(1, metrics["messages.received"]);
        Assert.Equal(1, metrics["messages.sent"]);
        Assert.Equal(11, metrics["bytes.received"]);
        Assert.Equal(4, metrics["bytes.sent"]);

        await client.SendAsync(Frame.Text([0xFF]));
        Assert.Equal("Hi", (await client.ReadFrameAsync()).TextPayload);
        await client.ReadCloseAsync(CloseCode.InvalidPayload);
        client.Dispose();
        await upper.ClosedAsync();
        Assert.Equal(1, metrics["protocol_errors[1007]"]);
        Assert.Equal(1, metrics["connections.closed[1007]"]);
        Assert.Equal(0, metrics["connections"]);

        (client, upper) = await server.OpenAsync(receiveBufferBytes: 4096);
        Assert.False(upper.Channel.TrySend(EncodedMessage.Copy(new byte[8 << 20], isText: false)));
        // The message may have come while the answer to the handshake was still being written; it then goes after it.
        await Eventually.Holds(() => metrics["sends.partial"] == 1, "a part has gone");
        client.Dispose();
        using var lost = await RawClient.ConnectAsync(server.EndPoint);
        await lost.SendAsync(RawClient.Request("/nowhere"));
        Assert.Equal(404, (await lost.ReadAnswerAsync()).Status);
        Assert.Equal(1, metrics["handshakes.refused[404]"]);
    }

    private static AddressKey Key(string address) => AddressKey.Of(new IPEndPoint(IPAddress.Parse(address), 1));

    private sealed class Refuser : IWebSocketAcceptor
    {
        public WebSocketDecision Decide(WebSocketRequest request) => WebSocketDecision.Refuse(HttpStatusCode.NotFound, "");
    }

    /// <summary>Shows that somebody has begun to wait, before time moves.</summary>
    private sealed class CountedTime : FakeTimeProvider
    {
        private int _timersMade;

        public int TimersMade => Volatile.Read(ref _timersMade);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timersMade);
            return timer;
        }
    }
}
