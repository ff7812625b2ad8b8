using Actors.Clustering;
using Actors.Hosting.Startup;
using Actors.Reloading;
using Actors.Rooms;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Hosting;

/// <summary>The world node for as long as its program runs.</summary>
internal sealed class WorldNodeServer(
    LiveWorld content,
    IOptions<WorldNodeOptions> options,
    IOptions<RoomOptions> rooms,
    ILoggerFactory loggers,
    IHostApplicationLifetime program,
    TimeProvider time,
    StartupProgress progress) : INodeServer
{
    private WorldNode? _node;
    private DatabaseHold? _hold;

    /// <inheritdoc/>
    public bool HasLostDatabase => _hold is { IsLost: true };

    /// <summary>Why the node is not ready just now; null: it is ready.</summary>
    public string? WhyNotReady => _node is { } node ? node.WhyNotReady : "it has not started";

    /// <summary>Where other nodes reach it, <c>host:port</c>; empty before it has been started.</summary>
    public string Address => _node is { } node && Akka.Cluster.Cluster.Get(node.System).SelfAddress is { } address ? $"{address.Host}:{address.Port}" : "";

    public async Task<ReloadReport?> ReloadAsync(CancellationToken cancellation) => _node is { } node ? await node.Reload.RunAsync(cancellation) : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        progress.Now($"opening {NodeStore.Describe(options.Value)}");
        _node = await WorldNode.OpenAsync(options.Value, content, rooms.Value, isGateway: false, loggers, time, cancellationToken);
        progress.Now("waiting for its place among those that use this database");
        await _node.StartAsync(gateway: null, cancellationToken);
        _hold = _node.Context.Hold;
        _ = _hold.StopWhenLostAsync(program);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_node is not { } node)
            return;
        await node.LeaveAsync();
        _node = null;
        await node.DisposeAsync();
    }
}
