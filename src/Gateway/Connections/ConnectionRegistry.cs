using System.Collections.Concurrent;
using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Rooms;
using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>The connections of this gateway: creates them, finds them by number, broadcasts to them. It outlives the node's ActorSystem.</summary>
/// <param name="gateway">This process as <see cref="ConnectionId.Gateway"/>: random, and never used again.</param>
public sealed class ConnectionRegistry(GatewayServices services, long gateway)
{
    private readonly ConcurrentDictionary<long, Connection> _connections = new();
    private readonly Lock _nodeLock = new();
    private GatewayNode? _node;
    private long _lastNumber;

    /// <summary>The number of open connections.</summary>
    public int Count => _connections.Count;

    /// <summary>Iterates over all connections; meant for operators.</summary>
    public IReadOnlyDictionary<string, int> CountByDialect() =>
        _connections.Values.GroupBy(static connection => connection.Dialect.Name).ToDictionary(static group => group.Key, static group => group.Count());

    /// <summary>From now on connections live in this ActorSystem. Existing ones get an actor in it and continue.</summary>
    public void Attach(GatewayNode node)
    {
        lock (_nodeLock)
        {
            _node = node;
            foreach (var connection in _connections.Values)
                connection.Attach(node);
        }
    }

    /// <summary>Opens a connection for a client. The returned object receives what the client sends.</summary>
    public IChannelEvents Open(IDialect dialect, IClientChannel channel, ConnectRequest request)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        var connection = new Connection(services, dialect, channel, request, new ConnectionId(gateway, number));
        GatewayNode node;
        lock (_nodeLock)
        {
            node = _node ?? throw new InvalidOperationException("The gateway has not been started.");
            _connections[number] = connection;
            connection.Begin(node);
        }
        return new Registered(this, connection);
    }

    /// <summary>Forwards a message to the connection's actor. False: there is no such connection.</summary>
    public bool Deliver(ConnectionId connection, object message, IActorRef? sender)
    {
        if (connection.Gateway != gateway || !_connections.TryGetValue(connection.Number, out var found))
            return false;
        found.Forward(message, sender);
        return true;
    }

    /// <summary>Delivers a message to all clients of this gateway that it concerns, encoded once for each dialect.</summary>
    public void Deliver(WorldMessage message)
    {
        var encoded = new Dictionary<IDialect, EncodedMessage?>();
        foreach (var (_, connection) in _connections)
        {
            if (!IsRecipient(connection, message))
                continue;
            if (!encoded.TryGetValue(connection.Dialect, out var bytes))
                encoded[connection.Dialect] = bytes = connection.Dialect.Encode(message);
            if (bytes is not null)
                connection.Deliver(bytes);
        }
    }

    /// <summary>Called once a second. Drops clients that take nothing.</summary>
    public void Sweep()
    {
        foreach (var (_, connection) in _connections)
            connection.CheckStalled();
    }

    private static bool IsRecipient(Connection connection, WorldMessage message) => message switch
    {
        Shouted shouted => connection.Zone == shouted.Zone && connection.Player != shouted.From,
        SaidToAll said => connection.Zone is not null && connection.Player != said.From,
        WorldTicked => connection.Zone is not null,
        _ => false,
    };

    /// <summary>Forgets the connection when its channel has closed.</summary>
    private sealed class Registered(ConnectionRegistry registry, Connection connection) : IChannelEvents
    {
        private readonly IChannelEvents _events = connection;

        public void Received(ReadOnlySpan<byte> payload, bool isText) => _events.Received(payload, isText);

        public void Writable() => _events.Writable();

        public void Closed(CloseCode code, string reason)
        {
            _events.Closed(code, reason);
            registry._connections.TryRemove(connection.Id.Number, out _);
        }
    }
}
