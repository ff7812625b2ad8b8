using System.Globalization;
using Actors.Clustering;
using Actors.Gateway;
using Actors.Hosting;
using Actors.Rooms;
using Actors.TestKit;
using Actors.TestKit.Simulation;
using Actors.World;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Simulation;

/// <summary>
/// The real thing: real Akka nodes with our rooms, gateways, sharding, serializers, bootstrap and lease, wired by the same code as in production, on the simulation's clocks and network and a store
/// in memory.
/// </summary>
internal sealed class AkkaCluster : IWorldCluster
{
    private readonly SimulationRun _run;
    private readonly ObjectDialect _dialect = new();
    private readonly GatewayLimits _limits = new() { AnswerSeconds = 5 };
    private readonly List<Node> _nodes = [];

    public AkkaCluster(SimulationRun run, WorldDefinition world)
    {
        (_run, World) = (run, world);
        Store = new MemoryWorldStore(run.Loop.Time);
    }

    public WorldDefinition World { get; }

    public MemoryWorldStore Store { get; }

    public IReadOnlyList<IWorldNode> Nodes => _nodes;

    public TimeSpan Elapsed => _run.Loop.Elapsed;

    public IWorldNode StartWorldNode(string name, double clockRate) => Start(name, clockRate, isGateway: false);

    public SimulatedGateway StartGateway(string name, double clockRate) => Start(name, clockRate, isGateway: true).Gateway!;

    public void Advance(TimeSpan span)
    {
        var until = Elapsed + span;
        while (Elapsed < until)
        {
            // A process whose ActorSystem was downed makes another one, as ActorSystemHost does.
            _run.Loop.TryRunUntil(() => _nodes.Exists(static node => node.HasEnded), until - Elapsed);
            foreach (var ended in _nodes.Where(static node => node.HasEnded).ToArray())
                ended.MakeAnew();
        }
    }

    public void Do(Action action) => _run.Loop.Do(action);

    public void Cut(string from, string to) => _run.Network.Cut(from, to);

    public void Heal(string from, string to) => _run.Network.Heal(from, to);

    public void HealAll() => _run.Network.Heal();

    public void Break(string one, string other)
    {
        if (one != other)
            _run.Network.Break(one, other);
    }

    public void CountAll()
    {
        // What happened is counted when it does.
    }

    public string Describe() => string.Join("; ", _nodes.Where(static node => node.IsAlive).Select(static node => node.Describe()));

    private Node Start(string name, double clockRate, bool isGateway)
    {
        var node = new Node(this, name, clockRate, isGateway, _nodes.Count + 1);
        _nodes.Add(node);
        node.Begin();
        return node;
    }

    private sealed class Node : IWorldNode
    {
        private readonly AkkaCluster _cluster;
        private readonly NodeSettings _settings;
        private readonly int _number;
        private NodeContext? _context;
        private NodeParts? _parts;
        private TimeProvider _clock = null!;
        private Task? _leaving;

        public Node(AkkaCluster cluster, string name, double clockRate, bool isGateway, int number)
        {
            (_cluster, Name, IsGateway, _number) = (cluster, name, isGateway, number);
            _settings = new NodeSettings
            {
                Level = NodeLevel.Cluster,
                SystemName = ClusterConfig.SystemName,
                Dispatchers = [Dispatch.DispatchConfig.InlineDispatcher],
                Roles = isGateway ? ["gateway", "weight-0", $"node-{name}"] : ["world", "weight-100", $"node-{name}"],
                Clock = new ClockSkew(clockRate, TimeSpan.Zero),
                Create = Create,
            };
            Store = new FaultyStore(cluster.Store, cluster._run.Loop.Time, (int)cluster._run.Seed + number);
        }

        public string Name { get; }

        public bool IsGateway { get; }

        public SimulatedGateway? Gateway { get; private set; }

        public LocalRooms? Rooms => IsGateway ? null : _parts?.LocalRooms;

        public FaultyStore Store { get; }

        public bool IsAlive { get; private set; } = true;

        public bool IsPaused => Sim.IsPaused;

        public bool HasEnded => IsAlive && _leaving is null && !IsPaused && Sim.System.WhenTerminated.IsCompleted;

        private SimulationNode Sim => _cluster._run.Nodes[Name];

        public void Begin() => _cluster._run.Start(Name, _settings);

        public void MakeAnew()
        {
            _cluster._run.Story.Tell(Name, "makes its ActorSystem anew");
            _cluster._run.Count("rejoin");
            _cluster._run.Kill(Name);
            Begin();
        }

        public void Kill()
        {
            if (!IsAlive)
                return;
            IsAlive = false;
            Store.IsReachable = false;
            _cluster._run.Kill(Name);
        }

        public void Pause() => _cluster._run.Pause(Name);

        public void Resume()
        {
            if (IsAlive)
                _cluster._run.Resume(Name);
        }

        public void Leave() => _leaving = _cluster._run.Loop.Do(() => CoordinatedShutdown.Get(Sim.System).Run(CoordinatedShutdown.ClusterLeavingReason.Instance));

        public string Describe()
        {
            var cluster = Akka.Cluster.Cluster.Get(Sim.System);
            return $"{Name} sees {string.Join(',', cluster.State.Members.Select(static member => $"{member.Address.Host} {member.Status}"))} unreachable "
                + $"{string.Join(',', cluster.State.Unreachable.Select(static member => member.Address.Host))}";
        }

        /// <summary>As <see cref="NodeSystem"/> does it in production, but for the clocks, the threads and the network.</summary>
        private ActorSystem Create(string systemName, Akka.Configuration.Config simulation)
        {
            _clock = new LoopTimeProvider(_cluster._run.Loop, SimulationRun.Of(simulation).Node);
            var time = new NodeTime(() => _clock);
            var options = new ClusterOptions { Node = Name, Preset = ClusterPreset.Fast };
            var nodes = new ClusterNodes();
            var run = string.Create(CultureInfo.InvariantCulture, $"run-{Name}");
            _context ??= new NodeContext(
                Name, run, options, IsGateway, _cluster.World, SimulatedRooms.Options,
                new RoomTime(time, SimulationProcess.Epoch, _cluster.World.Rules), Store, Store, Store, time, NullLoggerFactory.Instance, nodes);
            if (IsGateway)
                Gateway ??= new SimulatedGateway(this, _cluster.World, _cluster._dialect, _cluster._limits, time, _cluster._run.Loop.Time, _number, NullLogger.Instance);
            _parts = new NodeParts(_context);
            return NodeSystem.StartAsync(
                _context, _parts, Gateway?.Part, (akka, _) => akka.AddHocon(simulation, HoconAddMode.Prepend), CancellationToken.None).GetAwaiter().GetResult();
        }
    }
}
