using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Actors.World;

/// <summary>The part of the content that one room needs, so that a recording plays without the content that it was made with.</summary>
/// <param name="Modules">The rules modules that the room ran with.</param>
/// <param name="ItemKinds">All item kinds of the world, because players bring in what they took elsewhere.</param>
/// <param name="Places">All rooms of the world, with what other rooms can see of them.</param>
public sealed record RecordedWorld(
    string ContentHash,
    IReadOnlyList<ModuleVersion> Modules,
    WorldRules Rules,
    RoomDefinition Room,
    IReadOnlyList<ItemKind> ItemKinds,
    IReadOnlyList<CreatureKind> CreatureKinds,
    IReadOnlyList<RecordedPlace> Places)
{
    /// <summary>Lists are in ascending order of id, so that two recordings of one world begin alike.</summary>
    public static RecordedWorld Of(WorldDefinition world, RoomDefinition room) => new(
        world.ContentHash,
        world.RuleSet.Modules,
        world.Rules,
        room,
        [.. world.ItemKinds.Values.OrderBy(static kind => kind.Id, StringComparer.Ordinal)],
        [.. room.Creatures.Select(placed => world.CreatureKinds[placed.Kind]).DistinctBy(static kind => kind.Id).OrderBy(static kind => kind.Id, StringComparer.Ordinal)],
        [.. world.Rooms.Values.Select(static other => RecordedPlace.Of(other)).OrderBy(static place => place.Id, StringComparer.Ordinal)]);

    /// <summary>A world that is the same to the recorded room as the original. The other rooms are empty.</summary>
    /// <param name="rules">The rules of the recorded modules. With others, a replay differs.</param>
    public WorldDefinition ToWorld(RuleSet rules) => new()
    {
        RuleSet = rules,
        Name = Room.Title,
        DefaultRoom = Room.Id,
        Rooms = Places.Select(place => place.Id == Room.Id ? Room : place.ToRoom(Room.Zone)).ToFrozenDictionary(static room => room.Id),
        Zones = FrozenDictionary<string, ZoneDefinition>.Empty,
        ItemKinds = ItemKinds.ToFrozenDictionary(static kind => kind.Id),
        CreatureKinds = CreatureKinds.ToFrozenDictionary(static kind => kind.Id),
        Rules = Rules,
        ContentHash = ContentHash,
    };
}

/// <param name="Spawn">Where players who travel there arrive.</param>
public sealed record RecordedPlace(string Id, string Title, Vector Spawn)
{
    /// <summary>The set of rooms that it belongs to. Null: an ordinary room.</summary>
    public string? Set { get; init; }

    /// <summary>Whether it is the entry of instances of the set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsEntry { get; init; }

    /// <summary>How many players fit in, if it is a room that the recorded room might open; else 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Capacity { get; init; }

    internal static RecordedPlace Of(RoomDefinition room) =>
        new(room.Id, room.Title, room.Spawn) { Set = room.Set, IsEntry = room.IsEntry, Capacity = room.Set is null ? 0 : room.Capacity };

    internal RoomDefinition ToRoom(ZoneId zone) => new()
    {
        Id = Id,
        Zone = zone,
        Title = Title,
        Description = "",
        Width = 0,
        Height = 0,
        Spawn = Spawn,
        Set = Set,
        IsEntry = IsEntry,
        Capacity = Capacity,
    };
}
