using System.Collections.Frozen;

namespace Actors.World;

/// <summary>The whole content, validated and linked. It never changes: a server that reloads its content goes on with another one.</summary>
public sealed record WorldDefinition
{
    /// <summary>What the world is called.</summary>
    public required string Name { get; init; }

    /// <summary>Where who names no room comes in.</summary>
    public required string DefaultRoom { get; init; }

    /// <summary>Rooms where clients of one kind come in instead, by a name that whoever lets them in knows them by.</summary>
    public FrozenDictionary<string, string> Entrances { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>By id.</summary>
    public required FrozenDictionary<string, RoomDefinition> Rooms { get; init; }

    /// <summary>By id.</summary>
    public required FrozenDictionary<string, ZoneDefinition> Zones { get; init; }

    /// <summary>By id.</summary>
    public required FrozenDictionary<string, ItemKind> ItemKinds { get; init; }

    /// <summary>By id.</summary>
    public required FrozenDictionary<string, CreatureKind> CreatureKinds { get; init; }

    /// <summary>The present id of each room that had another: what is kept under the former one goes on under this.</summary>
    public FrozenDictionary<string, string> FormerRooms { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Numbers that hold in every room.</summary>
    public WorldRules Rules { get; init; } = new();

    /// <summary>What is done in every room, and by whom.</summary>
    public required RuleSet RuleSet { get; init; }

    /// <summary>A digest of the content: nodes of one cluster must agree on it.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Null: the default room.</summary>
    public RoomId? EntranceOf(string clients) => Entrances.TryGetValue(clients, out var room) ? new RoomId(room) : null;

    /// <summary>The definition of a room or of one of its instances; null when content does not have it. Former ids are not looked through.</summary>
    public RoomDefinition? FindRoom(RoomId id) => Rooms.GetValueOrDefault(id.Definition);

    /// <summary>The id that the room has now; its own when it was never renamed.</summary>
    public RoomId PresentId(RoomId id) => FormerRooms.TryGetValue(id.Definition, out var present) ? id.WithDefinition(present) : id;

    /// <summary>
    /// The room that somebody means by a name, which may be a former one; null when there is none. A copy is meant only of a room that has copies, and no name means a room of an
    /// instance: into those rules let players in.
    /// </summary>
    public RoomId? FindByName(string name)
    {
        var id = PresentId(new RoomId(name));
        return FindRoom(id) is { Set: null } room && id.Key is null ? id.WithInstance(room.Overflow ? Math.Max(id.Instance, 1) : 1) : null;
    }

    /// <summary>
    /// The rooms that an instance of the set has, the one by which players come in first, the others in ascending order of id; none when content has no such set.
    /// </summary>
    public IReadOnlyList<RoomDefinition> FindSet(string set) =>
        [.. Rooms.Values.Where(room => room.Set == set).OrderByDescending(static room => room.IsEntry).ThenBy(static room => room.Id, StringComparer.Ordinal)];

    /// <summary>Whether there can be such a room: its definition is an ordinary one, or it has the key of an instance and its definition is of a set.</summary>
    public bool CanExist(RoomId id) => FindRoom(id) is { } room && room.Set is null != id.IsOpened;

    /// <summary>The ids that the room had before.</summary>
    public IEnumerable<RoomId> FormerIds(RoomId id) => FormerRooms
        .Where(former => former.Value == id.Definition)
        .Select(former => id.WithDefinition(former.Key))
        .Order();
}

/// <summary>Numbers of the rules that hold in the whole world. Ticks are of <see cref="TickMilliseconds"/>.</summary>
public sealed record WorldRules
{
    /// <summary>The length of one fixed step.</summary>
    public int TickMilliseconds { get; init; } = 50;

    /// <summary>The length of one fixed step, as steps calculate with it.</summary>
    public double TickSeconds => TickMilliseconds / 1000.0;

    /// <summary>Health that a player comes in with, and regains at most.</summary>
    public int PlayerMaxHealth { get; init; } = 100;

    /// <summary>Units: a player is a disc of this radius.</summary>
    public double PlayerRadius { get; init; } = 0.5;

    /// <summary>Units from a player's centre within which take, gather and examine reach when the player names a thing. Text players reach the whole room when 0.</summary>
    public double Reach { get; init; }

    /// <summary>Units between the attacker's centre and the target's within which a stroke hits.</summary>
    public double AttackRange { get; init; } = 2.5;

    /// <summary>Health that a stroke with bare hands takes.</summary>
    public int AttackDamage { get; init; } = 10;

    /// <summary>Ticks between two strokes, and between two gatherings, of a player.</summary>
    public int AttackCooldownTicks { get; init; } = 10;

    /// <summary>Units a second.</summary>
    public double ProjectileSpeed { get; init; } = 8;

    /// <summary>Ticks that a projectile flies when it hits nothing.</summary>
    public int ProjectileLifeTicks { get; init; } = 40;

    /// <summary>Health that a hit takes.</summary>
    public int ProjectileDamage { get; init; } = 15;

    /// <summary>Ticks between two shots of a player.</summary>
    public int FireCooldownTicks { get; init; } = 8;

    /// <summary>A dead player comes back at the room's spawn after this long.</summary>
    public int RespawnTicks { get; init; } = 60;

    /// <summary>One point of health comes back every so many ticks.</summary>
    public int RegenerationTicks { get; init; } = 20;

    /// <summary>Items a player can hold.</summary>
    public int InventoryCapacity { get; init; } = 20;

    /// <summary>UTF-16 units of a spoken text.</summary>
    public int MaxTextLength { get; init; } = 500;

    /// <summary>Items that may lie in one room.</summary>
    public int MaxGroundItems { get; init; } = 500;

    /// <summary>How long after a guest has left the items of content that it carries are back in their places; null: when the guest is given up.</summary>
    public int? ItemReturnSeconds { get; init; }
}

/// <summary>A part of the world with a file of its own: what is shouted is heard in one zone.</summary>
public sealed record ZoneDefinition(ZoneId Id, string Title, string Description)
{
    /// <summary>In the order of the file; the first is where its players go whose own room is gone.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];
}
