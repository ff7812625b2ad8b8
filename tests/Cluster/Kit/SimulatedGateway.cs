using System.Globalization;
using Actors.Cluster;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Transports;
using Actors.Gateway.Views;
using Actors.TestKit;
using Actors.World;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Cluster.Tests.Kit;

/// <summary>A gateway of a simulated cluster: real connections and views, without sockets.</summary>
internal sealed class SimulatedGateway
{
    private readonly ConnectionRegistry _connections;

    public SimulatedGateway(SimulatedClusterNode node, WorldDefinition world, ObjectDialect dialect, GatewayLimits limits)
    {
        Node = node;
        Dialect = dialect;
        var token = 0L;
        var guests = new Guests(node.Store, world, bytes => BitConverter.TryWriteBytes(bytes, HashCode.Combine(node.Name.Length, ++token) + (token << 32) + node.Name[^1]));
        Presence = new Presence();
        var views = new RoomViews(node.Engine, node.Runtime, world, limits);
        _connections = new ConnectionRegistry(new GatewayServices(node.Engine, node.Runtime, world, node.Store, guests, Presence, views, limits, NullLogger.Instance)
        {
            Resume = new ResumeTokens(new byte[ResumeTokens.KeyBytes], node.Runtime.Time, TimeSpan.FromMinutes(limits.ResumeMinutes)),
        });
    }

    public SimulatedClusterNode Node { get; }

    public ObjectDialect Dialect { get; }

    public Presence Presence { get; }

    public IGatewayEndpoint Endpoint => _connections;

    /// <summary>As a listener does for a client that has connected.</summary>
    public IChannelEvents Open(IDialect dialect, IClientChannel channel, string? token, string? room, string? name = null, string? resume = null, long? fromEvent = null)
    {
        var query = new Dictionary<string, string>();
        if (token is not null)
            query["token"] = token;
        if (room is not null)
            query["room"] = room;
        if (name is not null)
            query["name"] = name;
        if (resume is not null)
            query["resume"] = resume;
        if (fromEvent is { } from)
            query["fromEvent"] = from.ToString(CultureInfo.InvariantCulture);
        return _connections.Open(dialect, channel, new ConnectRequest("/", query, null));
    }
}
