using System.Net;
using System.Security.Cryptography;
using Actors.Clustering;
using Actors.Gateway.Admin;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Identity;
using Actors.Hosting;
using Actors.Hosting.Startup;
using Actors.Inspection;
using Actors.Reloading;
using Actors.Rooms;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>
/// The node in one process: store, rooms, tick, connections, listeners. Started from the ground up and stopped from the top down: first no
/// new clients, then none at all, then the rooms' last commits, then the store.
/// </summary>
public sealed class WorldServer(
    LiveWorld content,
    IOptions<ServerOptions> server,
    IOptions<GatewayLimits> limits,
    IOptions<RoomOptions> rooms,
    ILoggerFactory loggers,
    IHostApplicationLifetime program,
    TimeProvider time,
    StartupProgress? progress = null) : INodeServer, IOperatedServer, IAsyncDisposable
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private WorldNode? _node;
    private DatabaseHold? _hold;
    private ConnectionRegistry? _connections;
    private ClientListeners? _listeners;
    private ITimer? _sweep;
    private bool _listening;

    /// <inheritdoc/>
    public bool HasLostDatabase => _hold is { IsLost: true };

    /// <summary>Whether clients are served.</summary>
    public bool IsReady => WhyNotReady is null;

    /// <inheritdoc/>
    public string? WhyNotReady => _listening && _node is { } node ? node.WhyNotReady : "it is not listening";

    /// <summary>Where each WebSocket listener listens, by its name.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> EndPoints => Listeners.WebSockets;

    /// <summary>Where the Socket.IO listener listens; null when there is none.</summary>
    public IPEndPoint? SocketIOEndPoint => Listeners.SocketIO;

    /// <summary>Where the datagram listeners listen: <c>datagram</c>, and <c>echo</c> if it is on.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> DatagramEndPoints => Listeners.Datagrams;

    private ClientListeners Listeners => _listeners ?? throw new InvalidOperationException("The server has not been started.");

    string IOperatedServer.ContentHash => content.Current.ContentHash;

    IClusterInspection? IOperatedServer.Inspection => _node?.Inspection;

    IReadOnlyDictionary<string, int> IOperatedServer.CountByDialect() => _connections?.CountByDialect() ?? new Dictionary<string, int>();

    /// <inheritdoc/>
    public async Task<ReloadReport?> ReloadAsync(CancellationToken cancellation) => _node is { } node ? await node.Reload.RunAsync(cancellation) : null;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        progress?.Now($"opening {NodeStore.Describe(server.Value)}");
        var identity = IdentityGate.Open(server.Value.Identity, time);
        var node = _node = await WorldNode.OpenAsync(server.Value, content, rooms.Value, isGateway: true, loggers, time, cancellationToken);
        var services = new GatewayServices(
            content, node.Store, new Guests(node.Store, content, RandomNumberGenerator.Fill), limits.Value, time, loggers.CreateLogger("Actors.Gateway.Connections"))
        {
            Identity = identity,
            Resume = new ResumeTokens(
                await node.Store.GetSecretAsync(RandomNumberGenerator.GetBytes(ResumeTokens.KeyBytes), cancellationToken), time, TimeSpan.FromMinutes(limits.Value.ResumeMinutes)),
        };
        var connections = _connections = new ConnectionRegistry(services, BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))));
        progress?.Now("waiting for its place among those that use this database, and starting its rooms");
        await node.StartAsync(new GatewayPart(connections, services), cancellationToken);
        _sweep = time.CreateTimer(_ => EverySecond(node.Time, connections), null, SweepPeriod, SweepPeriod);
        progress?.Now("opening its ports");
        _listeners = new ClientListeners(content, server.Value, limits.Value, TimeSpan.FromSeconds(rooms.Value.GraceSeconds), connections, () => node.System, loggers, time);
        await _listeners.StartAsync(cancellationToken);
        _listening = true;
        _hold = node.Context.Hold;
        _ = _hold.StopWhenLostAsync(program);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _listening = false;
        if (_listeners is not null)
            await _listeners.StopAsync(HasLostDatabase ? "another server has this world's database" : "the server is stopping", cancellationToken);
        _sweep?.Dispose();
        if (_node is not { } node)
            return;
        _node = null;
        await node.LeaveAsync();
        await node.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private static void EverySecond(RoomTime worldTime, ConnectionRegistry connections)
    {
        connections.Sweep();
        connections.Deliver(new WorldTicked(worldTime.CurrentTick, worldTime.SinceEpoch));
    }
}
