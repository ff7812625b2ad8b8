using Actors.Clustering;
using Actors.Sharding;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;

namespace Actors.PlayerDirectory;

/// <summary>The players of the world, by name: buckets of names, as sharded entities of the world nodes or, without a cluster, under a parent of their own.</summary>
public static class DirectoryHosting
{
    /// <summary>The entity type, the same on all nodes.</summary>
    public const string TypeName = "players";

    /// <summary>Registers the actor that takes every <see cref="DirectoryEnvelope"/> under <see cref="DirectoryRegion"/>.</summary>
    /// <param name="hostsRooms">The node of a cluster has buckets of its own; false: it uses those of other nodes.</param>
    /// <param name="nodes">The table of nodes; used only in a cluster.</param>
    public static AkkaConfigurationBuilder WithPlayerDirectory(this AkkaConfigurationBuilder builder, bool isClustered, bool hostsRooms, ClusterNodes nodes) =>
        builder.WithActors((system, registry) => registry.Register<DirectoryRegion>(
            !isClustered ? system.ActorOf(BucketsParent.Props(), TypeName)
            : hostsRooms ? StartRegion(system, nodes)
            : ClusterSharding.Get(system).StartProxy(TypeName, ClusterConfig.WorldRole, new DirectoryExtractor())));

    /// <summary>A bucket that is handed over just stops: gateways announce their players to its successor.</summary>
    private static IActorRef StartRegion(ActorSystem system, ClusterNodes nodes) => ClusterSharding.Get(system).Start(
        TypeName,
        static bucket => NameBucket.Props(DirectoryExtractor.BucketOf(bucket), NameBucket.ClusterSettling),
        ClusterShardingSettings.Create(system),
        new DirectoryExtractor(),
        new RendezvousAllocation(new ClusterShardHosts(Akka.Cluster.Cluster.Get(system), nodes)),
        PoisonPill.Instance);
}

/// <summary>Registry key: takes every <see cref="DirectoryEnvelope"/>.</summary>
public sealed class DirectoryRegion;
