using System.Net;
using Actors.Gateway.Codecs.MessagePack;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Arena;
using Actors.Gateway.Dialects.Collector;
using Actors.Gateway.Dialects.Datagram;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Transports.Datagrams;
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
    private readonly Dictionary<string, DatagramListener> _datagrams = [];
    private WorldNode? _node;
    private ConnectionRegistry? _connections;
    private ITimer? _sweep;
    private bool _listening;

    /// <summary>Whether clients are served.</summary>
    public bool IsReady => _listening && _node is { IsMember: true };

    /// <summary>Where each listener listens, by its name.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> EndPoints => _listeners.ToDictionary(static entry => entry.Name, static entry => entry.Listener.EndPoint!);

    /// <summary>Where datagrams are listened for: <c>datagram</c>, and <c>echo</c> if it is on.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> DatagramEndPoints => _datagrams.ToDictionary(static entry => entry.Key, static entry => entry.Value.EndPoint!);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        server.Value.Datagram.Validate();
        _node = await WorldNode.OpenAsync(server.Value, world, rooms.Value, defaultWeight: 0, loggers, time, cancellationToken);
        var guests = new Guests(_node.Store, world, System.Security.Cryptography.RandomNumberGenerator.Fill);
        var views = new RoomViews(_node.Cluster, _node.Runtime, world, limits.Value);
        _connections = new ConnectionRegistry(new GatewayServices(
            _node.Cluster, _node.Runtime, world, _node.Store, guests, new Presence(), views, limits.Value, loggers.CreateLogger<ConnectionRegistry>()));
        await _node.StartAsync(_connections, cancellationToken);
        _sweep = time.CreateTimer(_ => _connections.Sweep(), null, SweepPeriod, SweepPeriod);

        foreach (var (name, options) in server.Value.WebSockets)
            await ListenAsync(name, options, _connections, cancellationToken);
        await ListenForDatagramsAsync(server.Value.Datagram, _connections);
        _listening = true;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _listening = false;
        await Task.WhenAll(_listeners.Select(entry => entry.Listener.StopAsync(cancellationToken)));
        foreach (var listener in _datagrams.Values)
            await listener.DisposeAsync();
        _sweep?.Dispose();
        if (_node is not { } node)
            return;
        _node = null;
        await node.LeaveAsync();
        await node.DisposeAsync();
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
            "collector" => new CollectorDialect(world),
            _ => throw new OptionsValidationException(
                name, typeof(WebSocketOptions), [$"Actors:WebSockets:{name}:Dialect is \"{options.Dialect}\"; known are arena, mud and collector."]),
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

    private async Task ListenForDatagramsAsync(DatagramOptions options, ConnectionRegistry connections)
    {
        var logger = loggers.CreateLogger<DatagramListener>();
        if (options.Enabled)
        {
            var dialect = new DatagramDialect(time, options.OldRaw ? MessagePackFormat.OldRaw : MessagePackFormat.Current);
            var gate = new DatagramGate(connections, dialect, limits.Value.MaxConnections);
            await ListenAsync("datagram", "Port", options.Port, new DatagramListener(options.Limits, gate, logger, time));
        }
        if (options.EchoPort is { } echoPort)
            await ListenAsync("echo", "EchoPort", echoPort, DatagramListener.Echo(options.Limits, logger, time));

        async Task ListenAsync(string name, string option, int port, DatagramListener listener)
        {
            try
            {
                listener.Start(options.Address, port);
            }
            catch (ListenException cause)
            {
                await listener.DisposeAsync();
                throw new IOException($"{cause.Message} (another port can be chosen with --{DatagramOptions.Section}:{option}=N)", cause);
            }
            _datagrams.Add(name, listener);
            _logger.LogInformation("Datagram listener {Name} on {EndPoint}", name, listener.EndPoint);
        }
    }
}
