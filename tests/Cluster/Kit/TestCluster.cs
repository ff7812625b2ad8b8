using Actors.Cluster;
using Actors.Gateway.Connections;
using Actors.Rooms;
using Actors.TestKit;
using Actors.World;

namespace Actors.Cluster.Tests.Kit;

/// <summary>A simulated cluster with gateways, and clients on them.</summary>
internal sealed class TestCluster
{
    private readonly ObjectDialect _dialect = new();
    private readonly GatewayLimits _limits;

    public TestCluster(WorldDefinition world, int seed = 1, Action<ClusterOptions>? configure = null, Microsoft.Extensions.Logging.ILoggerFactory? loggers = null, int graceSeconds = 20, int answerSeconds = 5)
    {
        _limits = new GatewayLimits { AnswerSeconds = answerSeconds };
        World = world;
        Sim = new SimulatedCluster(world, seed, new RoomOptions { SaveSeconds = 2, GraceSeconds = graceSeconds }, configure, loggers);
    }

    public WorldDefinition World { get; }

    public SimulatedCluster Sim { get; }

    public MemoryWorldStore Store => Sim.Store;

    public Dictionary<string, SimulatedGateway> Gateways { get; } = [];

    /// <summary>A world of rooms in a ring, each with things to take and wood to gather.</summary>
    public static WorldDefinition Ring(int rooms, int items = 3)
    {
        var builder = new WorldBuilder().ItemKind("lamp");
        for (var room = 0; room < rooms; room++)
        {
            builder.Room($"r{room}", definition => definition with
            {
                Capacity = 1000,
                Items = [.. Enumerable.Range(0, items).Select(item => new PlacedItem("lamp", new Vector(-4 + (item * 3), 2)))],
                Nodes = [new NodeDefinition { Resource = Resource.Wood, At = new Vector(1, 0), Amount = 5, RespawnTicks = 40, OnTouch = false }],
            });
        }
        for (var room = 0; room < rooms; room++)
            builder.Exit($"r{room}", "east", $"r{(room + 1) % rooms}");
        return builder.Build();
    }

    public SimulatedClusterNode StartWorldNode(string name, double clockRate = 1) => Sim.Start(name, clockRate: clockRate);

    public SimulatedGateway StartGateway(string name, int weight = 0, double clockRate = 1)
    {
        SimulatedGateway? gateway = null;
        Sim.Start(name, weight, node => (gateway = new SimulatedGateway(node, World, _dialect, _limits)).Endpoint, clockRate);
        return Gateways[name] = gateway!;
    }

    public SimulatedClient Connect(string gateway, string? room = null, string name = "client")
    {
        var client = new SimulatedClient(name);
        client.Connect(Gateways[gateway], room);
        return client;
    }

    public void Advance(double seconds) => Sim.Advance(seconds);

    /// <summary>Lets time pass until something holds.</summary>
    public void Until(Func<bool> holds, double withinSeconds, string what)
    {
        for (var passed = 0.0; !holds(); passed += 0.05)
        {
            if (passed > withinSeconds)
                Assert.Fail($"Not within {withinSeconds} s: {what} (seed {Sim.Loop.Seed}).");
            Advance(0.05);
        }
    }

    /// <summary>Which node has a room, as the database sees it.</summary>
    public string? OwnerOf(string room) =>
        Store.ReadAsync(CancellationToken.None).GetAwaiter().GetResult().Shards[Storage.Shards.Of(new RoomId(room))].Node;
}
