using Actors.Clustering;
using Actors.PlayerDirectory;
using Akka.Cluster.Hosting;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Hosting;

namespace Actors.Gateway.Presence;

/// <summary>A gateway's part in world-wide features: the list of players, whispers, shouts.</summary>
public static class PresenceHosting
{
    /// <summary>
    /// Registers the <see cref="PresenceActor"/> under its own type, for a <see cref="WorldPlayers"/>. To be called after the directory and the gateway's endpoint have been registered.
    /// </summary>
    /// <typeparam name="TEndpoint">The registry's key of the gateway's endpoint.</typeparam>
    /// <param name="isClustered">Whether there may be other gateways.</param>
    public static AkkaConfigurationBuilder WithPresence<TEndpoint>(this AkkaConfigurationBuilder builder, bool isClustered)
    {
        if (isClustered)
            builder.WithDistributedPubSub(ClusterConfig.GatewayRole);
        return builder.WithActors((system, registry) =>
        {
            var endpoint = registry.Get<TEndpoint>();
            IGatewayBus bus = isClustered ? new ClusterGatewayBus(system, DistributedPubSub.Get(system).Mediator, endpoint) : new StandaloneGatewayBus(endpoint);
            registry.Register<PresenceActor>(system.ActorOf(PresenceActor.Props(registry.Get<DirectoryRegion>(), endpoint, bus), PresenceActor.Name));
        });
    }
}
