using Actors.Clustering;
using Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>
/// The row by which a standalone server keeps others off its database: a second server, or the nodes of a cluster, are refused at start while it lives. If one gets in
/// all the same, this server finds out at its next beat.
/// </summary>
internal sealed class StandaloneServer : IAsyncDisposable
{
    internal static readonly TimeSpan Live = TimeSpan.FromSeconds(3);
    internal static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly INodeRegistry _registry;
    private readonly NodeIdentity _node;
    private readonly DatabaseHold _hold;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private int _beating;

    private StandaloneServer(INodeRegistry registry, NodeIdentity node, DatabaseHold hold, TimeProvider time, ILogger logger)
    {
        (_registry, _node, _hold, _logger) = (registry, node, hold, logger);
        _timer = time.CreateTimer(static server => _ = ((StandaloneServer)server!).BeatAsync(), this, TimeSpan.Zero, Beat);
    }

    /// <summary>The location in the message for a refused server.</summary>
    private static string Where => $"host {Environment.MachineName}, process {Environment.ProcessId}";

    /// <exception cref="NodeRefusedException">Another process uses this database; the message says which, and what to do.</exception>
    public static async Task<StandaloneServer> StartAsync(
        INodeRegistry registry, string run, DatabaseHold hold, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        var node = new NodeIdentity(NodeContext.AloneName, run, NodeRow.Alone);
        await NodeRegistration.RegisterAsync(registry, node, Live, time, cancellation);
        return new StandaloneServer(registry, node, hold, time, logger);
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
            HostingLog.RowNotRemoved(_logger, cause);
        }
    }

    private async Task BeatAsync()
    {
        if (_hold.IsLost || Interlocked.Exchange(ref _beating, 1) != 0)
            return;
        try
        {
            var table = await _registry.BeatAsync(_node.Name, _node.Run, Where, isMember: false, Live, CancellationToken.None);
            if (!table.Known)
                await RegisterAgainAsync();
        }
        catch (Exception cause)
        {
            HostingLog.RowNotRenewed(_logger, cause);
        }
        finally
        {
            Volatile.Write(ref _beating, 0);
        }
    }

    /// <summary>The row may only have been removed, after a jump of the database's clock for instance: then nobody else is there.</summary>
    private async Task RegisterAgainAsync()
    {
        var outcome = await _registry.RegisterAsync(_node.Name, _node.Run, _node.Role, _node.Rules, Live, CancellationToken.None);
        if (outcome.RefusedBy is { } other)
            _hold.Lose(NodeRegistration.SentenceOf(other, _node));
    }
}
