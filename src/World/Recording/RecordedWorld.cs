using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Actors.World;

/// <summary>As much of the content as one room needs: a recording plays without the content that it was made with.</summary>
/// <param name="Modules">The rules that the room was run by.</param>
/// <param name="ItemKinds">All of the world: players bring in what they took elsewhere.</param>
/// <param name="Places">All rooms of the world, as far as another room can tell.</param>
public sealed record RecordedWorld(
    string ContentHash,
    IReadOnlyList<ModuleVersion> Modules,
    WorldRules Rules,
    RoomDefinition Room,
    IReadOnlyList<ItemKind> ItemKinds,
    IReadOnlyList<CreatureKind> CreatureKinds,
    IReadOnlyList<RecordedPlace> Places)
{
    /// <summary>In ascending order of id, so that two recordings of one world begin alike.</summary>
    public static RecordedWorld Of(WorldDefinition world, RoomDefinition room) => new(
        world.ContentHash,
        world.RuleSet.Modules,
        world.Rules,
        room,
        [.. world.ItemKinds.Values.OrderBy(static kind => kind.Id, StringComparer.Ordinal)],
        [.. room.Creatures.Select(placed => world.CreatureKinds[placed.Kind]).DistinctBy(static kind => kind.Id).OrderBy(static kind => kind.Id, StringComparer.Ordinal)],
        [.. world.Rooms.Values.Select(static other => RecordedPlace.Of(other)).OrderBy(static place => place.Id, StringComparer.Ordinal)]);

    /// <summary>A world that is to the recorded room as its own was. The other rooms have nothing in them.</summary>
    /// <param name="rules">Those of the modules that were recorded, or a replay differs.</param>
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

/// <param name="Spawn">Where who travels there comes out.</param>
public sealed record RecordedPlace(string Id, string Title, Vector Spawn)
{
    /// <summary>The set of rooms that it is of; null: an ordinary room.</summary>
    public string? Set { get; init; }

    /// <summary>Whether players come into an instance of the set by it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsEntry { get; init; }

    /// <summary>Players that fit in, where the recorded room might open it.</summary>
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
