using Actors.Clustering;
using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>The row by which a server that is alone keeps others off its database: a second one, or the nodes of a cluster, are refused at start while it lives.</summary>
internal sealed class LoneServer : IAsyncDisposable
{
    private static readonly TimeSpan Live = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly INodeRegistry _registry;
    private readonly NodeIdentity _node;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private int _beating;
    private bool _lost;

    private LoneServer(INodeRegistry registry, NodeIdentity node, TimeProvider time, ILogger logger)
    {
        (_registry, _node, _logger) = (registry, node, logger);
        _timer = time.CreateTimer(static server => _ = ((LoneServer)server!).BeatAsync(), this, Beat, Beat);
    }

    /// <exception cref="NodeRefusedException">Another process lives on this database; the message says who, and what to do.</exception>
    public static async Task<LoneServer> StartAsync(INodeRegistry registry, string run, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        var node = new NodeIdentity(NodeContext.AloneName, run, NodeRow.Alone);
        await NodeRegistration.RegisterAsync(registry, node, Live, time, cancellation);
        return new LoneServer(registry, node, time, logger);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        try
        {
            await _registry.RemoveAsync(_node.Name, _node.Run, CancellationToken.None);
        }
        catch (Exception cause)
        {
            _logger.LogDebug(cause, "The server's row could not be removed; it ends by itself");
        }
    }

    private async Task BeatAsync()
    {
        if (Interlocked.Exchange(ref _beating, 1) != 0)
            return;
        try
        {
            var table = await _registry.BeatAsync(_node.Name, _node.Run, "", isMember: false, Live, CancellationToken.None);
            if (!table.Known && !_lost)
                _logger.LogCritical("Another server has taken over this database: {Nodes}. Stop one of the two", string.Join(", ", table.Live.Select(static row => row.Name)));
            _lost = !table.Known;
        }
        catch (Exception cause)
        {
            _logger.LogDebug(cause, "The server's row could not be renewed; it is tried again");
        }
        finally
        {
            Volatile.Write(ref _beating, 0);
        }
    }
}
