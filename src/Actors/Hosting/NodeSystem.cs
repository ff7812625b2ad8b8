using Actors.Clustering;
using Actors.Dispatch;
using Actors.PlayerDirectory;
using Actors.Reloading;
using Actors.Serialization;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>Makes a node's ActorSystem: what it is made of, in the order of the data.</summary>
public static class NodeSystem
{
    /// <summary>Makes a node's ActorSystem, with all that it needs of one.</summary>
    public static Task<ActorSystem> StartAsync(NodeContext node, IGatewayPart? gateway, CancellationToken cancellation) =>
        StartAsync(node, new NodeParts(node), gateway, WithLogs, cancellation);

    /// <param name="configure">Applied before all else: loggers in production, the clock and the threads in a simulation.</param>
    internal static async Task<ActorSystem> StartAsync(
        NodeContext node, NodeParts parts, IGatewayPart? gateway, Action<AkkaConfigurationBuilder, NodeContext> configure, CancellationToken cancellation)
    {
        var services = new ServiceCollection();
        services.AddSingleton(node.Loggers);
        services.AddLogging();
        services.AddSingleton<IHostApplicationLifetime, ProgramGoesOn>();
        services.AddAkka(ClusterConfig.SystemName, (akka, _) =>
        {
            akka.AddHocon(DispatchConfig.Load(), HoconAddMode.Append);
            akka.AddHocon(WorldSerialization.Config, HoconAddMode.Prepend);
            akka.WithActors((system, _) => system.ActorOf(DeadLetterMetrics.Props(node.Loggers.CreateLogger<DeadLetterMetrics>()), "dead-letters"));
            if (node.Cluster is { } cluster)
                akka.WithCluster(node, cluster);
            configure(akka, node);
            akka.WithPlayerDirectory(node.Cluster is not null, node.HostsRooms, node.Nodes);
            gateway?.Configure(akka, node, parts);
            if (node.HostsRooms)
                akka.WithRooms(node, parts);
            else
                akka.WithRoomProxy(parts);
            if (node.ReadContent is { } read)
            {
                akka.WithActors((system, _) =>
                    system.ActorOf(ContentEndpoint.Props(node.Content, read, node.NamedRooms, parts.LocalRooms, () => parts.ShowContent, node.Loggers.CreateLogger<ContentEndpoint>()),
                        ContentEndpoint.Name));
            }
        });
        var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
            await hosted.StartAsync(cancellation);
        var system = provider.GetRequiredService<ActorSystem>();
        _ = system.WhenTerminated.ContinueWith(_ => provider.DisposeAsync().AsTask(), TaskScheduler.Default);
        if (node.Cluster is { } options)
            ClusterMembership.Start(system, node.Registry, node.Identity, BootstrapSettings.Of(options), node.Nodes, node.Hold);
        return system;
    }

    internal static void WithLogs(AkkaConfigurationBuilder akka, NodeContext node) => akka.ConfigureLoggers(logs =>
    {
        logs.ClearLoggers();
        logs.AddLoggerFactory(node.Loggers);
    });

    /// <summary>Akka.Hosting ends the program when the ActorSystem has ended. Here a new one is made instead, and the program's own host decides when to stop.</summary>
    private sealed class ProgramGoesOn : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
            // The ActorSystem itself has notified its host.
        }
    }

    private static void WithCluster(this AkkaConfigurationBuilder akka, NodeContext node, ClusterOptions options)
    {
        akka.AddHocon(ClusterConfig.Build(options, node.IsGateway), HoconAddMode.Prepend);
        akka.AddSetup(new LeaseStoreSetup(node.Leases));
        // The files were checked with the options; a file that has changed since keeps the next ActorSystem from starting.
        if (options.Link.Tls.IsOn)
            akka.AddSetup(ClusterTls.TryLoad(options.Link.Tls, options.Link.PublicHost, out var tls, out var problem) ? tls.ToSetup() : throw new InvalidOperationException(problem));
        akka.WithActors(static (system, _) =>
        {
            ClusterStateMetrics.Instance.Observe(Akka.Cluster.Cluster.Get(system));
            system.ActorOf(ClusterEvents.Props(), ClusterEvents.Name);
            system.ActorOf(QuarantineDowning.Props(), QuarantineDowning.Name);
            if (PromptDowning.For(system) is { } prompt)
                system.ActorOf(prompt, PromptDowning.Name);
        });
    }
}
