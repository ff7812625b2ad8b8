using System.Collections.Concurrent;
using Actors.Cluster;
using Actors.Gateway.Dialects;
using Actors.Gateway.Transports;

namespace Actors.Gateway.Connections;

/// <summary>The connections of this gateway: makes them, finds them by number, tells them what concerns all.</summary>
public sealed class ConnectionRegistry(GatewayServices services) : IGatewayEndpoint
{
    private readonly ConcurrentDictionary<long, Connection> _connections = new();
    private long _lastId;

    public int Count => _connections.Count;

    /// <summary>Goes through all: for operators.</summary>
    public IReadOnlyDictionary<string, int> CountByDialect() =>
        _connections.Values.GroupBy(static connection => connection.Dialect.Name).ToDictionary(static group => group.Key, static group => group.Count());

    public IChannelEvents Open(IDialect dialect, IClientChannel channel, ConnectRequest request)
    {
        var id = Interlocked.Increment(ref _lastId);
        var connection = new Connection(services, dialect, channel, request, id);
        _connections[id] = connection;
        connection.Begin();
        return new Registered(this, connection);
    }

    public void Deliver(long connection, ConnectionMessage message)
    {
        if (_connections.TryGetValue(connection, out var found))
            found.Tell(message);
        else if (message is StillThere there)
            services.Cluster.Tell(there.Room, new LeaveRoom(there.Player, new ConnectionAddress(services.Cluster.Node, connection), CutOff: true));
    }

    public IEnumerable<WorldMessage> Present() => services.Presence.Of(services.Cluster.Node);

    public void GatewayGone(string node) => services.Presence.Forget(node);

    public void LineLost(string node)
    {
        foreach (var (_, connection) in _connections)
            connection.Tell(new JoinAgain());
    }

    public void Deliver(WorldMessage message)
    {
        if (message is PresenceChanged presence)
        {
            services.Presence.Apply(presence);
            return;
        }
        var encoded = new Dictionary<IDialect, EncodedMessage?>();
        foreach (var (_, connection) in _connections)
        {
            if (!Hears(connection, message))
                continue;
            if (!encoded.TryGetValue(connection.Dialect, out var bytes))
                encoded[connection.Dialect] = bytes = connection.Dialect.Encode(message);
            if (bytes is not null)
                connection.Deliver(bytes);
        }
    }

    /// <summary>Once a second: clients that take nothing are dropped.</summary>
    public void Sweep()
    {
        foreach (var (_, connection) in _connections)
            connection.CheckStalled();
    }

    private static bool Hears(Connection connection, WorldMessage message) => message switch
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
            registry._connections.TryRemove(connection.Address.Id, out _);
        }
    }
}
