using System.Globalization;
using Actors.Channels;
using Actors.Gateway;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Hosting;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Simulation;

/// <summary>A gateway of a simulated cluster: real connections and views, without sockets. Outlives its node's ActorSystem, as a gateway's process does.</summary>
internal sealed class SimulatedGateway
{
    private readonly TimeProvider _loopTime;

    public SimulatedGateway(IWorldNode node, WorldDefinition world, ObjectDialect dialect, GatewayLimits limits, TimeProvider time, TimeProvider loopTime, long number, ILogger logger)
    {
        _loopTime = loopTime;
        Node = node;
        Dialect = dialect;
        var token = 0L;
        var guests = new Guests(node.Store, world, bytes => BitConverter.TryWriteBytes(bytes, (number << 48) + ++token));
        Services = new GatewayServices(world, node.Store, guests, limits, time, logger)
        {
            Resume = new ResumeTokens(new byte[ResumeTokens.KeyBytes], time, TimeSpan.FromMinutes(limits.ResumeMinutes)),
        };
        Connections = new ConnectionRegistry(Services, number);
        Part = new GatewayPart(Connections, Services);
    }

    public IWorldNode Node { get; }

    public ObjectDialect Dialect { get; }

    public GatewayServices Services { get; }

    public ConnectionRegistry Connections { get; }

    /// <summary>What it adds to each ActorSystem of its node.</summary>
    public GatewayPart Part { get; }

    /// <summary>As a listener does for a client that has connected.</summary>
    public IChannelEvents Open(IDialect dialect, IClientChannel channel, string? token, string? room, string? resume = null, long? fromEvent = null)
    {
        var query = new Dictionary<string, string>();
        if (token is not null)
            query["token"] = token;
        if (room is not null)
            query["room"] = room;
        if (resume is not null)
            query["resume"] = resume;
        if (fromEvent is { } from)
            query["fromEvent"] = from.ToString(CultureInfo.InvariantCulture);
        return Connections.Open(dialect, channel, new ConnectRequest("/", query, null));
    }

    /// <summary>Runs in a turn of its own: a channel never calls from within a call to it.</summary>
    public void Later(Action action) => _loopTime.CreateTimer(static action => ((Action)action!)(), action, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
}
