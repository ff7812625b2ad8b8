using Actors.Clustering;
using Actors.Hosting;
using Actors.Inspection;
using Actors.Rooms;
using Actors.Tests.Rooms;
using Actors.World;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Inspection;

/// <summary>Two world nodes and a gateway without clients in this process, on one SQLite file.</summary>
internal sealed class InspectedCluster : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-inspection-").FullName;
    private readonly Dictionary<string, WorldNode> _nodes = [];

    public WorldNode this[string node] => _nodes[node];

    public static async Task<InspectedCluster> StartAsync()
    {
        var cluster = new InspectedCluster();
        foreach (var name in (string[])["w1", "w2", "g1"])
            await cluster.StartAsync(name);
        await cluster.UntilAsync("g1", static view => view.Nodes.Count(static node => node is { Status: "Up", IsReachable: true }) == 3, static () => { });
        return cluster;
    }

    /// <summary>Queries a node until its view meets the condition, and performs an action before each query.</summary>
    public async Task<ClusterView> UntilAsync(string node, Func<ClusterView, bool> holds, Action meanwhile)
    {
        using var patience = new CancellationTokenSource(Eventually.Limit);
        while (true)
        {
            meanwhile();
            var view = await _nodes[node].Inspection.GetStatusAsync();
            if (holds(view))
                return view;
            Assert.False(patience.IsCancellationRequested, $"Not within {Eventually.Limit}: {string.Join('\n', view.Nodes)} {string.Join(' ', view.ShardOwners)}");
        }
    }

    /// <summary>Sends what a gateway sends when a player comes in; a player who is already in stays.</summary>
    public void Join(string room, long player)
    {
        var (region, gateway) = (Region, Gateway);
        var fresh = new PlayerRecord { Id = new PlayerId(player), Name = $"P{player}", Room = new RoomId(room), Health = 100 };
        region.Tell(new RoomEnvelope(new RoomId(room), new JoinRoom(fresh.Id, fresh, new ConnectionId(1, player), gateway, DateTimeOffset.UnixEpoch, 1, null)), gateway);
    }

    public void Watch(string room) => Region.Tell(new RoomEnvelope(new RoomId(room), new WatchRoom(Gateway)), Gateway);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.Values.Reverse())
            await node.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private IActorRef Region => ActorRegistry.For(_nodes["g1"].System).Get<RoomRegion>();

    private IActorRef Gateway => field ??= Inbox.Create(_nodes["g1"].System).Receiver;

    private async Task StartAsync(string name)
    {
        var options = new NodeOptions { Data = Path.Combine(_directory, "world.db"), Cluster = new ClusterOptions { Node = name } };
        var isGateway = name.StartsWith('g');
        _nodes[name] = await WorldNode.OpenAsync(options, SampleWorld.Load(), new RoomOptions(), isGateway, NullLoggerFactory.Instance, TimeProvider.System, default);
        await _nodes[name].StartAsync(gateway: null, default);
    }
}
