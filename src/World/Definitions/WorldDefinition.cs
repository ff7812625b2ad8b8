using System.Collections.Frozen;

namespace Actors.World;

/// <summary>The whole content, validated and linked. Immutable: a server that reloads its content continues with a new one.</summary>
public sealed record WorldDefinition
{
    /// <summary>What the world is called.</summary>
    public required string Name { get; init; }

    /// <summary>The room for players who name none.</summary>
    public required string DefaultRoom { get; init; }

    /// <summary>Other default rooms for the clients of one kind, by the name that the gateway has for that kind.</summary>
    public FrozenDictionary<string, string> Entrances { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>By id.</summary>
    public required FrozenDictionary<string, RoomDefinition> Rooms { get; init; }

    /// <summary>By id.</summary>
    public required FrozenDictionary<string, ZoneDefinition> Zones { get; init; }

    /// <summary>By id.</summary>
    public required FrozenDictionary<string, ItemKind> ItemKinds { get; init; }

    /// <summary>By id.</summary>
    public required FrozenDictionary<string, CreatureKind> CreatureKinds { get; init; }

    /// <summary>The present id of each room that was renamed, by its former id: what is persisted under the former id goes on under the present one.</summary>
    public FrozenDictionary<string, string> FormerRooms { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Numbers that apply in every room.</summary>
    public WorldRules Rules { get; init; } = new();

    /// <summary>The rules that apply in every room.</summary>
    public required RuleSet RuleSet { get; init; }

    /// <summary>A digest of the content: nodes of one cluster must agree on it.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>The default room for clients of a kind; null: <see cref="DefaultRoom"/>.</summary>
    public RoomId? EntranceOf(string clients) => Entrances.TryGetValue(clients, out var room) ? new RoomId(room) : null;

    /// <summary>The definition of a room or of one of its instances; null when content does not have it. Former ids are not resolved.</summary>
    public RoomDefinition? FindRoom(RoomId id) => Rooms.GetValueOrDefault(id.Definition);

    /// <summary>The present id of the room; the id itself if it was never renamed.</summary>
    public RoomId PresentId(RoomId id) => FormerRooms.TryGetValue(id.Definition, out var present) ? id.WithDefinition(present) : id;

    /// <summary>
    /// The room of a name, which may be a former one; null when there is none. A copy's number counts only if the room has copies, and no name refers to a room of
    /// an instance: rules let players into those.
    /// </summary>
    public RoomId? FindByName(string name)
    {
        var id = PresentId(new RoomId(name));
        return FindRoom(id) is { Set: null } room && id.Key is null ? id.WithInstance(room.Overflow ? Math.Max(id.Instance, 1) : 1) : null;
    }

    /// <summary>
    /// The rooms of an instance of the set: first the one through which players come in, then the others in ascending order of id. Empty when content has no such set.
    /// </summary>
    public IReadOnlyList<RoomDefinition> FindSet(string set) =>
        [.. Rooms.Values.Where(room => room.Set == set).OrderByDescending(static room => room.IsEntry).ThenBy(static room => room.Id, StringComparer.Ordinal)];

    /// <summary>Whether there can be such a room: its definition is an ordinary one, or the id has the key of an instance and its definition belongs to a set.</summary>
    public bool CanExist(RoomId id) => FindRoom(id) is { } room && room.Set is null != id.IsOpened;

    /// <summary>The ids that the room had before.</summary>
    public IEnumerable<RoomId> FormerIds(RoomId id) => FormerRooms
        .Where(former => former.Value == id.Definition)
        .Select(former => id.WithDefinition(former.Key))
        .Order();
}

/// <summary>Numbers that apply in the whole world. A tick takes <see cref="TickMilliseconds"/>.</summary>
public sealed record WorldRules
{
    /// <summary>The length of one fixed step.</summary>
    public int TickMilliseconds { get; init; } = 50;

    /// <summary>The length of one fixed step in seconds, as steps calculate with it.</summary>
    public double TickSeconds => TickMilliseconds / 1000.0;

    /// <summary>The health of a new player, and the most that a player has.</summary>
    public int PlayerMaxHealth { get; init; } = 100;

    /// <summary>Units: a player is a disc of this radius.</summary>
    public double PlayerRadius { get; init; } = 0.5;

    /// <summary>Units from a player's centre within which take and gather reach when the player names a thing; 0: the whole room, for text players.</summary>
    public double Reach { get; init; }

    /// <summary>Units between the attacker's centre and the target's within which an attack hits.</summary>
    public double AttackRange { get; init; } = 2.5;

    /// <summary>Health that an attack with bare hands takes.</summary>
    public int AttackDamage { get; init; } = 10;

    /// <summary>Ticks between two attacks, and between two gatherings, of a player.</summary>
    public int AttackCooldownTicks { get; init; } = 10;

    /// <summary>Units a second.</summary>
    public double ProjectileSpeed { get; init; } = 8;

    /// <summary>Ticks that a projectile flies when it hits nothing.</summary>
    public int ProjectileLifeTicks { get; init; } = 40;

    /// <summary>Health that a hit takes.</summary>
    public int ProjectileDamage { get; init; } = 15;

    /// <summary>Ticks between two shots of a player.</summary>
    public int FireCooldownTicks { get; init; } = 8;

    /// <summary>Ticks after which a dead player comes back at the room's spawn.</summary>
    public int RespawnTicks { get; init; } = 60;

    /// <summary>Ticks in which one point of health comes back.</summary>
    public int RegenerationTicks { get; init; } = 20;

    /// <summary>Items a player can hold.</summary>
    public int InventoryCapacity { get; init; } = 20;

    /// <summary>UTF-16 units of a spoken text.</summary>
    public int MaxTextLength { get; init; } = 500;

    /// <summary>Items that may lie in one room.</summary>
    public int MaxGroundItems { get; init; } = 500;

    /// <summary>Seconds after a guest has left, until content's items that it carries are back in their places; null: they are back when the guest is forgotten.</summary>
    public int? ItemReturnSeconds { get; init; }
}

/// <summary>A part of the world with its own content file. Shouts are heard throughout a zone.</summary>
public sealed record ZoneDefinition(ZoneId Id, string Title, string Description)
{
    /// <summary>In the order of the file. Players whose own room no longer exists go to the first one.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];
}
