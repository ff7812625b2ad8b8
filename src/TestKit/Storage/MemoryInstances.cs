using Actors.Storage;
using Actors.World;

namespace Actors.TestKit;

/// <summary>When the store last heard of the rooms of instances, and what is listed of them. Not thread-safe: its store locks.</summary>
internal sealed class MemoryInstances(TimeProvider clock)
{
    private readonly Dictionary<RoomId, DateTimeOffset> _heard = [];
    private readonly HashSet<RoomId> _stranded = [];

    public void Heard(RoomId room) => _heard[room] = clock.GetUtcNow();

    /// <summary>A room is activated that may have no record: then it is over.</summary>
    /// <returns>The epoch for a room that has none: higher than any that an earlier room of that id may have had.</returns>
    public long Claimed(RoomId room)
    {
        if (room.Key is null || !_heard.TryAdd(room, clock.GetUtcNow()))
            return 0;
        _stranded.Add(room);
        return clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    public void Remove(RoomId room)
    {
        _heard.Remove(room);
        _stranded.Remove(room);
    }

    public IEnumerable<RoomId> Old(Dictionary<RoomId, RoomRecord> records) => _heard
        .Where(heard => clock.GetUtcNow() - heard.Value >= InstanceRules.Kept)
        .Select(static heard => heard.Key)
        .Where(room => _stranded.Contains(room) || records.GetValueOrDefault(room) is { Instance: not null } record && InstanceRules.StateOf(record) == InstanceState.Ended)
        .Order();

    public IReadOnlyList<RoomId> Silent(IEnumerable<RoomRecord> records) =>
        [.. records.Where(static room => room.Instance is not null && InstanceRules.StateOf(room) == InstanceState.Open).Select(static room => room.Id)
            .Where(room => clock.GetUtcNow() - _heard[room] >= InstanceRules.Silence || _heard[room] > clock.GetUtcNow() + NodeRules.Margin)
            .Order().Take(InstanceRules.MaxSwept)];

    public static IReadOnlyList<ListedRoom> List(IEnumerable<RoomRecord> records, RoomQuery query) => InstanceRules.Matching(
        records
            .Where(room => room.Instance is { IsListed: true, HasEnded: false } instance && instance.Entry == room.Id && (query.Set is null || instance.Set == query.Set))
            .Select(static room => new ListedRoom(room.Id, room.Instance!.Set, room.Instance.Title, room.Instance.Players, room.Instance.Capacity, room.Instance.Shown))
            .OrderBy(static room => room.Players >= room.Capacity).ThenByDescending(static room => room.Players).ThenBy(static room => room.Id)
            .Take(InstanceRules.MaxLookedAt),
        query);
}
