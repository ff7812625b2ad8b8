using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.Cluster;
using Actors.Cluster.Links;
using Actors.Cluster.Links.Tcp;
using Actors.Tests.Runtime;
using Actors.World;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Cluster;

public sealed class TcpLinksTests : IAsyncLifetime
{
    private readonly List<Node> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.Links.DisposeAsync();
    }

    [Fact]
    public async Task Messages_arrive_in_their_order_once_both_ends_have_been_told_of_the_line()
    {
        var (a, b) = await ConnectAsync();
        for (var i = 0; i < 5000; i++)
            Assert.True(a.Links.Send("b", new ToConnection(i, new RoomLost(new RoomId("plaza")))));
        Assert.True(b.Links.Send("a", new UnwatchRoom(new RoomId("quay"))));
        await Eventually.Holds(() => b.Received.Count == 5000 && a.Received.Count == 1);
        Assert.Equal(Enumerable.Range(0, 5000).Select(static i => (long)i), b.Received.Select(static message => ((ToConnection)message).Connection));
        Assert.Equal(["up"], a.Story);
    }

    [Fact]
    public async Task When_a_node_dies_the_other_end_is_told_once_and_a_new_line_is_made_when_it_is_back()
    {
        var (a, b) = await ConnectAsync();
        await b.Links.DisposeAsync();
        await Eventually.Holds(() => a.Story.Count == 2);
        Assert.False(a.Links.Send("b", new UnwatchRoom(new RoomId("quay"))));
        var again = await StartAsync("b");
        a.Links.SetPeers([again.Peer]);
        await Eventually.Holds(() => a.Story.Count == 3 && again.Story.Count == 1);
        Assert.Equal(["up", "down", "up"], a.Story);
    }

    [Fact]
    public async Task A_node_that_is_no_peer_any_more_loses_its_line()
    {
        var (a, b) = await ConnectAsync();
        a.Links.SetPeers([]);
        await Eventually.Holds(() => a.Story.Count == 2 && b.Story.Count == 2);
    }

    [Fact]
    public async Task A_message_that_cannot_be_written_costs_its_line_alone_and_both_ends_are_told()
    {
        var (a, b) = await ConnectAsync();
        var nowhere = new Move(new Vector(double.NaN, 0), 1);
        a.Links.Send("b", new ToRoom(new RoomId("plaza"), new Act(new PlayerId(1), new ConnectionAddress("a", 1), 1, 1, 0, nowhere)));
        await Eventually.Holds(() => a.Story.Count == 3 && b.Story.Count == 3);
        Assert.Equal(["up", "down", "up"], a.Story);
        Assert.Equal(["up", "down", "up"], b.Story);
    }

    [Fact]
    public async Task A_handler_that_throws_costs_its_line_alone_and_both_ends_are_told()
    {
        var (a, b) = await ConnectAsync();
        a.Throws = true;
        b.Links.Send("a", new UnwatchRoom(new RoomId("plaza")));
        await Eventually.Holds(() => a.Story.Count == 3 && b.Story.Count == 3);
        Assert.Equal(["up", "down", "up"], a.Story);
    }

    [Fact]
    public async Task Who_does_not_know_the_secret_gets_no_line_in_either_role()
    {
        var a = await StartAsync("a", "a secret of many letters");
        var b = await StartAsync("b", "another secret of letters");
        var c = await StartAsync("c", "a secret of many letters");
        a.Links.SetPeers([b.Peer, c.Peer]);
        b.Links.SetPeers([a.Peer, c.Peer]);
        await Eventually.Holds(() => a.Story.Count == 1 && c.Story.Count == 1);
        Assert.False(a.Links.Send("b", new UnwatchRoom(new RoomId("quay"))));
        Assert.Empty(b.Story);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\u0000\u0000")]
    [InlineData("\u0010\u0000{\"Version\":1}garb")]
    public async Task Garbage_instead_of_a_proof_is_closed_and_harms_no_line(string garbage)
    {
        var (a, b) = await ConnectAsync();
        using (var stranger = new TcpClient())
        {
            await stranger.ConnectAsync(IPEndPoint.Parse(a.Links.Address));
            await stranger.GetStream().WriteAsync(Encoding.Latin1.GetBytes(garbage));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                Assert.Equal(0, await stranger.GetStream().ReadAsync(new byte[100], patience.Token));
            }
            catch (IOException)
            {
                // Reset: closed as well.
            }
        }
        Assert.True(a.Links.Send("b", new UnwatchRoom(new RoomId("quay"))));
        await Eventually.Holds(() => b.Received.Count == 1);
    }

    [Fact]
    public void Off_loopback_a_node_needs_a_secret_and_a_name_for_its_address()
    {
        var options = new ClusterLinkOptions { Address = "0.0.0.0" };
        Assert.Equal(2, options.Problems().Count());
        options.Secret = "sixteen letters.";
        options.Advertise = "world-1";
        Assert.Empty(options.Problems());
    }

    [Fact]
    public void While_a_line_is_slow_the_newest_frame_of_a_room_waits_alone_with_the_events_of_all()
    {
        var lanes = new OutgoingLanes(new ClusterLinkOptions { HeldEvents = 16 });
        for (var i = 1; i <= 20; i++)
            Assert.True(lanes.TryAdd(new FrameOf(1, Frame("plaza", i))));
        lanes.TryAdd(new UnwatchRoom(new RoomId("quay")));
        lanes.TryAdd(new FrameOf(1, Frame("quay", 1)));
        Assert.IsType<UnwatchRoom>(lanes.Take());
        var plaza = Assert.IsType<FrameOf>(lanes.Take()).Frame;
        Assert.Equal((20L, 16), (plaza.Sequence, plaza.Events.Length));
        Assert.Equal("20", ((Said)plaza.Events[^1]).Text);
        Assert.Equal("quay", Assert.IsType<FrameOf>(lanes.Take()).Frame.Room.Value);
        Assert.Null(lanes.Take());
    }

    [Fact]
    public void Messages_that_wait_are_bounded()
    {
        var lanes = new OutgoingLanes(new ClusterLinkOptions { QueueLength = 100 });
        for (var i = 0; i < 100; i++)
            Assert.True(lanes.TryAdd(new UnwatchRoom(new RoomId("quay"))));
        Assert.False(lanes.TryAdd(new UnwatchRoom(new RoomId("quay"))));
    }

    private static RoomFrame Frame(string room, long sequence) => new()
    {
        Room = new RoomId(room),
        Sequence = sequence,
        Tick = sequence,
        Players = [],
        Creatures = [],
        Items = [],
        Nodes = [],
        Projectiles = [],
        Events = [new Said(new PlayerId(1), "Ada", sequence.ToString(System.Globalization.CultureInfo.InvariantCulture), Vector.Zero)],
    };

    private async Task<(Node A, Node B)> ConnectAsync()
    {
        var (a, b) = (await StartAsync("a"), await StartAsync("b"));
        a.Links.SetPeers([b.Peer]);
        b.Links.SetPeers([a.Peer]);
        await Eventually.Holds(() => a.Story.Count == 1 && b.Story.Count == 1);
        return (a, b);
    }

    private async Task<Node> StartAsync(string name, string? secret = null)
    {
        var node = new Node(name, new TcpLinks(name, new ClusterLinkOptions { Secret = secret }, TimeProvider.System, NullLogger.Instance));
        _nodes.Add(node);
        await node.Links.StartAsync(node, default);
        return node;
    }

    private sealed class Node(string name, TcpLinks links) : ILinkHandler
    {
        public TcpLinks Links => links;

        public bool Throws { get; set; }

        public LinkPeer Peer => new(name, 1, links.Address);

        public ConcurrentQueue<string> Story { get; } = new();

        public ConcurrentQueue<LinkMessage> Received { get; } = new();

        public void LinkUp(string node) => Story.Enqueue("up");

        public void LinkDown(string node) => Story.Enqueue("down");

        void ILinkHandler.Received(string node, LinkMessage message)
        {
            if (Throws)
                throw new InvalidOperationException("A mistake.");
            Received.Enqueue(message);
        }
    }
}
