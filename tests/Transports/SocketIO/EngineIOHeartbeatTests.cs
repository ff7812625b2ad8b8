using System.Net.WebSockets;
using Actors.SocketIO;
using Actors.SocketIO.EngineIO;
using Actors.TestKit;

namespace Actors.Transports.Tests.SocketIO;

public sealed class EngineIOHeartbeatTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly ManualTimeProvider _time = new(timestampFrequency: ManualTimeProvider.OddFrequency);

    [Fact]
    public async Task A_polling_client_is_pinged_each_interval_as_long_as_it_answers()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(time: _time);
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        var session = await sessions.ReadAsync();
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(Interval - Moment);
            Assert.Equal(0, session.Session.BufferedBytes);
            _time.Advance(Moment);
            Assert.Equal("2", await client.PollAsync());
            _time.Advance(Limit - Moment);
            Assert.Equal("ok", await client.PostAsync("3"));
        }
        Assert.True(session.Session.IsOpen);
    }

    [Fact]
    public async Task A_WebSocket_client_is_pinged_each_interval_as_long_as_it_answers()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(time: _time);
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        var session = await sessions.ReadAsync();
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(Interval);
            Assert.Equal("2", await client.ReceiveAsync());
            await client.SendAsync("3");
            await client.SendAsync("4and");
            Assert.Equal("4and", await client.ReceiveAsync()); // so the pong has been read
        }
        Assert.True(session.Session.IsOpen);
    }

    [Fact]
    public async Task A_polling_client_that_does_not_answer_is_closed()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(time: _time);
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        var session = await sessions.ReadAsync();
        _time.Advance(Interval + Limit - Moment);
        Assert.True(session.Session.IsOpen);
        _time.Advance(Moment);
        await client.AssertUnknownAsync();
        Assert.Equal(DisconnectReason.PingTimeout, await session.Closed);
    }

    [Fact]
    public async Task A_WebSocket_client_without_a_pong_is_closed_whatever_else_it_sends()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(time: _time);
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        _time.Advance(Interval);
        Assert.Equal("2", await client.ReceiveAsync());
        await client.SendAsync("4no pong");
        Assert.Equal("4no pong", await client.ReceiveAsync());
        _time.Advance(Limit);
        Assert.Equal("close 1000", await client.ReceiveAsync());
        Assert.Equal(DisconnectReason.PingTimeout, await (await sessions.ReadAsync()).Closed);
    }

    [Fact]
    public async Task A_client_that_never_answers_the_close_frame_is_dropped()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(time: _time);
        await using var _1 = host;
        var (client, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        var session = await sessions.ReadAsync();
        session.Session.Close();
        Assert.Equal(DisconnectReason.ForcedClose, await session.Closed);
        Assert.Equal("close 1000", await client.ReceiveAsync());
        // We have sent no close frame, and yet the connection ends. The server may start its timer only after it has notified the client, so time advances until it has.
        await Assert.ThrowsAnyAsync<WebSocketException>(async () =>
        {
            for (var i = 0; i < 1_000_000; i++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                await client.SendAsync("4 into the void");
            }
        });
    }

    [Fact]
    public void A_late_ping_does_not_extend_the_pong_deadline()
    {
        var heartbeat = new Heartbeat(_time, Interval, Limit);
        _time.Advance(Interval + TimeSpan.FromMilliseconds(16));
        Assert.Equal(HeartbeatEvent.PingIsDue, heartbeat.Check());
        Assert.False(heartbeat.HasTimedOut);
        _time.Advance(Limit - TimeSpan.FromMilliseconds(16));
        Assert.True(heartbeat.HasTimedOut);
        Assert.Equal(HeartbeatEvent.TimedOut, heartbeat.Check());
    }

    [Fact]
    public void A_stalled_server_still_grants_the_full_ping_timeout()
    {
        var heartbeat = new Heartbeat(_time, Interval, Limit);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(heartbeat.HasTimedOut);
        Assert.Equal(HeartbeatEvent.PingIsDue, heartbeat.Check());
        _time.Advance(Limit - Moment);
        Assert.Equal(HeartbeatEvent.None, heartbeat.Check());
        heartbeat.PongReceived();
        _time.Advance(Moment);
        Assert.False(heartbeat.HasTimedOut);
        Assert.InRange(heartbeat.UntilNext, Interval - (2 * Moment), Interval);
    }
}
