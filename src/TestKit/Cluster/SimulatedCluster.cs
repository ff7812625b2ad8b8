using Actors.Cluster;
using Actors.Rooms;
using Actors.Runtime;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.TestKit;

/// <summary>
/// A whole cluster in one process, on virtual time and from one seed: real rooms, ticks, engine and commits on every node, with lines and a store that can be
/// made to fail. The same seed and the same calls give the same run.
/// </summary>
public sealed class SimulatedCluster
{
    private readonly Random _seeds;
    private readonly List<SimulatedClusterNode> _nodes = [];
    private readonly DateTimeOffset _epoch;

    public SimulatedCluster(WorldDefinition world, int seed, RoomOptions? rooms = null, Action<ClusterOptions>? configure = null, ILoggerFactory? loggers = null)
    {
        World = world;
        Loop = new SimulationLoop(seed);
        _seeds = new Random(seed);
        _epoch = Loop.Time.GetUtcNow();
        Store = new MemoryWorldStore(Loop.Time);
        Network = new SimulatedNetwork(Loop, _seeds.Next());
        Rooms = rooms ?? new RoomOptions();
        Configure = configure;
        Loggers = loggers;
    }

    public WorldDefinition World { get; }

    public SimulationLoop Loop { get; }

    public MemoryWorldStore Store { get; }

    public SimulatedNetwork Network { get; }

    public IReadOnlyList<SimulatedClusterNode> Nodes => _nodes;

    /// <summary>A bug to be caught: rooms are told that a commit has ended when it has begun.</summary>
    internal bool AnswersBeforeCommit { get; set; }

    internal RoomOptions Rooms { get; }

    internal Action<ClusterOptions>? Configure { get; }

    internal ILoggerFactory? Loggers { get; }

    internal DateTimeOffset Epoch => _epoch;

    /// <summary>Starts a node.</summary>
    /// <param name="weight">Its share of the rooms; 0 hosts none.</param>
    /// <param name="gateway">Makes the node's gateway; null: it has none.</param>
    /// <param name="clockRate">How fast its clock runs.</param>
    public SimulatedClusterNode Start(string name, int weight = 100, Func<SimulatedClusterNode, IGatewayEndpoint>? gateway = null, double clockRate = 1)
    {
        var node = new SimulatedClusterNode(this, name, weight, _seeds.Next(), clockRate);
        _nodes.Add(node);
        node.Start(gateway);
        return node;
    }

    public SimulatedClusterNode this[string name] => _nodes.Last(node => node.Name == name);

    /// <summary>Lets virtual time pass.</summary>
    public void Advance(double seconds) => Loop.Advance(TimeSpan.FromSeconds(seconds));
}
