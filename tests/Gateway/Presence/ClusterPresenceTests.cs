using Actors.Clustering;
using Actors.Dispatch;
using Actors.Gateway.Presence;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.Serialization;
using Actors.World;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Hosting;
using Akka.TestKit;
using Microsoft.Extensions.Hosting;
using AkkaCluster = Akka.Cluster.Cluster;
using AkkaTestKit = Akka.TestKit.Xunit2.TestKit;

namespace Actors.Gateway.Tests.Presence;

/// <summary>The wiring of production with real nodes of Akka.Cluster in one process: two world nodes and two gateways. It runs in real time, so one test covers all of it.</summary>
public sealed class ClusterPresenceTests : IAsyncLifetime
{
    private static readonly Whispered Hello = new(new PlayerId(9), "Zoe", "hello");
    private static readonly RoomId Plaza = new("plaza");

    private readonly List<IHost> _hosts = [];
    private readonly List<Node> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.StopAsync();
    }

    [Fact]
    public async Task Players_of_all_gateways_are_found_after_the_node_of_their_buckets_leaves()
    {
        var (first, second) = (await StartAsync(isGateway: false), await StartAsync(isGateway: false));
        var (east, west) = (await StartAsync(isGateway: true), await StartAsync(isGateway: true));
        foreach (var node in _nodes)
            await node.Kit.AwaitConditionAsync(() => Task.FromResult(AkkaCluster.Get(node.System).State.Members.Count(static member => member.Status == MemberStatus.Up) == 4), Eventually.Limit);

        var ann = new ConnectionId(2, 1);
        east.Players.Entered(new PlayerId(1), "Ann", Plaza, new ConnectionId(1, 1));
        west.Players.Entered(new PlayerId(1), "Ann", Plaza, ann);
        east.Players.Left(new PlayerId(1), "Ann", new ConnectionId(1, 1));
        await WhispersReachAsync(east, west, ann, 1);
        await ListsAsync(east, "Ann");

        await east.Kit.AwaitAssertAsync(() =>
        {
            east.Players.Publish(new SaidToAll(new PlayerId(9), "Zoe", "all"));
            west.Endpoint.FishForMessage<SaidToAll>(static _ => true, TimeSpan.FromMilliseconds(500));
        }, Eventually.Limit);

        await AkkaCluster.Get(first.System).LeaveAsync();
        await WhispersReachAsync(east, west, ann, 100);
        await AkkaCluster.Get(second.System).LeaveAsync();
    }

    private static Task WhispersReachAsync(Node from, Node to, ConnectionId connection, long id) => from.Kit.AwaitAssertAsync(() =>
    {
        from.Players.Whisper(++id, "aNN", Hello, from.Asker);
        Assert.Equal(new WhisperOutcome(id, "Ann", IsKnown: true), from.Asker.FishForMessage<WhisperOutcome>(outcome => outcome.Id == id, TimeSpan.FromSeconds(5)));
        to.Endpoint.FishForMessage<WhisperFor>(whisper => whisper == new WhisperFor(connection, Hello), TimeSpan.FromSeconds(1));
    }, Eventually.Limit);

    private static Task ListsAsync(Node from, string name) => from.Kit.AwaitAssertAsync(() =>
    {
        from.Players.List(1, from.Asker);
        Assert.Equal(name, Assert.Single(from.Asker.ExpectMsg<PlayersListed>().Players).Name);
    }, Eventually.Limit);

    private async Task<Node> StartAsync(bool isGateway)
    {
        var role = isGateway ? ClusterConfig.GatewayRole : ClusterConfig.WorldRole;
        var config = WorldSerialization.Config
            .WithFallback(ConfigurationFactory.ParseString($$"""
                akka {
                  loglevel = ERROR
                  stdout-loglevel = OFF
                  actor.provider = cluster
                  remote.dot-netty.tcp { hostname = "127.0.0.1"
                    port = 0 }
                  cluster.roles = ["{{role}}"]
                  cluster.split-brain-resolver.active-strategy = keep-majority
                }
                """))
            .WithFallback(ConfigurationFactory.FromResource("Actors.Clustering.cluster.conf", typeof(ClusterConfig).Assembly))
            .WithFallback(DispatchConfig.Load());
        Node? node = null;
        var host = new HostBuilder().ConfigureServices((_, services) => services.AddAkka("actors", (akka, _) =>
        {
            akka.AddHocon(config, HoconAddMode.Prepend);
            akka.WithActors((system, registry) =>
            {
                node = new Node(system);
                registry.Register<Node>(node.Endpoint);
            });
            akka.WithPlayerDirectory(isClustered: true, hostsRooms: !isGateway, new ClusterNodes());
            if (isGateway)
                akka.WithPresence<Node>(isClustered: true).WithActors((_, registry) => node!.Begin(registry.Get<PresenceActor>()));
        })).Build();
        _hosts.Add(host);
        await host.StartAsync();
        _nodes.Add(node!);
        await AkkaCluster.Get(node!.System).JoinAsync(AkkaCluster.Get(_nodes[0].System).SelfAddress).Soon();
        return node;
    }

    /// <summary>A node, and a probe in place of its endpoint.</summary>
    private sealed class Node
    {
        public Node(ActorSystem system)
        {
            System = system;
            Kit = new AkkaTestKit(system);
            (Endpoint, Asker) = (Kit.CreateTestProbe(), Kit.CreateTestProbe());
        }

        public ActorSystem System { get; }

        public AkkaTestKit Kit { get; }

        public TestProbe Endpoint { get; }

        public TestProbe Asker { get; }

        public WorldPlayers Players { get; private set; } = null!;

        public void Begin(IActorRef presence) => Players = new WorldPlayers(presence);
    }
}
