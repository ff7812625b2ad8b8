using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Actors.Tools.Latency;

namespace Actors.Tools.Tests;

public sealed class TcpProxyTests
{
    private readonly CancellationTokenSource _patience = new(Eventually.Limit);

    [Fact]
    public async Task Every_byte_and_the_end_arrive_in_order_despite_loss_and_jitter()
    {
        await using var network = await Network.StartAsync(_patience.Token, new LinkConditions(1, 5, 0.005, 0, Seed: 3));
        var sent = new byte[700_000];
        new Random(1).NextBytes(sent);
        var sending = Task.Run(async () =>
        {
            await network.Near.GetStream().WriteAsync(sent, _patience.Token);
            network.Near.Client.Shutdown(SocketShutdown.Send);
        });
        var received = new MemoryStream();
        await network.Far.GetStream().CopyToAsync(received, _patience.Token);
        await sending;
        Assert.Equal(sent, received.ToArray());
    }

    [Fact]
    public async Task The_other_direction_still_flows_after_one_has_ended()
    {
        await using var network = await Network.StartAsync(_patience.Token, new LinkConditions(1, 0, 0, 0, 1));
        network.Near.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await network.Far.GetStream().ReadAsync(new byte[1], _patience.Token));
        await network.Far.GetStream().WriteAsync(new byte[] { 7 }, _patience.Token);
        var got = new byte[1];
        Assert.Equal(1, await network.Near.Client.ReceiveAsync(got, _patience.Token));
        Assert.Equal(7, got[0]);
    }

    [Fact]
    public async Task A_byte_takes_at_least_the_latency_each_way()
    {
        await using var network = await Network.StartAsync(_patience.Token, new LinkConditions(40, 10, 0, 0, 1));
        var buffer = new byte[1];
        for (var i = 0; i < 5; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await network.Near.GetStream().WriteAsync(buffer, _patience.Token);
            await network.Far.GetStream().ReadExactlyAsync(buffer, _patience.Token);
            await network.Far.GetStream().WriteAsync(buffer, _patience.Token);
            await network.Near.GetStream().ReadExactlyAsync(buffer, _patience.Token);
            Assert.True(Stopwatch.GetElapsedTime(start).TotalMilliseconds >= 80);
        }
    }

    [Fact]
    public async Task Bandwidth_is_not_exceeded()
    {
        await using var network = await Network.StartAsync(_patience.Token, new LinkConditions(0, 0, 0, 200_000, 1));
        var start = Stopwatch.GetTimestamp();
        var sending = network.Near.GetStream().WriteAsync(new byte[100_000], _patience.Token);
        await network.Far.GetStream().ReadExactlyAsync(new byte[100_000], _patience.Token);
        await sending;
        Assert.True(Stopwatch.GetElapsedTime(start).TotalMilliseconds >= 500);
    }

    [Fact]
    public async Task About_a_mebibyte_is_queued_at_most_per_direction_and_nothing_is_lost()
    {
        await using var network = await Network.StartAsync(_patience.Token, new LinkConditions(300, 0, 0, 0, 1));
        var sent = new byte[6 << 20];
        new Random(2).NextBytes(sent);
        var sending = network.Near.GetStream().WriteAsync(sent, _patience.Token).AsTask();
        var received = new byte[sent.Length];
        await network.Far.GetStream().ReadExactlyAsync(received, _patience.Token);
        await sending;
        Assert.Equal(sent, received);
        // 64 in line, one being read before it, one being written after it.
        Assert.InRange(network.Proxy.Counters.MaxWaiting, 1, 66);
    }

    [Fact]
    public async Task Disposing_the_proxy_closes_connections_and_drops_queued_data()
    {
        await using var network = await Network.StartAsync(_patience.Token, new LinkConditions(60_000, 0, 0, 0, 1));
        await network.Near.GetStream().WriteAsync(new byte[100_000], _patience.Token);
        while (network.Proxy.Counters.Waiting == 0)
        {
            _patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        await network.Proxy.DisposeAsync();
        Assert.Equal(0, network.Proxy.Counters.Waiting);
        Assert.Equal(0, await network.Far.GetStream().ReadAsync(new byte[1], _patience.Token));
    }

    [Fact]
    public async Task A_connection_beyond_the_limit_is_closed_and_counted()
    {
        await using var network = await Network.StartAsync(_patience.Token, new LinkConditions(0, 0, 0, 0, 1), maxConnections: 1);
        using (var second = new TcpClient(AddressFamily.InterNetwork))
        {
            await second.ConnectAsync(network.Proxy.Endpoint, _patience.Token);
            Assert.Equal(0, await second.GetStream().ReadAsync(new byte[1], _patience.Token));
        }
        Assert.Equal((1, 1), (network.Proxy.Counters.Connections, network.Proxy.Counters.Refused));
    }

    private sealed record Network(TcpListener Listener, TcpProxy Proxy, TcpClient Near, TcpClient Far) : IAsyncDisposable
    {
        public static async Task<Network> StartAsync(CancellationToken patience, LinkConditions conditions, int maxConnections = 4096)
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var proxy = new TcpProxy(new IPEndPoint(IPAddress.Loopback, 0), (IPEndPoint)listener.LocalEndpoint, conditions, maxConnections);
            var near = new TcpClient(AddressFamily.InterNetwork);
            await near.ConnectAsync(proxy.Endpoint, patience);
            return new Network(listener, proxy, near, await listener.AcceptTcpClientAsync(patience));
        }

        public async ValueTask DisposeAsync()
        {
            Near.Dispose();
            Far.Dispose();
            await Proxy.DisposeAsync();
            Listener.Dispose();
        }
    }
}
