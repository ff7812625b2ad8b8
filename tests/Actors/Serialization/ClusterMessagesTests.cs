using System.Threading.Channels;
using Actors.Rooms;
using Actors.Serialization;
using Actors.Tests.Serialization.Kit;
using Actors.World;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.Singleton;
using Akka.DistributedData;

namespace Actors.Tests.Serialization;

/// <summary>The messages that Akka's own parts send each other, with no fallback serializer: two nodes with sharding, distributed data, publish and subscribe, and a singleton.</summary>
public sealed class ClusterMessagesTests : IAsyncLifetime
{
    private readonly ExtendedActorSystem _one = Systems.Remote("world", Settings);
    private readonly ExtendedActorSystem _two = Systems.Remote("world", Settings);

    private const string Settings = """
        akka {
          actor.provider = cluster
          cluster {
            gossip-interval = 100ms
            leader-actions-interval = 100ms
            periodic-tasks-initial-delay = 100ms
            sharding { retry-interval = 200ms
              rebalance-interval = 250ms
              state-store-mode = ddata
              updating-state-timeout = 2s
              waiting-for-state-timeout = 500ms }
            distributed-data.gossip-interval = 200ms
            pub-sub.gossip-interval = 100ms
          }
        }
        """;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_one.Terminate(), _two.Terminate());

    [Fact]
    public async Task Every_Akka_cluster_message_has_a_serializer()
    {
        using var patience = new CancellationTokenSource(Eventually.Limit);
        ChannelReader<object>[] complaints = [Collected.Complaints(_one), Collected.Complaints(_two)];
        await Cluster.Get(_one).JoinAsync(Cluster.Get(_one).SelfAddress, patience.Token);
        await Cluster.Get(_two).JoinAsync(Cluster.Get(_one).SelfAddress, patience.Token);

        // Sharding, with its coordinator's state in distributed data: rooms on both nodes, asked from both.
        var regions = await Task.WhenAll(StartAsync(_one), StartAsync(_two));
        (IActorRef Ref, ChannelReader<object> Received)[] clients = [Collected.In(_one, "client"), Collected.In(_two, "client")];
        for (var i = 0; i < 16; i++)
            await AskAsync(i % 2 == 0 ? _one : _two, regions[i % 2], new RoomId($"room-{i}"), clients[i % 2], patience.Token);
        var stats = await regions[1].Ask<ClusterShardingStats>(new GetClusterShardingStats(Eventually.Limit), patience.Token);
        Assert.Equal(2, stats.Regions.Count);

        // Distributed data of another kind, from one node to the other, whose replicator is there before anything is written to all.
        var key = new ORSetKey<string>("names");
        var (watcher, changes) = Collected.In(_two, "watcher");
        DistributedData.Get(_two).Replicator.Tell(Dsl.Subscribe(key, watcher));
        var cluster = Cluster.Get(_one).SelfUniqueAddress;
        var written = await DistributedData.Get(_one).Replicator.Ask<IUpdateResponse>(
            Dsl.Update(key, ORSet<string>.Empty, new WriteAll(TimeSpan.FromSeconds(10)), set => set.Add(cluster, "name")), patience.Token);
        Assert.NotNull(written);
        Assert.Equal(["name"], Assert.IsType<Changed>(await changes.ReadAsync(patience.Token)).Get(key).Elements);

        // Publish and subscribe, from one node to the other.
        var (subscriber, heard) = Collected.In(_two, "subscriber");
        DistributedPubSub.Get(_two).Mediator.Tell(new Akka.Cluster.Tools.PublishSubscribe.Subscribe("world", subscriber), subscriber);
        Assert.IsType<SubscribeAck>(await heard.ReadAsync(patience.Token));
        var spoken = new SaidToAll(new PlayerId(1), "name", "text");
        var again = _one.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.Zero, TimeSpan.FromMilliseconds(100), DistributedPubSub.Get(_one).Mediator, new Publish("world", spoken), ActorRefs.NoSender);
        Assert.Equal(spoken, await heard.ReadAsync(patience.Token));
        again.Cancel();

        // A singleton, through its proxy on the other node, and its handover when its node leaves.
        foreach (var system in new[] { _one, _two })
            system.ActorOf(ClusterSingletonManager.Props(Props.Create(() => new Room()), PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)), "singleton");
        var proxy = _two.ActorOf(ClusterSingletonProxy.Props("/user/singleton", ClusterSingletonProxySettings.Create(_two)), "proxy");
        await AskAsync(_two, proxy, new RoomId("single"), clients[1], patience.Token);

        // A node leaves: shards are handed over, the coordinator moves.
        await CoordinatedShutdown.Get(_one).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(patience.Token);
        await AskAsync(_two, regions[1], new RoomId("room-after"), clients[1], patience.Token);

        Assert.DoesNotContain(complaints.SelectMany(Drained), static complaint =>
            complaint.Contains("serializ", StringComparison.OrdinalIgnoreCase) || complaint.Contains("No serializer is bound", StringComparison.Ordinal));
    }

    /// <summary>Repeats the request until it is answered: messages that reach a shard during its handover are lost.</summary>
    private static async Task AskAsync(ActorSystem system, IActorRef rooms, RoomId room, (IActorRef Ref, ChannelReader<object> Received) client, CancellationToken patience)
    {
        var asking = system.Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.Zero, TimeSpan.FromSeconds(1), rooms, new RoomEnvelope(room, new RenamePlayer(new PlayerId(1), "name")), client.Ref);
        while (Assert.IsType<RoomClosed>(await client.Received.ReadAsync(patience)).Room != room)
        {
            // An answer from the previous room, which was asked twice.
        }
        asking.Cancel();
    }

    private static async Task<IActorRef> StartAsync(ActorSystem system) => await ClusterSharding.Get(system).StartAsync(
        "rooms", static _ => Props.Create(() => new Room()), ClusterShardingSettings.Create(system), new Extractor());

    private static IEnumerable<string> Drained(ChannelReader<object> complaints)
    {
        while (complaints.TryRead(out var complaint))
            yield return complaint.ToString()!;
    }

    private sealed class Extractor() : HashCodeMessageExtractor(8)
    {
        public override string? EntityId(object message) => (message as RoomEnvelope)?.Room.Value;
    }

    private sealed class Room : ReceiveActor
    {
        public Room() => Receive<RoomEnvelope>(envelope => Sender.Tell(new RoomClosed(envelope.Room, 1)));
    }
}
