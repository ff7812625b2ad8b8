using System.Globalization;
using Actors.Clustering;
using Actors.Dispatch;
using Actors.Rooms;
using Actors.Serialization.Frames;
using Actors.Sharding;
using Actors.Storage;
using Actors.Streams;
using Actors.World;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.Event;
using Akka.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>The rooms of a node: commits, rooms, their tick, their frames, and the endpoint that other nodes send to.</summary>
public static class RoomsHosting
{
    private static readonly TimeSpan KeepPatience = TimeSpan.FromSeconds(10);

    /// <summary>A node that hosts rooms, as the shard region of a cluster or, without one, under a parent of its own.</summary>
    public static AkkaConfigurationBuilder WithRooms(this AkkaConfigurationBuilder builder, NodeContext node, NodeParts parts) =>
        builder.AddHocon(Mailbox(node.Rooms), HoconAddMode.Prepend).WithActors((system, registry) =>
    {
        var services = system.StartRoomServices(node, parts, $"{node.Run}-{Guid.NewGuid():N}", FrameStreams.Props(parts.Sinks, parts.LocalRooms, node.Time, PackedFrames.Instance));
        parts.Actors.Rooms = node.Cluster is null ? StartParent(system, services) : StartRegion(system, services, node);
        registry.Register<RoomRegion>(parts.Actors.Rooms);
        system.ActorOf(GuestSweeper.Props(services), "guest-sweeper");
        system.ActorOf(InstanceSweeper.Props(services), "instance-sweeper");
        if (node.Cluster is not null)
            system.ActorOf(ShardCensus.Props(parts.Actors.Rooms), ShardCensus.Name);
        RoomMetrics.Instance.Observe(parts.LocalRooms);
        system.RegisterOnTermination(() => RoomMetrics.Instance.Forget(parts.LocalRooms));
        FinishCommits(system, parts.Actors.Commits);
    });

    /// <summary>A node without rooms, which reaches those of other nodes.</summary>
    public static AkkaConfigurationBuilder WithRoomProxy(this AkkaConfigurationBuilder builder, NodeParts parts) => builder.WithActors((system, registry) =>
    {
        parts.Actors.Rooms = ClusterSharding.Get(system).StartProxy(RoomExtractor.TypeName, ClusterConfig.WorldRole, new RoomExtractor());
        registry.Register<RoomRegion>(parts.Actors.Rooms);
    });

    /// <summary>There may be as many requests as inputs: each class has the bound for itself.</summary>
    private static Config Mailbox(RoomOptions options) =>
        ConfigurationFactory.ParseString(
            string.Create(CultureInfo.InvariantCulture, $$"""{{DispatchConfig.RoomMailbox}} { capacity = {{options.MailboxCapacity}}, request-capacity = {{options.MailboxCapacity}} }"""));

    /// <summary>Starts the actors that a node has beside its rooms, whatever finds the rooms.</summary>
    /// <param name="factory">The parent of these actors.</param>
    /// <param name="run">The id of this ActorSystem, never used again: by it the store recognizes a batch of commits whose answer was lost.</param>
    /// <param name="streams">Opens streams of frames to gateways.</param>
    internal static RoomServices StartRoomServices(this IActorRefFactory factory, NodeContext node, NodeParts parts, string run, Props streams)
    {
        parts.Actors.Commits = factory.ActorOf(CommitActor.Props(node.Store, run, node.Clock), "commits");
        parts.Sinks.Begin(factory.ActorOf(streams, "frames"), parts.LocalFrames);
        factory.ActorOf(NodeEndpoint.Props(node.Name, parts.LocalRooms), NodeEndpoint.Name);
        var services = new RoomServices(
            node.Content, node.Time, node.Store, node.Rooms, parts.Actors, parts.LocalRooms, parts.Sinks, node.Loggers.CreateLogger("Actors.Rooms"), node.Recordings);
        factory.ActorOf(WorldTick.Props(services), "tick");
        return services;
    }

    private static IActorRef StartRegion(ActorSystem system, RoomServices services, NodeContext node)
    {
        var sharding = ClusterSharding.Get(system);
        return sharding.Start(
            RoomExtractor.TypeName,
            room => RoomActor.Props(new RoomId(room), services),
            ClusterShardingSettings.Create(system),
            new RoomExtractor(),
            new RendezvousAllocation(new ClusterShardHosts(Akka.Cluster.Cluster.Get(system), node.Nodes)),
            SealRoom.Instance);
    }

    private static IActorRef StartParent(ActorSystem system, RoomServices services)
    {
        var parent = system.ActorOf(RoomsParent.Props(room => RoomActor.Props(room, services)), RoomExtractor.TypeName);
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseClusterShardingShutdownRegion, "keep-rooms", async () =>
        {
            await parent.GracefulStop(KeepPatience, RoomsParent.StopAll.Instance);
            return Akka.Done.Instance;
        });
        return parent;
    }

    /// <summary>Rooms wait for their own commits before they stop; this is for the commits of rooms that did not stop in time.</summary>
    private static void FinishCommits(ActorSystem system, IActorRef commits) =>
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "finish-commits", async () =>
        {
            try
            {
                await commits.Ask<CommitsFinished>(Storage.FinishCommits.Instance, KeepPatience);
            }
            catch (AskTimeoutException)
            {
                system.Log.Warning("Not everything could be committed in {0}", KeepPatience);
            }
            return Akka.Done.Instance;
        });
}
