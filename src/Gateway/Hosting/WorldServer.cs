using System.Net;
using Actors.Cluster;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Arena;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Transports.WebSockets;
using Actors.Gateway.Views;
using Actors.Rooms;
using Actors.Runtime;
using Actors.Storage;
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
    private static readonly TimeSpan KeepPatience = TimeSpan.FromSeconds(10);

    private readonly ILogger _logger = loggers.CreateLogger<WorldServer>();
    private readonly List<(string Name, WebSocketListener Listener)> _listeners = [];
    private SqliteWorldStore? _store;
    private GroupCommitter? _commits;
    private ThreadPoolRuntime? _runtime;
    private ConnectionRegistry? _connections;
    private RoomHost? _rooms;
    private IActorRef<WorldTickMessage>? _tick;
    private ITimer? _sweep;

    /// <summary>Whether clients are served.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Where each listener listens, by its name.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> EndPoints => _listeners.ToDictionary(static entry => entry.Name, static entry => entry.Listener.EndPoint!);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _store = new SqliteWorldStore(server.Value.Data);
        await _store.InitializeAsync(cancellationToken);
        var epoch = await _store.GetEpochAsync(time.GetUtcNow(), cancellationToken);
        _runtime = new ThreadPoolRuntime(time: time, loggers: loggers);
        _commits = new GroupCommitter(_store, _runtime);

        var cluster = new LocalCluster("local");
        var host = new RoomHost(_runtime, new RoomServices(cluster, world, new RoomTime(time, epoch, world.Rules), _store, _commits, rooms.Value));
        cluster.Attach(host);
        _rooms = host;
        _tick = _runtime.Spawn<WorldTickMessage>("tick", () => new WorldTick(host), ActorOptions.Default);

        var guests = new Guests(_store, world, System.Security.Cryptography.RandomNumberGenerator.Fill);
        var views = new RoomViews(cluster, _runtime, world, limits.Value);
        _connections = new ConnectionRegistry(new GatewayServices(
            cluster, _runtime, world, _store, guests, new Presence(), views, limits.Value, loggers.CreateLogger<ConnectionRegistry>()));
        cluster.Attach(_connections);
        _sweep = time.CreateTimer(_ => _connections.Sweep(), null, SweepPeriod, SweepPeriod);

        foreach (var (name, options) in server.Value.WebSockets)
            await ListenAsync(name, options, _connections, cancellationToken);
        IsReady = true;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        IsReady = false;
        await Task.WhenAll(_listeners.Select(entry => entry.Listener.StopAsync(cancellationToken)));
        _sweep?.Dispose();
        if (_rooms is not null && !await _rooms.CloseAllAsync(KeepPatience))
            _logger.LogWarning("Not every room could keep where its players stand in {Patience}", KeepPatience);
        if (_commits is not null)
            await _commits.DisposeAsync();
        if (_runtime is not null)
            await _runtime.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
        _rooms = null;
        _runtime = null;
        _commits = null;
        _store = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private async Task ListenAsync(string name, WebSocketOptions options, ConnectionRegistry connections, CancellationToken cancellation)
    {
        IDialect arena = new ArenaDialect(time);
        IDialect mud = new MudDialect(time);
        var own = options.Dialect switch
        {
            "arena" => arena,
            "mud" => mud,
            _ => throw new OptionsValidationException(
                name, typeof(WebSocketOptions), [$"Actors:WebSockets:{name}:Dialect is \"{options.Dialect}\"; known are arena and mud."]),
        };
        IWebSocketAcceptor acceptor = new DialectAcceptor(connections, new NativeDialect(world, time), mud, own, limits.Value.MaxConnections);
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
