using Actors.Cluster.Links;
using Actors.Cluster.Links.Tcp;
using Actors.Tests.Runtime;
using Actors.World;

namespace Actors.Tests.Cluster.Links;

public sealed class TcpLinksTests : TcpLinksCompliance
{
    [Fact]
    public async Task A_node_that_speaks_TLS_is_told_apart_from_garbage()
    {
        var a = await StartAsync("a");
        using var stranger = new System.Net.Sockets.TcpClient();
        await stranger.ConnectAsync(System.Net.IPEndPoint.Parse(a.Links.Address));
        await stranger.GetStream().WriteAsync((byte[])[22, 3, 1, 0, 1, 0]);
        await UntilLoggedAsync("Somebody at 127.0.0.1 gets no line: it speaks TLS, for which this node has no Link:Tls");
    }

    [Fact]
    public async Task Without_a_secret_a_node_that_is_not_on_this_machine_is_not_called()
    {
        var a = await StartAsync("a", links: Create("a", new ClusterLinkOptions()));
        a.Links.SetPeers([new LinkPeer("b", 1, "192.0.2.1:7000")]);
        await UntilLoggedAsync("as node b gets no line: it is not on this machine, and there is no Link:Secret");
    }

    [Fact]
    public void Off_loopback_a_node_needs_a_secret_and_a_name_for_its_address()
    {
        var options = new ClusterLinkOptions { Address = "0.0.0.0" };
        Assert.Equal(2, options.Problems("a").Count());
        options.Secret = "sixteen letters.";
        options.Advertise = "world-1";
        Assert.Empty(options.Problems("a"));
    }

    [Fact]
    public void While_a_line_is_slow_the_newest_frame_of_a_room_waits_alone_with_the_events_of_all()
    {
        var lanes = new OutgoingLanes(new ClusterLinkOptions { HeldEvents = 16 });
        for (var i = 1; i <= 20; i++)
            lanes.Add(new FrameOf(1, LinkEnd.Frame("plaza", i)));
        Assert.True(lanes.TryAdd(new byte[10]));
        lanes.Add(new FrameOf(1, LinkEnd.Frame("quay", 1)));
        Assert.Null(lanes.TakeFrame());
        Assert.Equal(10, lanes.Exchange(new LineBuffer()).Length);
        var plaza = lanes.TakeFrame()!.Frame;
        Assert.Equal((20L, 16), (plaza.Sequence, plaza.Events.Length));
        Assert.Equal("20", ((Said)plaza.Events[^1]).Text);
        Assert.Equal("quay", lanes.TakeFrame()!.Frame.Room.Value);
        Assert.Null(lanes.TakeFrame());
    }

    [Fact]
    public void Events_of_an_owner_of_the_past_are_not_told_by_its_successor_and_are_counted()
    {
        using var counted = new MetricCount("actors.links.events_dropped");
        var lanes = new OutgoingLanes(new ClusterLinkOptions());
        lanes.Add(new FrameOf(1, LinkEnd.Frame("plaza", 7)));
        lanes.Add(new FrameOf(2, LinkEnd.Frame("plaza", 1)));
        Assert.Equal("1", ((Said)Assert.Single(lanes.TakeFrame()!.Frame.Events)).Text);
        Assert.Equal(1, counted.OfThisThread);
    }

    [Fact]
    public void Messages_that_wait_are_bounded_in_number_and_bytes_those_that_are_just_written_included()
    {
        var lanes = new OutgoingLanes(new ClusterLinkOptions { QueueLength = 100, QueueBytes = 2000 });
        for (var i = 0; i < 100; i++)
            Assert.True(lanes.TryAdd(new byte[10]));
        Assert.False(lanes.TryAdd(new byte[10]));
        var writing = lanes.Exchange(new LineBuffer());
        Assert.Equal((100, 1000, 0), lanes.Depth);
        Assert.False(lanes.TryAdd(new byte[10]));
        lanes.Exchange(writing);
        Assert.True(lanes.TryAdd(new byte[1990]));
        Assert.False(lanes.TryAdd(new byte[11]));
        Assert.True(lanes.TryAdd(new byte[10]));
    }
}
