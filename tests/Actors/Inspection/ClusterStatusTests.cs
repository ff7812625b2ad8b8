using Actors.Clustering;
using Actors.Inspection;
using Actors.Rooms;
using Actors.Serialization;
using Actors.Sharding;
using Actors.TestKit;
using Actors.Tests.Clustering;
using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.Cluster;
using Akka.Configuration;
using Akka.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Inspection;

/// <summary>How long a status waits, on the test's clock: the nodes answer when the test lets them.</summary>
public sealed class ClusterStatusTests : PatientTestKit
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryNodeRegistry _registry;
    private readonly ActorSystem _other;
    private readonly TestProbe _node;
    private readonly TestProbe _otherNode;

    public ClusterStatusTests()
        : base(Settings("a"))
    {
        _registry = new MemoryNodeRegistry(_time);
        _other = ActorSystem.Create(Sys.Name, Settings("b"));
        _node = Endpoint(Sys);
        _otherNode = Endpoint(_other);
    }

    [Fact]
    public async Task A_node_that_does_not_answer_in_a_second_has_no_report()
    {
        var inspection = await JoinedAsync();
        var first = inspection.GetStatusAsync();
        Assert.Same(first, inspection.GetStatusAsync());
        Answer(_node, players: 3);
        var late = Asker(_otherNode);
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        var view = await first;
        Assert.Equal(["a", "b"], view.Nodes.Select(static node => node.Name));
        Assert.Equal(3, view.Nodes[0].Report!.Players);
        Assert.Null(view.Nodes[1].Report);

        // An answer that comes too late is ignored.
        late.Tell(Report(players: 7));
        var second = inspection.GetStatusAsync();
        Assert.NotSame(first, second);
        Answer(_node, players: 3);
        _ = Asker(_otherNode);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await second).Nodes[1].Report);
    }

    [Fact]
    public async Task A_report_is_listed_under_the_name_of_the_member_that_was_asked()
    {
        var status = (await JoinedAsync()).GetStatusAsync();
        Answer(_node, players: 1);
        _ = Asker(_otherNode);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", (await status).Nodes[0].Report!.Node);
    }

    [Fact]
    public async Task The_status_marks_the_oldest_node_that_hosts_rooms()
    {
        var status = (await JoinedAsync()).GetStatusAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var view = await status;
        Assert.Equal([true, false], view.Nodes.Select(static node => node.IsOldest));
        Assert.All(view.Nodes, static node => Assert.Equal(("Up", true, 100, false), (node.Status, node.IsReachable, node.Weight, node.IsGateway)));
        Assert.All(view.Nodes, static node => Assert.Equal([ClusterConfig.WorldRole], node.Roles));
        Assert.Equal(Cluster.Get(_other).SelfUniqueAddress.Uid, view.Nodes[1].Uid);
        Assert.Equal($"127.0.0.1:{Cluster.Get(_other).SelfAddress.Port}", view.Nodes[1].Address);
    }

    [Fact]
    public async Task A_registered_node_that_is_not_a_member_is_listed_without_status()
    {
        var nodes = new ClusterNodes();
        foreach (var name in (string[])["a", "stranger"])
            await _registry.RegisterAsync(name, name, ClusterConfig.WorldRole, "", TimeSpan.FromMinutes(1), default);
        nodes.Publish(_registry.Rows);
        var status = (await JoinedAsync(nodes)).GetStatusAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        var stranger = (await status).Nodes.Single(static node => node.Name == "stranger");
        Assert.Equal((null, false, 0L), (stranger.Status, stranger.IsReachable, stranger.Uid));
        Assert.Equal(2, stranger.Incarnation);
    }

    [Fact]
    public async Task A_standalone_server_owns_every_shard_and_cannot_be_drained()
    {
        var inspection = new StandaloneInspection("local", () => Sys, _time);
        var status = inspection.GetStatusAsync();
        Answer(_node, players: 2);
        var view = await status;
        var node = Assert.Single(view.Nodes);
        Assert.Equal(("local", "Up", true, 2), (node.Name, node.Status, node.IsOldest, node.Report!.Players));
        Assert.Equal(RoomShards.Count, view.ShardOwners.Count(static owner => owner == "local"));
        Assert.False(await inspection.SetDrainingAsync("local", true, default));
    }

    protected override void AfterAll()
    {
        Shutdown(_other);
        base.AfterAll();
    }

    private static Config Settings(string node) => ConfigurationFactory.ParseString("""
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        akka.cluster.downing-provider-class = ""
        """)
        .WithFallback(WorldSerialization.Config)
        .WithFallback(ClusterConfig.Build(new ClusterOptions { Node = node }, isGateway: false));

    private static NodeReport Report(int players) => new("whatever", 1, players, 0, []);

    /// <summary>A probe in the place where other nodes look for a node's endpoint.</summary>
    private TestProbe Endpoint(ActorSystem system)
    {
        var probe = CreateTestProbe(system);
        system.ActorOf(act => act.ReceiveAny((message, _) => probe.Forward(message)), NodeEndpoint.Name);
        return probe;
    }

    private static void Answer(TestProbe node, int players) => Asker(node).Tell(Report(players));

    private static IActorRef Asker(TestProbe node)
    {
        node.ExpectMsg<AskReport>(TimeSpan.FromSeconds(30));
        return node.Sender;
    }

    private async Task<ClusterInspection> JoinedAsync(ClusterNodes? nodes = null)
    {
        using var patience = new CancellationTokenSource(Eventually.Limit);
        var cluster = Cluster.Get(Sys);
        await cluster.JoinAsync(cluster.SelfAddress, patience.Token);
        await Cluster.Get(_other).JoinAsync(cluster.SelfAddress, patience.Token);
        AwaitCondition(() => cluster.State.Members.Count(static member => member.Status == MemberStatus.Up) == 2, TimeSpan.FromSeconds(60));
        return new ClusterInspection("a", () => Sys, nodes ?? new ClusterNodes(), _registry, _time);
    }
}
