using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.Cluster;
using Actors.Cluster.Links;
using Actors.World;

namespace Actors.Tests.Cluster.Links;

public abstract partial class TcpLinksCompliance
{
    [Fact]
    public async Task A_message_that_cannot_be_written_costs_its_line_alone_and_both_ends_are_told()
    {
        var (a, b) = await ConnectAsync();
        var nowhere = new Move(new Vector(double.NaN, 0), 1);
        Assert.False(a.Links.Send("b", new ToRoom(new RoomId("plaza"), new Act(new PlayerId(1), new ConnectionAddress("a", 1), 1, 1, 0, nowhere))));
        await UntilAsync(() => a.Story(b).Length == 3 && b.Story(a).Length == 3);
        Assert.Equal(["up", "down", "up"], a.Story(b));
        Assert.Equal(["up", "down", "up"], b.Story(a));
    }

    [Fact]
    public async Task A_handler_that_throws_costs_its_line_alone_and_both_ends_are_told()
    {
        var (a, b) = await ConnectAsync();
        a.OnReceived = static () => throw new InvalidOperationException("A mistake.");
        b.Say(a, 1);
        await UntilAsync(() => a.Story(b).Length == 3 && b.Story(a).Length == 3);
        Assert.Equal(["up", "down", "up"], a.Story(b));
    }

