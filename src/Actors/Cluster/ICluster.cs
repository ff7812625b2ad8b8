using Actors.World;

namespace Actors.Cluster;

/// <summary>
/// The seam between the world and the engine that carries its messages: which node has a room, how bytes get there and who
/// owns what is the engine's affair alone. docs/engine.md says what an engine must do and what it may assume.
/// No call waits or throws; what cannot be delivered is answered as the message's own kind says.
/// </summary>
public interface ICluster
{
    /// <summary>This node's own name, the first part of its connections' addresses.</summary>
    string Node { get; }

    /// <summary>Tells a room, wherever it is. Messages from one node to one room arrive in their order.</summary>
    void Tell(RoomId room, RoomMessage message);

    /// <summary>Tells a connection at the gateway that holds it; a connection that has gone hears nothing.</summary>
    void Tell(ConnectionAddress connection, ConnectionMessage message);

    /// <summary>
    /// Streams a room's frames to <paramref name="watcher"/> until the watch is disposed, beginning with what the room looks like now.
    /// A watch outlives the room's activations and owners: sequence numbers begin anew then.
    /// </summary>
    IDisposable Watch(RoomId room, IRoomWatcher watcher);

    /// <summary>Tells every gateway, this one included.</summary>
    void Publish(WorldMessage message);
}

/// <summary>
/// Takes a room's frames. Must return at once: back-pressure is the watcher's own bounded buffer, in which the latest state wins.
/// Never two calls at once for one room.
/// </summary>
public interface IRoomWatcher
{
    void Frame(RoomFrame frame);

    /// <summary>The stream has broken: frames and events may be missing, and who was in the room may have to come in anew. It goes on by itself, with the whole room.</summary>
    void Lost();
}

/// <summary>What an engine needs of the node to deliver to it.</summary>
public interface IGatewayEndpoint
{
    void Deliver(long connection, ConnectionMessage message);

    void Deliver(WorldMessage message);

    /// <summary>What another gateway is to be told of this one's players when it comes.</summary>
    IEnumerable<WorldMessage> Present();

    /// <summary>Another gateway has died or left: its players are not here any more, unless they have come by another.</summary>
    void GatewayGone(string node);

    /// <summary>What was under way to another node or from it may be lost. Watchers are told of it by themselves; this is for those who wait to be let into a room, and do not watch it yet.</summary>
    void LineLost(string node);
}

/// <summary>A connection's place: the gateway node and the connection's number there. Never used again for another.</summary>
public readonly record struct ConnectionAddress(string Node, long Id)
{
    public override string ToString() => $"{Node}/{Id}";
}
