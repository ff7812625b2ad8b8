using Actors.TestKit;
using Actors.World;

namespace Actors.Cluster.Tests.Engines;

/// <summary>The engine of one process.</summary>
public sealed class LocalEngineTests : EngineCompliance
{
    protected override EngineUnderTest Start(WorldDefinition world)
    {
        var node = new SimulatedNode(world);
        var gateway = new ProbeEndpoint();
        node.Cluster.Attach(gateway);
        return new EngineUnderTest(node.Cluster, [gateway], node.Advance, () => node.Runtime.Time.GetUtcNow());
    }
}

/// <summary>The cluster's engine where the rooms are on the node that asks.</summary>
public sealed class OneNodeEngineTests : EngineCompliance
{
    protected override EngineUnderTest Start(WorldDefinition world) => Clusters.Start(world, ("both", 100));
}

/// <summary>The cluster's engine where rooms, and a second gateway, are on other nodes.</summary>
public sealed class FarEngineTests : EngineCompliance
{
    protected override EngineUnderTest Start(WorldDefinition world) => Clusters.Start(world, ("g1", 0), ("g2", 0), ("w1", 100), ("w2", 100));
}

internal static class Clusters
{
    /// <param name="nodes">Those named first are the gateways: all but those whose name begins with w.</param>
    public static EngineUnderTest Start(WorldDefinition world, params (string Name, int Weight)[] nodes)
    {
        var cluster = new SimulatedCluster(world, seed: 1);
        List<ProbeEndpoint> gateways = [];
        foreach (var (name, weight) in nodes)
        {
            var gateway = name.StartsWith('w') ? null : new ProbeEndpoint();
            if (gateway is not null)
                gateways.Add(gateway);
            cluster.Start(name, weight, gateway is null ? null : _ => gateway);
        }
        cluster.Advance(4);
        return new EngineUnderTest(cluster[nodes[0].Name].Engine, gateways, cluster.Advance, () => cluster.Loop.Time.GetUtcNow());
    }
}
