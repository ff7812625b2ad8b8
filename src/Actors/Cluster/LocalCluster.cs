using Actors.Rooms;
using Actors.World;

namespace Actors.Cluster;

/// <summary>The engine of a single process: this node is the gateway and has every room.</summary>
public sealed class LocalCluster(string node) : ICluster
{
    private RoomHost? _rooms;
    private IGatewayEndpoint? _gateway;

    public string Node { get; } = node;

    /// <summary>Connects the two ends; once, before the first message.</summary>
    public void Attach(RoomHost rooms) => _rooms = rooms;

    public void Attach(IGatewayEndpoint gateway) => _gateway = gateway;

    public void Tell(RoomId room, RoomMessage message) => _rooms?.Tell(room, message);

    public void Tell(ConnectionAddress connection, ConnectionMessage message) => _gateway?.Deliver(connection.Id, message);

    public void Publish(WorldMessage message) => _gateway?.Deliver(message);

    public IDisposable Watch(RoomId room, IRoomWatcher watcher) =>
        (_rooms ?? throw new InvalidOperationException("The cluster has no rooms attached.")).Watch(room, watcher);
}