    [Fact]
    public async Task A_message_longer_than_a_line_carries_is_refused_to_its_sender_and_the_line_goes_on()
    {
        var (a, b) = await ConnectShortAsync();
        var longer = new string('x', 70_000);
        Assert.False(a.Links.Send("b", new ToConnection(1, new RoomLost(new RoomId(longer)))));
        Assert.True(a.Say(b, 2));
        await UntilAsync(() => b.Numbers(a) is [2]);
        Assert.Equal(["up"], a.Story(b));
        Assert.Contains(Log.Entries, static entry => entry.Text.StartsWith("ToConnection of 7", StringComparison.Ordinal) && entry.Text.Contains("Link:MaxMessageBytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_frame_longer_than_a_line_carries_is_left_out_and_the_rooms_next_one_comes_whole()
    {
        var (a, b) = await ConnectShortAsync();
        var small = LinkEnd.Frame("plaza", 3) with { Items = [new ItemView(new ItemId("lamp-1"), "lamp", "brass lamp", 1, 2)] };
        a.Links.Send("b", new FrameOf(1, LinkEnd.Frame("plaza", 1)));
        await UntilAsync(() => b.Received<FrameOf>(a).Length == 1);
        a.Links.Send("b", new FrameOf(1, small with { Sequence = 2, Events = [new Said(new PlayerId(1), "Ada", new string('x', 70_000), Vector.Zero)] }));
        await UntilLoggedAsync("FrameOf of 7");
        a.Links.Send("b", new FrameOf(1, small));
        await UntilAsync(() => b.Received<FrameOf>(a).Length == 2);
        Assert.Equal("brass lamp", Assert.Single(b.Received<FrameOf>(a)[1].Frame.Items).Name);
        Assert.Equal(["up"], a.Story(b));
    }

    [Fact]
    public async Task What_waits_for_a_node_that_does_not_read_is_bounded_and_one_message_more_ends_the_line()
    {
        var (a, b) = await ConnectShortAsync();
        Stall(b);
        var large = new ToConnection(1, new RoomLost(new RoomId(new string('x', 60_000))));
        var taken = 0;
        while (a.Links.Send("b", large))
            Assert.True(++taken < 10_000, "It is not bounded.");
        // The queue's megabyte, and what the two machines' sockets and the proxy hold.
        Assert.InRange(taken, 16, 500);
        await UntilAsync(() => !a.HasLine(b));
        Flow(b);
        await UntilAsync(() => a.Story(b).Length == 3 && b.HasLine(a));
        Assert.True(a.Say(b, 2));
        await UntilAsync(() => b.Numbers(a) is [.., 2]);
    }

    [Fact]
    public async Task Rooms_of_which_nothing_comes_any_more_are_forgotten_by_both_ends_and_come_whole_again()
    {
        var (a, b) = (await StartAsync("a", links: Create("a", QuickOptionsOf("a"))), await StartAsync("b", links: Create("b", QuickOptionsOf("b"))));
        SetPeers(a, b);
        await UntilAsync(() => a.HasLine(b) && b.HasLine(a));
        var (sender, receiver) = ((Actors.Cluster.Links.Tcp.TcpLinks)a.Links, (Actors.Cluster.Links.Tcp.TcpLinks)b.Links);
        var frame = LinkEnd.Frame("plaza", 1);
        a.Links.Send("b", new FrameOf(1, frame));
        await UntilAsync(() => b.Received<FrameOf>(a).Length == 1);
        await UntilAsync(() => sender.RememberedOf("b").Sent == 0 && receiver.RememberedOf("a").Received == 0);
        a.Links.Send("b", new FrameOf(1, frame with { Sequence = 2 }));
        await UntilAsync(() => b.Received<FrameOf>(a).Length == 2);
        Assert.Equal(["up"], a.Story(b));
    }

    [Fact]
    public async Task Who_does_not_know_the_secret_gets_no_line_in_either_role()
    {
        var stranger = OptionsOf("b");
        stranger.Secret = "another secret of letters";
        var (a, b, c) = (await StartAsync("a"), await StartAsync("b", links: Create("b", stranger)), await StartAsync("c"));
        SetPeers(a, b, c);
        await UntilAsync(() => a.HasLine(c) && c.HasLine(a));
        await UntilLoggedAsync("as node b gets no line: it does not know the cluster's secret");
        await UntilLoggedAsync("as node c gets no line: it does not know the cluster's secret");
        Assert.Empty(a.Story(b));
        Assert.Empty(b.Story(c));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\u0000\u0000")]
    [InlineData("\u0010\u0000{\"Version\":1}garb")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003 as if it were TLS")]
    public async Task Garbage_instead_of_a_proof_is_closed_and_harms_no_line(string garbage)
    {
        var (a, b) = await ConnectAsync();
        using (var stranger = new TcpClient())
        {
            await stranger.ConnectAsync(IPEndPoint.Parse(a.Links.Address));
            await stranger.GetStream().WriteAsync(Encoding.Latin1.GetBytes(garbage));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var answer = new byte[4096];
            try
            {
                // TLS says why before it closes.
                while (await stranger.GetStream().ReadAsync(answer, patience.Token) > 0)
                    continue;
            }
            catch (IOException)
            {
                // Reset: closed as well.
            }
        }
        Assert.True(a.Say(b, 1));
        await UntilAsync(() => b.Numbers(a) is [1]);
        Assert.Equal(["up"], a.Story(b));
    }

    [Fact]
    public async Task Who_calls_in_vain_again_and_again_is_logged_once_and_says_nothing_of_it_for_a_while()
    {
        var a = await StartAsync("a");
        for (var i = 0; i < 5; i++)
        {
            using var stranger = new TcpClient();
            await stranger.ConnectAsync(IPEndPoint.Parse(a.Links.Address));
            await stranger.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                while (await stranger.GetStream().ReadAsync(new byte[4096], patience.Token) > 0)
                    continue;
            }
            catch (IOException)
            {
                // Reset: closed as well.
            }
        }
        await UntilLoggedAsync("Somebody at 127.0.0.1 gets no line");
        Assert.Single(Log.Entries, static entry => entry.Text.StartsWith("Somebody at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waits_for_a_line_is_seen_in_its_metrics()
    {
        var name = $"b-{GetType().Name}";
        var (a, b) = (await StartAsync("a"), await StartAsync(name, links: Create(name, OptionsOf(name))));
        SetPeers(a, b);
        await UntilAsync(() => a.HasLine(b) && b.HasLine(a));
        Stall(b);
        var large = new ToConnection(1, new RoomLost(new RoomId(new string('x', 1_000_000))));
        for (var i = 0; i < 20; i++)
            Assert.True(a.Links.Send(name, large));
        for (var i = 0; i < 10; i++)
            a.Show(b, "plaza", i);
        a.Show(b, "quay", 1);
        Assert.InRange(MetricCount.Shown("actors.links.waiting_bytes", name), 1_000_000, 21_000_000);
        Assert.InRange(MetricCount.Shown("actors.links.waiting_messages", name), 1, 20);
        Assert.Equal(2, MetricCount.Shown("actors.links.waiting_frames", name));
        Flow(b);
        await UntilAsync(() => b.Received<ToConnection>(a).Length == 20);
        await UntilAsync(() => MetricCount.Shown("actors.links.waiting_bytes", name) == 0);
    }

    private async Task<(LinkEnd A, LinkEnd B)> ConnectShortAsync()
    {
        var (a, b) = (await StartAsync("a", links: Create("a", ShortOptionsOf("a"))), await StartAsync("b", links: Create("b", ShortOptionsOf("b"))));
        SetPeers(a, b);
        await UntilAsync(() => a.HasLine(b) && b.HasLine(a));
        return (a, b);
    }

    private Actors.Cluster.Links.Tcp.ClusterLinkOptions ShortOptionsOf(string node)
    {
        var options = OptionsOf(node);
        (options.MaxMessageBytes, options.QueueBytes) = (64 * 1024, 1024 * 1024);
        return options;
    }

    /// <summary>What is quick is forgetting; the other end still says something often enough to be heard on a busy machine.</summary>
    private Actors.Cluster.Links.Tcp.ClusterLinkOptions QuickOptionsOf(string node)
    {
        var options = OptionsOf(node);
        options.SilenceMilliseconds = 6000;
        return options;
    }
}
