using Actors.Serialization.Formats;
using Actors.Storage;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Hosting;

/// <summary>
/// What a node rehearses before it takes part in a cluster. Guests enter a room, play in it, and continue after its hand-over; its frames are streamed, and every message is serialized and
/// read as between nodes. What rooms do to the database is done in transactions that are rolled back. A program that has just started compiles each piece of its code when it first
/// runs. Without the warm-up it would do so while the players of the first rooms that come to it, or leave it, wait: docs/cluster.md.
/// </summary>
internal static class WarmUp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(NodeContext node, SqlWorldStore store, ILogger logger, CancellationToken cancellation)
    {
        var began = node.Clock.GetTimestamp();
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var formats = Task.Run(WireMessages.Prepare, within.Token);
            await Task.WhenAll(store.WarmUpAsync(within.Token), PlayAsync(node, within.Token), formats).WaitAsync(Patience, node.Clock, cancellation);
            HostingLog.WarmedUp(logger, node.Clock.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (Exception failed) when (!cancellation.IsCancellationRequested)
        {
            // The node works without it, and is only slower at first.
            HostingLog.WarmUpFailed(logger, failed);
        }
        finally
        {
            await within.CancelAsync();
        }
    }

    internal static async Task PlayAsync(NodeContext node, CancellationToken cancellation)
    {
        await using var store = new WarmUpStore();
        var alone = node with { Name = "warm-up", Run = Guid.NewGuid().ToString("N"), Cluster = null, IsGateway = false, Store = store, Loggers = NullLoggerFactory.Instance, Recordings = null };
        var parts = new NodeParts(alone);
        var system = await NodeSystem.StartAsync(alone, parts, gateway: null, NodeSystem.WithLogs, cancellation);
        try
        {
            var played = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            system.ActorOf(WarmUpGuests.Props(alone, parts.Actors, played), "warm-up-guests");
            await played.Task.WaitAsync(cancellation);
        }
        finally
        {
            await system.Terminate();
        }
    }
}
