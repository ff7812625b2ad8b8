using System.Net;
using System.Net.Sockets;
using Actors.Channels;
using Actors.Codecs.MessagePack;
using Actors.Datagrams;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Dialects.Arena;
using Actors.Gateway.Dialects.Collector;
using Actors.Gateway.Dialects.Datagram;
using Actors.Gateway.Dialects.Mud;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.Gateway.Dialects.Packets;
using Actors.Gateway.Dialects.SocketIO;
using Actors.Rooms;
using Actors.WebSockets;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>The listeners for clients, of all transports, and the dialects that they speak. Each dialect is one object, so that clients of all listeners share its bytes.</summary>
/// <param name="grace">For how long the body of a client that was cut off waits for it.</param>
internal sealed class ClientListeners(
    LiveWorld content, ServerOptions server, GatewayLimits limits, TimeSpan grace, ConnectionRegistry connections, Func<ActorSystem> system, ILoggerFactory loggers, TimeProvider time)
{
    private readonly ILogger _logger = loggers.CreateLogger<ClientListeners>();
    private readonly List<(string Name, WebSocketListener Listener)> _webSockets = [];
    private readonly List<(string Name, DatagramListener Listener)> _datagrams = [];
    private readonly MudDialect _mud = new(time);
    private readonly MudDialect _terminal = new(time, MudShape.Terminal);
    private readonly NativeDialect[] _natives = [new(content, time, NativeFormat.Json, server.Areas), new(content, time, NativeFormat.MessagePack, server.Areas)];
    private readonly CollectorDialect _collector = new(content);
    private readonly PacketsDialect _packets = new(content, server.Packets);
    private SocketIOListener? _socketIO;
    private Dictionary<string, IDialect>? _dialects;

    public IReadOnlyDictionary<string, IPEndPoint> WebSockets => _webSockets.ToDictionary(static entry => entry.Name, static entry => entry.Listener.EndPoint!);

    /// <summary><c>datagram</c>, and <c>echo</c> if it is on.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> Datagrams => _datagrams.ToDictionary(static entry => entry.Name, static entry => entry.Listener.EndPoint!);

    /// <summary>Null when it is off.</summary>
    public IPEndPoint? SocketIO => _socketIO?.EndPoint;

    /// <summary>As <see cref="WebSocketOptions.Dialects"/> names them.</summary>
    private Dictionary<string, IDialect> Dialects => _dialects ??= new(StringComparer.Ordinal)
    {
        ["arena"] = new ArenaDialect(time, binary: _packets, TimeSpan.FromMilliseconds(limits.UndecidedMilliseconds)),
        ["mud"] = _mud,
        ["terminal"] = _terminal,
        ["collector"] = _collector,
        ["packets"] = _packets,
    };

    /// <exception cref="IOException">A port is taken; the message names the option that moves it.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        foreach (var (name, options) in server.WebSockets)
            await ListenAsync(name, options, cancellation);
        if (server.SocketIO.Enabled)
        {
            _socketIO = await SocketIOListener.StartAsync(
                server.SocketIO, new SocketIODialect(content, time, grace, limits.MaxConnections), RoomOf(server.SocketIO.Room, "SocketIO"), connections, limits, loggers, time, cancellation);
            ListenerLog.SocketIO(_logger, _socketIO.EndPoint);
        }
        await ListenForDatagramsAsync(server.Datagram);
    }

    /// <param name="reason">The reason that clients get, where their transport can carry one.</param>
    public async Task StopAsync(string reason, CancellationToken cancellation)
    {
        await Task.WhenAll([.. _webSockets.Select(entry => entry.Listener.StopAsync(reason, cancellation)), StopSocketIOAsync(cancellation)]);
        foreach (var (_, listener) in _datagrams)
            await listener.DisposeAsync();
    }

    private async Task StopSocketIOAsync(CancellationToken cancellation)
    {
        if (_socketIO is not { } listener)
            return;
        _socketIO = null;
        await listener.StopAsync(cancellation);
        await listener.DisposeAsync();
    }

    private async Task ListenAsync(string name, WebSocketOptions options, CancellationToken cancellation)
    {
        IWebSocketAcceptor acceptor = new DialectAcceptor(connections, _natives, Dialects, Dialects[options.Dialect], RoomOf(options.Room, $"WebSockets:{name}"), limits.MaxConnections);
        if (options.EchoPath.Length > 0)
            acceptor = new EchoAcceptor(options.EchoPath, options.EchoMaxMessageBytes, acceptor);
        var listener = new WebSocketListener(options.ToListener(name), acceptor, loggers.CreateLogger<WebSocketListener>(), time)
        {
            Arrivals = () => new InlineArrivals(system, time),
        };
        try
        {
            await listener.StartAsync(cancellation);
        }
        catch (ListenException cause)
        {
            await listener.DisposeAsync();
            throw new IOException(cause.InnerException is SocketException
                ? $"{cause.Message} (listener \"{name}\": another port can be chosen with --Actors:WebSockets:{name}:Port=N, and all moved with --Actors:Ports:Offset=N)"
                : $"Actors:WebSockets:{name}:Limits: {cause.Message}", cause);
        }
        _webSockets.Add((name, listener));
        ListenerLog.WebSockets(_logger, name, options.Dialect, listener.EndPoint);
    }

    /// <exception cref="OptionsValidationException">The content has no such room.</exception>
    private RoomId? RoomOf(string? room, string listener)
    {
        if (string.IsNullOrEmpty(room))
            return null;
        return content.Current.FindRoom(new RoomId(room)) is not null
            ? new RoomId(room)
            : throw new OptionsValidationException(listener, typeof(ServerOptions), [$"Actors:{listener}:Room is \"{room}\", and the content has no room of that name."]);
    }

    private async Task ListenForDatagramsAsync(DatagramOptions options)
    {
        var logger = loggers.CreateLogger<DatagramListener>();
        if (options.Enabled)
        {
            var dialect = new DatagramDialect(time, options.OldRaw ? MessagePackFormat.OldRaw : MessagePackFormat.Current);
            var gate = new DatagramGate(connections, dialect, RoomOf(options.Room, "Datagram"), limits.MaxConnections);
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
                throw new IOException($"{cause.Message} (another port can be chosen with --{DatagramOptions.Section}:{option}=N, and all moved with --Actors:Ports:Offset=N)", cause);
            }
            _datagrams.Add((name, listener));
            ListenerLog.Datagrams(_logger, name, listener.EndPoint);
        }
    }
}
