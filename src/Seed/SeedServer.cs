using Actors.Hosting;
using Actors.Rooms;
using Actors.World;
using Microsoft.Extensions.Options;

namespace Actors.Seed;

/// <summary>The world node for as long as its program runs.</summary>
internal sealed class SeedServer(
    WorldDefinition world, IOptions<SeedOptions> options, IOptions<RoomOptions> rooms, ILoggerFactory loggers, TimeProvider time) : IHostedService
{
    private WorldNode? _node;

    /// <summary>Whether it has a lease, and so may have rooms.</summary>
    public bool IsReady => _node is { IsMember: true };

    public string Address => _node?.Engine?.Address ?? "";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _node = await WorldNode.OpenAsync(options.Value, world, rooms.Value, defaultWeight: 100, loggers, time, cancellationToken);
        await _node.StartAsync(gateway: null, cancellationToken);
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
