namespace Actors.World;

/// <summary>A room as the content defines it. The rectangle has its centre at 0,0.</summary>
public sealed record RoomDefinition
{
    public required string Id { get; init; }

    public required ZoneId Zone { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Units, west to east; x runs from -Width/2 to +Width/2.</summary>
    public required double Width { get; init; }

    /// <summary>Units, north to south.</summary>
    public required double Height { get; init; }

    public Vector Spawn { get; init; }

    /// <summary>Units a second at which a player walks here.</summary>
    public double Speed { get; init; } = 5;

    /// <summary>No player can be hurt here.</summary>
    public bool Safe { get; init; }

    /// <summary>Players that fit in at once.</summary>
    public int Capacity { get; init; } = 100;

    /// <summary>When full, who comes next is put into a further instance of the room; else is refused.</summary>
    public bool Overflow { get; init; }

    public ulong Seed { get; init; }

    public IReadOnlyList<ExitDefinition> Exits { get; init; } = [];

    public IReadOnlyList<SceneryDefinition> Scenery { get; init; } = [];

    public IReadOnlyList<NodeDefinition> Nodes { get; init; } = [];

    public IReadOnlyList<PlacedItem> Items { get; init; } = [];

    public IReadOnlyList<PlacedCreature> Creatures { get; init; } = [];
}

/// <summary>
/// A way out: a stretch of the edge around <see cref="At"/>. Who walks into the edge there, or says <c>go</c>, comes
/// out at <see cref="Arrival"/> of the room it leads to.
/// </summary>
public sealed record ExitDefinition
{
    /// <summary>Lower case: north, south, east, west, northeast, up, in and so on; unique in its room.</summary>
    public required string Direction { get; init; }

    public required string To { get; init; }

    /// <summary>On the edge of the room.</summary>
    public required Vector At { get; init; }

    /// <summary>Units along the edge.</summary>
    public double Width { get; init; } = 4;

    /// <summary>A place of the target room: before the exit that leads back, else its spawn. Set when exits are linked.</summary>
    public Vector Arrival { get; init; }
}

/// <summary>Something solid. A circle when <see cref="Radius"/> is over 0, else a rectangle with its centre at <see cref="At"/>.</summary>
public sealed record SceneryDefinition
{
    public required string Kind { get; init; }

    public required Vector At { get; init; }

    public double Radius { get; init; }

    public double Width { get; init; }

    public double Height { get; init; }

    /// <summary>What <c>examine</c> says of it; empty when it cannot be examined.</summary>
    public string Description { get; init; } = "";
}

/// <summary>Where a resource comes from.</summary>
public sealed record NodeDefinition
{
    public required Resource Resource { get; init; }

    public required Vector At { get; init; }

    public double Radius { get; init; } = 0.5;

    /// <summary>How many times it yields before it is gone.</summary>
    public int Amount { get; init; } = 1;

    /// <summary>Ticks from its end until it is back, whole.</summary>
    public int RespawnTicks { get; init; } = 600;

    /// <summary>Gathered by walking into it; else by hitting it or <c>gather</c>.</summary>
    public bool OnTouch { get; init; } = true;
}

public sealed record PlacedItem(string Kind, Vector At);

/// <summary>A creature and the place that it keeps near to.</summary>
public sealed record PlacedCreature(string Kind, Vector At);
