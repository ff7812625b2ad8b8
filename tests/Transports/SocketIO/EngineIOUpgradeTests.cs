using System.Net;
using Actors.SocketIO;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Transports.Tests.SocketIO;

public sealed class EngineIOUpgradeTests
{
    [Fact]
    public async Task A_probe_and_an_upgrade_packet_move_a_session_to_the_WebSocket()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var polling = await PollingClient.OpenAsync(host.Client);
        using var socket = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.ReceiveAsync());
        var session = (await sessions.ReadAsync()).Session;
        Assert.Equal("polling", session.Transport);
        await socket.SendAsync("5");
        await socket.SendAsync("4hello");
        Assert.Equal("4hello", await socket.ReceiveAsync());
        Assert.Equal("websocket", session.Transport);

        using var poll = await polling.PollResponseAsync();
        Assert.Equal("""{"code":3,"message":"Bad request"}""", await poll.Content.ReadAsStringAsync());
        using var post = await polling.PostResponseAsync("4stray");
        Assert.Equal(HttpStatusCode.BadRequest, post.StatusCode);
        using var second = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
        Assert.Equal("close 1000", await second.ReceiveAsync());
        await socket.SendAsync("4still here");
        Assert.Equal("4still here", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task The_probe_ends_a_pending_poll_at_once()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(time: new FakeTimeProvider());
        await using var _1 = host;
        var polling = await PollingClient.OpenAsync(host.Client);
        var session = (await sessions.ReadAsync()).Session;
        var poll = polling.PollAsync();
        while (!session.HasPendingPoll)
            await polling.PostAsync("6");
        using var socket = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
        await socket.SendAsync("2probe");
        Assert.Equal("6", await poll);
        Assert.Equal("3probe", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task A_poll_during_the_probe_ends_soon_or_is_refused_by_the_upgrade()
    {
        var time = new FakeTimeProvider();
        var (host, sessions) = await TestHost.StartEngineAsync(time: time);
        await using var _1 = host;
        var polling = await PollingClient.OpenAsync(host.Client);
        var session = (await sessions.ReadAsync()).Session;
        using var socket = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.ReceiveAsync());

        var ended = polling.PollAsync();
        while (!ended.IsCompleted)
        {
            // The first tick may come before the poll does
            time.Advance(TimeSpan.FromMilliseconds(100));
            await polling.PostAsync("6");
        }
        Assert.Equal("6", await ended);

        var refused = polling.PollResponseAsync();
        while (!session.HasPendingPoll)
            await polling.PostAsync("6");
        await socket.SendAsync("5");
        using var response = await refused;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await socket.SendAsync("4hello");
        Assert.Equal("4hello", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Packets_sent_during_an_upgrade_arrive_complete_and_in_order()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(echo: false);
        await using var _1 = host;
        for (var round = 0; round < 20; round++)
        {
            var polling = await PollingClient.OpenAsync(host.Client);
            var session = await sessions.ReadAsync();
            const int Count = 400;
            var sending = Task.Run(async () =>
            {
                for (var i = 0; i < Count; i++)
                {
                    session.Send(i.ToString());
                    if (i % 10 == 0)
                        await Task.Yield();
                }
            });
            var received = new List<string>();
            using var socket = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
            await socket.SendAsync("2probe");
            received.AddRange((await polling.PollAsync()).Split('\u001e'));
            Assert.Equal("3probe", await socket.ReceiveAsync());
            await socket.SendAsync("5");
            while (received.Count(packet => packet != "6") < Count)
                received.Add(await socket.ReceiveAsync());
            await sending;
            Assert.Equal(Enumerable.Range(0, Count).Select(i => $"4{i}"), received.Where(packet => packet != "6"));
            await socket.CloseAsync();
        }
    }

    [Theory]
    [InlineData("4hello")]
    [InlineData("5")]
    [InlineData("2")]
    [InlineData("2probes")]
    [InlineData("abc")]
    public async Task A_WebSocket_without_a_probe_is_closed_and_the_session_continues(string packet)
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var polling = await PollingClient.OpenAsync(host.Client);
        using var socket = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
        await socket.SendAsync(packet);
        Assert.Equal("close 1000", await socket.ReceiveAsync());
        await polling.PostAsync("4still polling");
        Assert.Equal("4still polling", await polling.PollAsync());
        await UpgradeAsync(host, polling);
    }

    [Fact]
    public async Task An_upgrade_not_completed_in_time_is_dropped_and_the_session_continues()
    {
        var time = new FakeTimeProvider();
        var (host, _) = await TestHost.StartEngineAsync(time: time);
        await using var _1 = host;
        var polling = await PollingClient.OpenAsync(host.Client);
        using var socket = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.ReceiveAsync());
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("close 1008", await socket.ReceiveAsync());
        await polling.PostAsync("4still polling");
        Assert.Equal("4still polling", await polling.PollAsync());
        await socket.CloseAsync();
        await UpgradeAsync(host, polling);
    }

    [Fact]
    public async Task A_second_concurrent_upgrade_is_closed()
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var polling = await PollingClient.OpenAsync(host.Client);
        using var first = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
        await first.SendAsync("2probe");
        Assert.Equal("3probe", await first.ReceiveAsync());
        using var second = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
        Assert.Equal("close 1000", await second.ReceiveAsync());
        await first.SendAsync("5");
        await first.SendAsync("4hello");
        Assert.Equal("4hello", await first.ReceiveAsync());
    }

    [Fact]
    public async Task A_session_that_ends_closes_its_probe()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var polling = await PollingClient.OpenAsync(host.Client);
        using var socket = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
        await socket.SendAsync("2probe");
        Assert.Equal("3probe", await socket.ReceiveAsync());
        await polling.PostAsync("1");
        Assert.Equal("close 1000", await socket.ReceiveAsync());
        Assert.Equal(DisconnectReason.TransportClose, await (await sessions.ReadAsync()).Closed);
    }

    [Fact]
    public async Task Disabled_upgrades_are_not_offered_or_accepted()
    {
        var (host, _) = await TestHost.StartEngineAsync(options => options.AllowUpgrades = false);
        await using var _1 = host;
        var polling = await PollingClient.OpenAsync(host.Client);
        Assert.Equal(0, polling.Handshake.GetProperty("upgrades").GetArrayLength());
        using var socket = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
        Assert.Equal("close 1000", await socket.ReceiveAsync());
        await polling.PostAsync("4still polling");
        Assert.Equal("4still polling", await polling.PollAsync());
    }

    [Fact]
    public async Task The_heartbeat_survives_an_upgrade()
    {
        var time = new FakeTimeProvider();
        var (host, sessions) = await TestHost.StartEngineAsync(time: time);
        await using var _1 = host;
        var polling = await PollingClient.OpenAsync(host.Client);
        using var socket = await UpgradeAsync(host, polling);
        time.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal("2", await socket.ReceiveAsync());
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("close 1000", await socket.ReceiveAsync());
        Assert.Equal(DisconnectReason.PingTimeout, await (await sessions.ReadAsync()).Closed);
    }

    private static async Task<EngineIOClient> UpgradeAsync(TestHost host, PollingClient polling)
    {
        // The server may not have released an earlier WebSocket yet
        while (true)
        {
            var socket = await EngineIOClient.ConnectAsync(host.Port, polling.Id);
            await socket.SendAsync("2probe");
            if (await socket.ReceiveAsync() == "3probe")
            {
                await socket.SendAsync("5");
                await socket.SendAsync("4upgraded");
                Assert.Equal("4upgraded", await socket.ReceiveAsync());
                return socket;
            }
            socket.Dispose();
        }
    }
}
