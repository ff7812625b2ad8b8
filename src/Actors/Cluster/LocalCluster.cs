using Actors.Rooms;
using Actors.Storage;
using Actors.World;

namespace Actors.Cluster;

/// <summary>The engine of a single process: this node is the gateway and owns every shard.</summary>
public sealed class LocalCluster(string node) : ICluster, IClusterInspection
{
    private RoomHost? _rooms;
    private IGatewayEndpoint? _gateway;

    public string Node { get; } = node;

    public ClusterTable Table { get; private set; } = new([new Member(node, 0, "", 100, IsGateway: true, Draining: false)], [.. Enumerable.Repeat(new ShardOwner(node, 0, 0), Shards.Count)]);

    /// <summary>Connects the two ends; once, before the first message.</summary>
    /// <param name="epochs">With which each shard commits, as the store has granted them; a store that no node has ever owned grants 0.</param>
    public void Attach(RoomHost rooms, IReadOnlyList<ShardGrant>? epochs = null)
    {
        _rooms = rooms;
        for (var shard = 0; shard < Shards.Count; shard++)
            rooms.Open(shard, 0);
        foreach (var grant in epochs ?? [])
            rooms.Open(grant.Shard, grant.Epoch);
        if (epochs is not null)
            Table = Table with { Shards = [.. Table.Shards.Select((owner, shard) => owner with { Epoch = epochs.FirstOrDefault(grant => grant.Shard == shard).Epoch })] };
    }

    public void Attach(IGatewayEndpoint gateway) => _gateway = gateway;

    public void Tell(RoomId room, RoomMessage message) => _rooms?.Tell(room, message);

    public void Tell(ConnectionAddress connection, ConnectionMessage message)
    {
        // There is no other node: an address that names one is of a gateway that has gone.
        if (connection.Node == Node)
            _gateway?.Deliver(connection.Id, message);
    }

    public void Publish(WorldMessage message) => _gateway?.Deliver(message);

    public Task<IReadOnlyList<NodeReport>> SurveyAsync() => Task.FromResult<IReadOnlyList<NodeReport>>(_rooms is null ? [] : [_rooms.Report(Node)]);

    public Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation) => Task.FromResult(false);

    public IDisposable Watch(RoomId room, IRoomWatcher watcher) =>
        _rooms?.Watch(room, watcher) ?? throw new InvalidOperationException("The cluster has no rooms attached.");
}
