using Actors.Clustering;
using Actors.Gateway.Connections;
using Actors.Gateway.Presence;
using Actors.Gateway.Views;
using Actors.Hosting;
using Actors.Streams;
using Akka.Hosting;

namespace Actors.Gateway.Hosting;

/// <summary>The gateway's part of each ActorSystem of its node: views, the endpoint for rooms, presence, and an actor for each connection.</summary>
internal sealed class GatewayPart(ConnectionRegistry connections, GatewayServices services) : IGatewayPart
{
    public void Configure(AkkaConfigurationBuilder builder, NodeContext node, NodeParts parts)
    {
        RoomViews? views = null;
        GatewayNode? gateway = null;
        var ticks = new NodeTicks(node.Time);
        builder.WithActors((system, registry) =>
        {
            views = new RoomViews(system, parts.Actors, services.Content, services.Limits);
            var endpoint = system.ActorOf(GatewayEndpoint.Props(connections, views, node.Time, ticks), GatewayEndpoint.Name);
            registry.Register<GatewayEndpoint>(endpoint);
            views.Begin(endpoint);
            parts.LocalFrames = views;
            parts.ShowContent = views.ContentChanged;
        });
        builder.WithPresence<GatewayEndpoint>(isClustered: node.Cluster is not null);
        builder.WithActors((system, registry) =>
        {
            var endpoint = registry.Get<GatewayEndpoint>();
            var link = node.Cluster?.Link ?? new ClusterLinkOptions();
            var inputs = new RoomInputs(system, endpoint, ticks, TimeSpan.FromMilliseconds(link.InputWindowMilliseconds), TimeSpan.FromMilliseconds(link.InputLeadMilliseconds));
            var players = new WorldPlayers(registry.Get<PresenceActor>());
            gateway = new GatewayNode(system, parts.Actors, views!, inputs, endpoint, players, new ConnectionParents(system));
        });
        builder.AddStartup((_, _) => connections.Attach(gateway!));
    }
}
