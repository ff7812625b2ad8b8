using System.Globalization;
using Actors.Dispatch;
using Actors.PlayerDirectory;
using Actors.Rooms;
using Actors.Sharding;
using Actors.TestKit.Simulation.Model;
using Actors.World;
using Akka.Actor;

namespace Actors.Hosts.Simulations.Scale;

/// <summary>
/// A large world on the model of a cluster. Placement, the directory of names and the presence of gateways are the server's own; rooms and connections are stand-ins that send what the server's send
/// (<see cref="ActionCosts"/> counts those), without a world in them.
/// </summary>
internal sealed class ScaleWorld : IEntityExtractor
{
    private const char Bucket = '#';

    private readonly Dictionary<string, string> _homes = [];
    private readonly Dictionary<RoomId, IActorRef> _rooms = [];
    private readonly Dictionary<string, IActorRef> _endpoints = [];
    private int _membersKnown;

    public ScaleWorld(int rooms) => Rooms = [.. Enumerable.Range(0, rooms).Select(static room => new RoomId(string.Create(CultureInfo.InvariantCulture, $"room-{room}")))];

    public IReadOnlyList<RoomId> Rooms { get; }

    public required ModelCluster Cluster { get; init; }

    public required ScaleTally Tally { get; init; }

    public RegionModel? Regions { get; set; }

    public List<IActorRef> Gateways { get; } = [];

    public List<IActorRef> Presences { get; } = [];

    public object StopMessage => PoisonPill.Instance;

    public static string WorldName(int number) => string.Create(CultureInfo.InvariantCulture, $"world-{number}");

    public string? EntityId(object message) => message switch
    {
        RoomEnvelope room => room.Room.Value,
        DirectoryEnvelope directory => string.Create(CultureInfo.InvariantCulture, $"{Bucket}{directory.Bucket}"),
        _ => null,
    };

    public object EntityMessage(object message) => message switch
    {
        RoomEnvelope room => room.Message,
        DirectoryEnvelope directory => directory.Message,
        _ => message,
    };

    /// <summary>Placement as in <see cref="RendezvousAllocation"/>, by the server's own shards.</summary>
    public string HomeOf(string entityId, IReadOnlyList<string> members)
    {
        if (_membersKnown != members.Count)
        {
            _homes.Clear();
            _membersKnown = members.Count;
        }
        if (_homes.TryGetValue(entityId, out var home))
            return home;
        ShardHost[] hosts = [.. members.Where(static member => member.StartsWith("world", StringComparison.Ordinal)).Select(static member => new ShardHost(member, 100))];
        var shard = entityId[0] == Bucket ? int.Parse(entityId.AsSpan(1), CultureInfo.InvariantCulture) % DirectoryExtractor.Shards : RoomShards.Of(new RoomId(entityId));
        return _homes[entityId] = hosts[Placement.OwnerOf(shard, hosts)].Name;
    }

    public Props Props(string node, string entityId) => entityId[0] == Bucket
        ? NameBucket.Props(int.Parse(entityId.AsSpan(1), CultureInfo.InvariantCulture), NameBucket.ClusterSettling).WithDispatcher(DispatchConfig.InlineDispatcher)
        : Akka.Actor.Props.Create(() => new ScaleRoom(this, new RoomId(entityId), node));

    public void Runs(RoomId room, IActorRef activation) => _rooms[room] = activation;

    public IActorRef Activation(RoomId room) => _rooms[room];

    public void Serves(string node, IActorRef endpoint) => _endpoints[node] = endpoint;

    public IActorRef Endpoint(string node) => _endpoints[node];
}
