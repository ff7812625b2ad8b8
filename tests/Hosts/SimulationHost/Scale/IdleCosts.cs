using System.Globalization;
using Actors.Clustering;
using Actors.Hosts.Simulations.World;
using Actors.Simulation;
using Actors.TestKit.Simulation;
using Actors.World;

namespace Actors.Hosts.Simulations.Scale;

/// <summary>
/// What the nodes of an idle cluster send each other: Akka's heartbeats and gossip, distributed data and publish/subscribe, counted on the way. Real Akka nodes, half
/// of them world nodes and half gateways, with the settings of production.
/// </summary>
internal sealed class IdleCosts(int nodes) : IScenario
{
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FormsWithin = TimeSpan.FromSeconds(120);

    public void Play(SimulationRun run)
    {
        var cluster = new AkkaCluster(run, RingScenario.Ring());
        for (var number = 1; number <= nodes; number++)
        {
            if (number % 2 == 1)
                cluster.StartWorldNode($"world-{number}", 1);
            else
                cluster.StartGateway($"gateway-{number}", 1);
        }
        while (!run.Nodes.Values.All(IsWhole))
        {
            if (run.Loop.Elapsed > FormsWithin)
                throw new SimulationException($"Not all nodes are up and seen by all after {FormsWithin.TotalSeconds} s.");
            cluster.Advance(TimeSpan.FromMilliseconds(100));
        }
        run.Story.Tell("cluster", string.Create(CultureInfo.InvariantCulture, $"{nodes} nodes agree after {run.Loop.Elapsed.TotalSeconds:F1} s"));
        Advance(cluster);
        var (messages, bytes) = (run.Network.Messages, run.Network.Bytes);
        Advance(cluster);
        var each = (run.Network.Messages - messages) / Counted.TotalSeconds / nodes;
        var bytesEach = (run.Network.Bytes - bytes) / Counted.TotalSeconds / nodes;
        run.Story.Tell("cluster", string.Create(CultureInfo.InvariantCulture, $"{nodes} nodes: each sends {each:F0} messages and {bytesEach / 1000:F1} kB a second"));
    }

    /// <summary>Advances in steps, because a step must not take long in real time.</summary>
    private static void Advance(AkkaCluster cluster)
    {
        for (var step = 0; step < 20; step++)
            cluster.Advance(Counted / 20);
    }

    private bool IsWhole(SimulationNode node)
    {
        var state = Akka.Cluster.Cluster.Get(node.System).State;
        return state.Unreachable.IsEmpty && state.Members.Count(static member => member.Status == Akka.Cluster.MemberStatus.Up) == nodes;
    }
}
