using System.Net;
using Actors.Tools.Echo;
using Actors.Tools.Latency;

namespace Actors.Tools.Tests;

public sealed class UdpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly IPEndPoint Free = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task Over_a_good_path_every_datagram_comes_back_once_and_in_order()
    {
        await using var server = new EchoServer(Free);
        var result = await EchoClient.RunAsync(server.Endpoint, 500, 100, 2000, Patience, default);
        Assert.Equal((500, 0, 0, 0), (result.Received, result.Lost, result.Duplicates, result.Reordered));
    }

    [Fact]
    public async Task Latency_is_added_each_way_and_jitter_reorders_but_loses_nothing()
    {
        await using var server = new EchoServer(Free);
        await using var proxy = new UdpProxy(Free, server.Endpoint, new LinkConditions(30, 30, 0, 0, 2));
        var result = await EchoClient.RunAsync(proxy.Endpoint, 400, 64, 1000, Patience, default);
        Assert.Equal(400, result.Received);
        Assert.True(result.Reordered > 0);
        Assert.True(result.RoundTrip.Percentile(0) >= 60_000, $"{result}");
    }

    [Fact]
    public async Task Of_what_is_sent_there_and_back_the_share_asked_for_is_lost()
    {
        await using var server = new EchoServer(Free);
        await using var proxy = new UdpProxy(Free, server.Endpoint, new LinkConditions(0, 0, 0.1, 0, 7));
        var result = await EchoClient.RunAsync(proxy.Endpoint, 2000, 64, 2000, TimeSpan.FromSeconds(1), default);
        // 19% of 2000, give or take five standard deviations.
        Assert.InRange(result.Lost, 380 - 90, 380 + 90);
        Assert.Equal(proxy.Counters.Lost, result.Lost);
    }
}
