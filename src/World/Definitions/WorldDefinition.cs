using System.Collections.Frozen;

namespace Actors.World;

/// <summary>The whole content, validated and linked; never changes while a server runs.</summary>
public sealed record WorldDefinition
{
    public required string Name { get; init; }

    /// <summary>Where who names no room comes in.</summary>
    public required string DefaultRoom { get; init; }

    /// <summary>Rooms where clients of one kind come in instead, by a name that whoever lets them in knows them by.</summary>
    public FrozenDictionary<string, string> Entrances { get; init; } = FrozenDictionary<string, string>.Empty;

    public required FrozenDictionary<string, RoomDefinition> Rooms { get; init; }

    public required FrozenDictionary<string, ZoneDefinition> Zones { get; init; }

    public required FrozenDictionary<string, ItemKind> ItemKinds { get; init; }

    public required FrozenDictionary<string, CreatureKind> CreatureKinds { get; init; }

    public WorldRules Rules { get; init; } = new();

    /// <summary>A digest of the content: nodes of one cluster must agree on it.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Null: the default room.</summary>
    public RoomId? EntranceOf(string clients) => Entrances.TryGetValue(clients, out var room) ? new RoomId(room) : null;

    public RoomDefinition? FindRoom(RoomId id) => Rooms.GetValueOrDefault(id.Definition);
}

/// <summary>Numbers of the rules that hold in the whole world. Ticks are of <see cref="TickMilliseconds"/>.</summary>
public sealed record WorldRules
{
    /// <summary>The length of one fixed step.</summary>
    public int TickMilliseconds { get; init; } = 50;

    public double TickSeconds => TickMilliseconds / 1000.0;

    public int PlayerMaxHealth { get; init; } = 100;

    /// <summary>Units: a player is a disc of this radius.</summary>
    public double PlayerRadius { get; init; } = 0.5;

    /// <summary>Units from a player's centre within which take, gather and examine reach when the player names a thing. Text players reach the whole room when 0.</summary>
    public double Reach { get; init; }

    public double AttackRange { get; init; } = 2.5;

    public int AttackDamage { get; init; } = 10;

    public int AttackCooldownTicks { get; init; } = 10;

    public double ProjectileSpeed { get; init; } = 8;

    public int ProjectileLifeTicks { get; init; } = 40;

    public int ProjectileDamage { get; init; } = 15;

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
}

public sealed record ZoneDefinition(ZoneId Id, string Title, string Description);
