using Actors.Clustering;
using Actors.Rooms;
using Actors.Sharding;
using Actors.Storage;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Actors.Tests.Clustering;

/// <summary>A node as the server makes it, on loopback, with rooms that answer with the name of their node.</summary>
internal sealed class TestNode
{
    private readonly MemoryNodeRegistry _registry;
    private readonly ClusterOptions _options;
    private readonly NodeIdentity _identity;

    public TestNode(string name, MemoryNodeRegistry registry, string role = ClusterConfig.WorldRole)
    {
        (_registry, _options) = (registry, new ClusterOptions { Node = name, Preset = ClusterPreset.Fast });
        _identity = new NodeIdentity(name, Guid.NewGuid().ToString(), role);
        Host = new ActorSystemHost(MakeAsync, TimeProvider.System, NullLogger<ActorSystemHost>.Instance) { OnRestarted = _ => RestartedOnce.TrySetResult() };
    }

    public ActorSystemHost Host { get; }

    public TaskCompletionSource RestartedOnce { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ActorSystem System => Host.Current;

    public ClusterNodes Nodes { get; } = new();

    public DatabaseHold Hold { get; } = new(NullLogger<DatabaseHold>.Instance);

    public IActorRef Rooms { get; private set; } = ActorRefs.Nobody;

    public IActorRef QuarantineDowning { get; private set; } = ActorRefs.Nobody;

    public Address Address => AkkaCluster.Get(System).SelfAddress;

    /// <summary>Like a killed process: it notifies nobody, and its row in the table is not renewed.</summary>
    public ActorSystem Kill()
    {
        var killed = System;
        ((ExtendedActorSystem)killed).Abort();
        return killed;
    }

    private async Task<ActorSystem> MakeAsync(CancellationToken cancellation)
    {
        await NodeRegistration.RegisterAsync(_registry, _identity, TimeSpan.FromSeconds(_options.LeaseSeconds), TimeProvider.System, cancellation);
        var isGateway = _identity.Role == ClusterConfig.GatewayRole;
        var config = ConfigurationFactory.ParseString("akka.loglevel = OFF\nakka.stdout-loglevel = OFF").WithFallback(ClusterConfig.Build(_options, isGateway));
        var system = ActorSystem.Create(
            ClusterConfig.SystemName, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), new LeaseStoreSetup(_registry)));
        QuarantineDowning = system.ActorOf(Actors.Clustering.QuarantineDowning.Props());
        ClusterMembership.Start(system, _registry, _identity, BootstrapSettings.Of(_options), Nodes, Hold);
        var sharding = ClusterSharding.Get(system);
        Rooms = isGateway
            ? sharding.StartProxy("rooms", ClusterConfig.WorldRole, new RoomExtractor())
            : sharding.Start(
                "rooms",
                static room => Props.Create(() => new Room()),
                ClusterShardingSettings.Create(system),
                new RoomExtractor(),
                new RendezvousAllocation(new ClusterShardHosts(AkkaCluster.Get(system), Nodes)),
                PoisonPill.Instance);
        return system;
    }

    public sealed record WhereAreYou : RoomMessage;

    private sealed class Room : ReceiveActor
    {
        public Room() => Receive<WhereAreYou>(_ => Sender.Tell(AkkaCluster.Get(Context.System).SelfRoles.Single(static role => role.StartsWith("node-", StringComparison.Ordinal))));
    }
}
