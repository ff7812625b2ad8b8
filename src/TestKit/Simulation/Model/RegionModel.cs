using Akka.Actor;

namespace Actors.TestKit.Simulation.Model;

/// <summary>
/// Stands in for Akka.Cluster.Sharding on a <see cref="ModelCluster"/>: a region on each node takes messages for entities anywhere, and does on purpose what a real
/// region does by bad luck. Fences, and senders that ask again, are responsible for what must hold in spite of it.
/// </summary>
public sealed class RegionModel
{
    private readonly Dictionary<string, IActorRef> _regions = [];
    private readonly Dictionary<string, HashSet<string>> _running = [];
    private readonly string _name;
    private long _version;

    /// <summary>A region over all nodes of a cluster; <see cref="Start"/> begins it on one.</summary>
    public RegionModel(SimulationRun run, ModelCluster cluster, IEntityExtractor extractor, RegionFaults? faults = null, string name = "region")
    {
        (Run, Cluster, Extractor, Faults, _name) = (run, cluster, extractor, faults ?? RegionFaults.None, name);
        cluster.MembersChanged.Add(Spread);
    }

    internal SimulationRun Run { get; }

    internal ModelCluster Cluster { get; }

    internal IEntityExtractor Extractor { get; }

    internal RegionFaults Faults { get; }

    /// <summary>How many messages were dropped. A scenario in which none was dropped and no entity ran in two places has proved little.</summary>
    public int Dropped { get; internal set; }

    /// <summary>How many entities have run in two places.</summary>
    public int Overlapped { get; internal set; }

    /// <summary>How often an entity has been asked to hand over.</summary>
    public int HandOffs { get; internal set; }

    /// <summary>The region of a node: started with it, and again with each restart.</summary>
    public IActorRef Start(string node)
    {
        var region = Cluster.Spawn(node, Props.Create(() => new RegionActor(this, node, new RegionActor.MembersAre(_version, Cluster.Members.ToArray()))), _name);
        _regions[node] = region;
        foreach (var homes in _running.Values)
            homes.Remove(node);
        return region;
    }

    /// <summary>The region of a node that it was started on.</summary>
    public IActorRef On(string node) => _regions[node];

    /// <summary>The living nodes that run an entity: one, unless a fault made it more.</summary>
    public IReadOnlyCollection<string> HomesOf(string entityId) => _running.TryGetValue(entityId, out var homes) ? [.. homes.Where(node => Cluster.Nodes[node].IsAlive)] : [];

    internal bool Happens(double share) => share > 0 && Run.Chance.NextDouble() < share;

    internal void Running(string entityId, string node, bool isRunning)
    {
        if (!_running.TryGetValue(entityId, out var homes))
            _running[entityId] = homes = [];
        if (isRunning)
            homes.Add(node);
        else
            homes.Remove(node);
        if (isRunning && HomesOf(entityId).Count > 1)
        {
            Overlapped++;
            Run.Story.Tell(entityId, $"runs on {string.Join(" and ", HomesOf(entityId).Order(StringComparer.Ordinal))}");
        }
    }

    /// <summary>Every region learns of a change at a moment of its own.</summary>
    private void Spread()
    {
        var now = new RegionActor.MembersAre(++_version, Cluster.Members.ToArray());
        foreach (var (node, region) in _regions.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            // A removed node does not learn of it, and goes on with what it knows.
            if (!Cluster.Nodes[node].IsAlive || Cluster.Nodes[node].IsRemoved)
                continue;
            Run.Loop.After(TimeSpan.FromTicks((long)(Faults.ViewsDifferBy.Ticks * Run.Chance.NextDouble())), () => region.Tell(now));
        }
    }
}
