using System.Net;
using System.Net.Sockets;
using Actors.Tools.Echo;
using Actors.Tools.Latency;

namespace Actors.Tools.Tests;

public sealed class UdpTests
{
    private static readonly IPEndPoint Free = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task Over_a_good_path_every_datagram_comes_back_once_and_in_order()
    {
        await using var server = new EchoServer(Free);
        var result = await EchoClient.RunAsync(server.Endpoint, 500, 100, 2000, Eventually.Limit, default);
        Assert.Equal((500, 0, 0, 0), (result.Received, result.Lost, result.Duplicates, result.Reordered));
    }

    [Fact]
    public async Task Latency_is_added_each_way_and_jitter_reorders_but_loses_nothing()
    {
        await using var server = new EchoServer(Free);
        await using var proxy = new UdpProxy(Free, server.Endpoint, new LinkConditions(30, 30, 0, 0, 2));
        var result = await EchoClient.RunAsync(proxy.Endpoint, 400, 64, 1000, Eventually.Limit, default);
        Assert.Equal(400, result.Received);
        Assert.True(result.Reordered > 0);
        Assert.True(result.RoundTrip.Percentile(0) >= 60_000, $"{result}");
    }

    [Fact]
    public async Task The_proxy_loses_the_configured_share_of_datagrams()
    {
        await using var server = new EchoServer(Free);
        await using var proxy = new UdpProxy(Free, server.Endpoint, new LinkConditions(0, 0, 0.1, 0, 7));
        var result = await EchoClient.RunAsync(proxy.Endpoint, 2000, 64, 2000, TimeSpan.FromSeconds(1), default);
        await proxy.DisposeAsync();
        // Relative to what reached the proxy, within five standard deviations: a busy machine loses datagrams of its own before the proxy.
        var reached = proxy.Counters.Forwarded + proxy.Counters.Lost;
        Assert.InRange(proxy.Counters.Lost - (0.1 * reached), -5 * Math.Sqrt(0.09 * reached), 5 * Math.Sqrt(0.09 * reached));
        Assert.True(reached > 500 && result.Lost >= proxy.Counters.Lost, $"{proxy.Counters}; {result}");
    }

    [Fact]
    public async Task A_client_beyond_the_limit_is_not_served_and_is_counted()
    {
        await using var server = new EchoServer(Free);
        await using var proxy = new UdpProxy(Free, server.Endpoint, new LinkConditions(0, 0, 0, 0, 1), maxClients: 1);
        Assert.Equal(1, (await EchoClient.RunAsync(proxy.Endpoint, 1, 64, 100, Eventually.Limit, default)).Received);
        // Nothing can be seen of the second client until it has been refused.
        using var refused = new CancellationTokenSource(Eventually.Limit);
        var second = EchoClient.RunAsync(proxy.Endpoint, 1, 64, 100, Eventually.Limit, refused.Token);
        while (proxy.Counters.Refused == 0 && !refused.IsCancellationRequested)
            await Task.Yield();
        await refused.CancelAsync();
        Assert.Equal(0, (await second).Received);
        Assert.Equal((1, 1), (proxy.Counters.Connections, proxy.Counters.Refused));
    }

    [Fact]
    public void A_datagram_that_finds_the_queue_full_is_dropped_and_counted()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var counters = new ProxyCounters();
        var queue = new DatagramQueue(counters);
        for (var i = 0; i < DatagramQueue.MaxWaiting; i++)
            queue.Put([1], socket, null, double.MaxValue);
        Assert.Equal(0, counters.Overflowed);
        queue.Put([1], socket, null, 0);
        Assert.Equal(1, counters.Overflowed);
    }
}
