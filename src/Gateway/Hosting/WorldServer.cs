using System.Net;
using System.Security.Cryptography;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Arena;
using Actors.Gateway.Dialects.Collector;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Dialects.SocketIO;
using Actors.Gateway.Identity;
using Actors.Gateway.Transports.WebSockets;
using Actors.Gateway.Views;
using Actors.Hosting;
using Actors.Rooms;
using Actors.World;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>
/// The node in one process: store, rooms, tick, connections, listeners. Started from the ground up and stopped from the top down: first no
/// new clients, then none at all, then the rooms' last commits, then the store.
/// </summary>
public sealed class WorldServer(
    WorldDefinition world,
    IOptions<ServerOptions> server,
    IOptions<GatewayLimits> limits,
    IOptions<RoomOptions> rooms,
    ILoggerFactory loggers,
    TimeProvider time) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger<WorldServer>();
    private readonly List<(string Name, WebSocketListener Listener)> _listeners = [];
    private SocketIOListener? _socketIO;
    private WorldNode? _node;
    private IdentityGate? _identity;
    private ConnectionRegistry? _connections;
    private ITimer? _sweep;
    private bool _listening;

    /// <summary>Whether clients are served.</summary>
    public bool IsReady => _listening && _node is { IsMember: true };

    /// <summary>Where each listener listens, by its name.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> EndPoints => _listeners.ToDictionary(static entry => entry.Name, static entry => entry.Listener.EndPoint!);

    /// <summary>Where clients of Socket.IO are listened for; null when they are not.</summary>
    public IPEndPoint? SocketIOEndPoint => _socketIO?.EndPoint;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _identity = IdentityGate.Open(server.Value.Identity, time);
        var node = _node = await WorldNode.OpenAsync(server.Value, world, rooms.Value, defaultWeight: 0, loggers, time, cancellationToken);
        var guests = new Guests(_node.Store, world, RandomNumberGenerator.Fill);
        var views = new RoomViews(_node.Cluster, _node.Runtime, world, limits.Value);
        _connections = new ConnectionRegistry(new GatewayServices(
            _node.Cluster, _node.Runtime, world, _node.Store, guests, new Presence(), views, limits.Value, loggers.CreateLogger<ConnectionRegistry>())
        {
            Identity = _identity,
            Resume = new ResumeTokens(await _node.Store.GetSecretAsync(RandomNumberGenerator.GetBytes(ResumeTokens.KeyBytes), cancellationToken), time, TimeSpan.FromMinutes(limits.Value.ResumeMinutes)),
        });
        await _node.StartAsync(_connections, cancellationToken);
        _sweep = time.CreateTimer(_ => EverySecond(node.Time, _connections), null, SweepPeriod, SweepPeriod);

        foreach (var (name, options) in server.Value.WebSockets)
            await ListenAsync(name, options, _connections, cancellationToken);
        if (server.Value.SocketIO is { Enabled: true } socketIO)
        {
            _socketIO = await SocketIOListener.StartAsync(socketIO, new SocketIODialect(world, time), _connections, limits.Value, loggers, time, cancellationToken);
            _logger.LogInformation("Socket.IO on {EndPoint}", _socketIO.EndPoint);
        }
        _listening = true;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _listening = false;
        await Task.WhenAll([.. _listeners.Select(entry => entry.Listener.StopAsync(cancellationToken)), StopSocketIOAsync(cancellationToken)]);
        _sweep?.Dispose();
        if (_node is not { } node)
            return;
        _node = null;
        await node.LeaveAsync();
        await node.DisposeAsync();
        _identity?.Dispose();
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private async Task StopSocketIOAsync(CancellationToken cancellation)
    {
        if (_socketIO is not { } listener)
            return;
        _socketIO = null;
        await listener.StopAsync(cancellation);
        await listener.DisposeAsync();
    }

    private static void EverySecond(RoomTime worldTime, ConnectionRegistry connections)
    {
        connections.Sweep();
        connections.Deliver(new WorldTicked(worldTime.CurrentTick, worldTime.SinceEpoch));
    }

    private async Task ListenAsync(string name, WebSocketOptions options, ConnectionRegistry connections, CancellationToken cancellation)
    {
        IDialect arena = new ArenaDialect(time);
        IDialect mud = new MudDialect(time);
        var own = options.Dialect switch
        {
            "arena" => arena,
            "mud" => mud,
            "collector" => new CollectorDialect(world),
            _ => throw new OptionsValidationException(
                name, typeof(WebSocketOptions), [$"Actors:WebSockets:{name}:Dialect is \"{options.Dialect}\"; known are arena, mud and collector."]),
        };
        NativeDialect[] natives = [new(world, time, NativeFormat.Json, server.Value.Areas), new(world, time, NativeFormat.MessagePack, server.Value.Areas)];
        IWebSocketAcceptor acceptor = new DialectAcceptor(connections, natives, mud, own, limits.Value.MaxConnections);
        if (options.EchoPath.Length > 0)
            acceptor = new EchoAcceptor(options.EchoPath, options.EchoMaxMessageBytes, acceptor);
        options.Limits.Address = options.Address;
        options.Limits.Port = options.Port;
        var listener = new WebSocketListener(options.Limits, acceptor, loggers.CreateLogger<WebSocketListener>(), time);
        try
        {
            await listener.StartAsync(cancellation);
        }
        catch (ListenException cause)
        {
            await listener.DisposeAsync();
            throw new IOException($"{cause.Message} (listener \"{name}\": another port can be chosen with --Actors:WebSockets:{name}:Port=N)", cause);
        }
        _listeners.Add((name, listener));
        _logger.LogInformation("WebSocket listener {Name} ({Dialect}) on {EndPoint}", name, options.Dialect, listener.EndPoint);
    }
}
