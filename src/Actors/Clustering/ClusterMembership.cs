using Actors.Storage;
using Akka.Actor;

namespace Actors.Clustering;

/// <summary>Joins an ActorSystem to the cluster, and removes its node's row from the table at the end.</summary>
public static class ClusterMembership
{
    private const string Bootstrap = "bootstrap";

    /// <summary>
    /// Starts to join. A requested stop ends with the removal of the row, so that the name is free at once. The row of a downed node stays, because the process
    /// comes back under it.
    /// </summary>
    public static IActorRef Start(ActorSystem system, INodeRegistry registry, NodeIdentity node, BootstrapSettings settings, ClusterNodes nodes, DatabaseHold hold)
    {
        var bootstrap = system.ActorOf(ClusterBootstrap.Props(registry, node, settings, nodes, hold), Bootstrap);
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "remove-node", async () =>
        {
            bootstrap.Tell(PoisonPill.Instance);
            if (shutdown.ShutdownReason is not CoordinatedShutdown.ClusterDowningReason)
                await registry.RemoveAsync(node.Name, node.Run, CancellationToken.None);
            return Akka.Done.Instance;
        });
        return bootstrap;
    }
}
