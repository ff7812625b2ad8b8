using Actors.Dispatch;
using Actors.Gateway;
using Actors.Gateway.Connections;
using Actors.Hosting;
using Actors.Serialization;
using Actors.TestKit;
using Actors.TestKit.Simulation;
using Actors.TestKit.Simulation.Model;
using Actors.World;
using Akka.Actor;

namespace Actors.Simulation.Modelled;

/// <summary>
/// The cheap level: our rooms, commits, ticks, gateways, sessions, views and presence are the real ones, in as many nodes as a scenario wants. Akka's cluster,
/// sharding and streams are models that do the worst they may. What goes from node to node goes through our serializer.
/// </summary>
internal sealed class ModelWorld : IWorldCluster
{
    private readonly SimulationRun _run;
    private readonly List<ModelWorldNode> _nodes = [];

    /// <param name="faults">What the regions do; by default the seed decides how bad they are.</param>
    public ModelWorld(SimulationRun run, WorldDefinition world, RegionFaults? faults = null)
    {
        (_run, World) = (run, world);
        Store = new MemoryWorldStore(run.Loop.Time);
        WireCopy? copy = null;
        Cluster = new ModelCluster(run, new ModelSettings
        {
            Config = DispatchConfig.Load().WithFallback(WorldSerialization.Config).ToString(),
            Dispatchers = [DispatchConfig.InlineDispatcher],
            Mailboxes = new Dictionary<string, string>
            {
                [DispatchConfig.ConnectionMailbox] = typeof(LeanMailbox).AssemblyQualifiedName!,
                [DispatchConfig.RoomMailbox] = typeof(ClassedMailbox).AssemblyQualifiedName!,
            },
            Copy = message => copy!.Of(message),
        });
        copy = new WireCopy((ExtendedActorSystem)Cluster.System);
        Locator = new ModelLocator(Cluster);
        faults ??= new RegionFaults { DropsInHandOff = Share(), Overlaps = Share(), Late = Share() / 2, ViewsDifferBy = TimeSpan.FromMilliseconds(run.Chance.Next(0, 500)) };
        RoomHomes = new RoomHomes();
        BucketHomes = new BucketHomes();
        Rooms = new RegionModel(run, Cluster, RoomHomes, faults, "rooms");
        Directory = new RegionModel(run, Cluster, BucketHomes, faults, "players");
    }

    /// <summary>A bug to be caught: commits are answered before they are on disk.</summary>
    public bool AnswersBeforeCommit { get; set; }

    public WorldDefinition World { get; }

    public MemoryWorldStore Store { get; }

    public IReadOnlyList<IWorldNode> Nodes => _nodes;

    public TimeSpan Elapsed => _run.Loop.Elapsed;

    public SimulationRun Run => _run;

    public ModelCluster Cluster { get; }

    public RegionModel Rooms { get; }

    public RegionModel Directory { get; }

    public RoomHomes RoomHomes { get; }

    public BucketHomes BucketHomes { get; }

    public ModelLocator Locator { get; }

    public ObjectDialect Dialect { get; } = new();

    public GatewayLimits Limits { get; } = new() { AnswerSeconds = 5 };

    /// <summary>Those of the gateways since their last start, by name.</summary>
    public SortedDictionary<string, GatewayNode> Gateways { get; } = new(StringComparer.Ordinal);

    public IWorldNode StartWorldNode(string name, double clockRate) => Start(name, clockRate, isGateway: false);

    public SimulatedGateway StartGateway(string name, double clockRate) => Start(name, clockRate, isGateway: true).Gateway!;

    public void Advance(TimeSpan span)
    {
        _run.Loop.RunFor(span);
        // A process whose ActorSystem was downed makes another one, as ActorSystemHost does.
        foreach (var ended in _nodes.Where(static node => node.HasEnded).ToArray())
            ended.MakeAnew();
    }

    public void Do(Action action) => _run.Loop.Do(action);

    public void Cut(string from, string to) => _run.Network.Cut(from, to);

    public void Heal(string from, string to) => _run.Network.Heal(from, to);

    public void HealAll() => _run.Network.Heal();

    public void Break(string one, string other) => Cluster.Lose(one, other);

    public string Describe() =>
        $"members {string.Join(',', Cluster.Members)}; " + string.Join("; ", World.Rooms.Select(room => $"{room.Key} on {string.Join(',', Rooms.HomesOf(room.Key))}"));

    public void CountAll()
    {
        _run.Count("hand-over", Rooms.HandOffs);
        _run.Count("dropped", Rooms.Dropped);
        _run.Count("overlap", Rooms.Overlapped);
    }

    private double Share() => _run.Chance.NextDouble() * 0.5;

    private ModelWorldNode Start(string name, double clockRate, bool isGateway)
    {
        var node = new ModelWorldNode(this, name, clockRate, isGateway, _nodes.Count + 1);
        _nodes.Add(node);
        node.Begin();
        return node;
    }
}
