using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.Sharding;
using Actors.TestKit.Simulation.Model;
using Actors.World;
using Akka.Actor;

namespace Actors.Simulation.Modelled;

/// <summary>Rooms as the entities of a modelled region: extractor and placement are those of production.</summary>
internal sealed class RoomHomes : IEntityExtractor
{
    private readonly RoomExtractor _extractor = new();

    /// <summary>Those of the nodes since their last start.</summary>
    public Dictionary<string, RoomServices> Services { get; } = [];

    public object StopMessage => SealRoom.Instance;

    public string? EntityId(object message) => _extractor.EntityId(message);

    public object EntityMessage(object message) => _extractor.EntityMessage(message)!;

    public string? HomeOf(string entityId, IReadOnlyList<string> members) => Homes.Of(RoomShards.Of(new RoomId(entityId)), members);

    public Props Props(string node, string entityId) => RoomActor.Props(new RoomId(entityId), Services[node]);
}

/// <summary>The same for buckets of names.</summary>
internal sealed class BucketHomes : IEntityExtractor
{
    private readonly DirectoryExtractor _extractor = new();

    public object StopMessage => PoisonPill.Instance;

    public string? EntityId(object message) => _extractor.EntityId(message);

    public object EntityMessage(object message) => _extractor.EntityMessage(message)!;

    public string? HomeOf(string entityId, IReadOnlyList<string> members) => Homes.Of(DirectoryExtractor.BucketOf(entityId) % DirectoryExtractor.Shards, members);

    public Props Props(string node, string entityId) => NameBucket.Props(DirectoryExtractor.BucketOf(entityId), NameBucket.ClusterSettling);
}

internal static class Homes
{
    /// <summary>World nodes' names begin so, and those of gateways do not.</summary>
    private const char WorldNode = 'w';

    public static string? Of(int shard, IReadOnlyList<string> members)
    {
        ShardHost[] hosts = [.. members.Where(static member => member[0] == WorldNode).Select(static member => new ShardHost(member, 100))];
        return hosts.Length == 0 ? null : hosts[Placement.OwnerOf(shard, hosts)].Name;
    }
}
