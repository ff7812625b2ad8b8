namespace Actors.World;

/// <summary>A room as the content defines it. The rectangle has its centre at 0,0.</summary>
public sealed record RoomDefinition
{
    /// <summary>Unique in the whole world, and what rows in the store refer to: a room that is renamed keeps its past by <see cref="WorldDefinition.FormerRooms"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The zone whose file has it.</summary>
    public required ZoneId Zone { get; init; }

    /// <summary>What players see it called.</summary>
    public required string Title { get; init; }

    /// <summary>What <c>look</c> says below the title.</summary>
    public required string Description { get; init; }

    /// <summary>Units, west to east; x runs from -Width/2 to +Width/2.</summary>
    public required double Width { get; init; }

    /// <summary>Units, north to south.</summary>
    public required double Height { get; init; }

    /// <summary>Where who comes into the world here, or back to life, stands at first.</summary>
    public Vector Spawn { get; init; }

    /// <summary>Units a second at which a player walks here.</summary>
    public double Speed { get; init; } = 5;

    /// <summary>No player can be hurt here.</summary>
    public bool Safe { get; init; }

    /// <summary>What the place looks like, by a name that clients know: its own, else its zone's; null: content says nothing, and clients go by what stands in it.</summary>
    public string? Theme { get; init; }

    /// <summary>Players that fit in at once.</summary>
    public int Capacity { get; init; } = 100;

    /// <summary>When full, who comes next is put into a further instance of the room; else is refused.</summary>
    public bool Overflow { get; init; }

    /// <summary>The set of rooms that it is of: there is no such room but in the instances of that set which rules open. Null: an ordinary room.</summary>
    public string? Set { get; init; }

    /// <summary>Players come into an instance of <see cref="Set"/> by this room: one of each set.</summary>
    public bool IsEntry { get; init; }

    /// <summary>Begins the room's random numbers, together with its id: equal seeds do not make rooms alike.</summary>
    public ulong Seed { get; init; }

    /// <summary>Ways out, each of another direction.</summary>
    public IReadOnlyList<ExitDefinition> Exits { get; init; } = [];

    /// <summary>What is solid and stays.</summary>
    public IReadOnlyList<SceneryDefinition> Scenery { get; init; } = [];

    /// <summary>Where resources are gathered. Frames name a node by its place in this list.</summary>
    public IReadOnlyList<NodeDefinition> Nodes { get; init; } = [];

    /// <summary>What lies here before anybody has come in.</summary>
    public IReadOnlyList<PlacedItem> Items { get; init; } = [];

    /// <summary>What content says of the room's components; null: nothing.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>Who lives here. A <see cref="CreatureId"/> is a place in this list.</summary>
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

    /// <summary>The id of the room that it leads to.</summary>
    public required string To { get; init; }

    /// <summary>On the edge of the room.</summary>
    public required Vector At { get; init; }

    /// <summary>Units along the edge.</summary>
    public double Width { get; init; } = 4;

    /// <summary>By which the rules know who may pass; null: anybody.</summary>
    public string? Behaviour { get; init; }

    /// <summary>A place of the target room: before the exit that leads back, else its spawn. Set when exits are linked.</summary>
    public Vector Arrival { get; init; }
}

/// <summary>Something solid. A circle when <see cref="Radius"/> is over 0, else a rectangle with its centre at <see cref="At"/>.</summary>
public sealed record SceneryDefinition
{
    /// <summary>What it is drawn as: <c>rock</c>, <c>wall</c> and whatever else clients know.</summary>
    public required string Kind { get; init; }

    /// <summary>Its centre.</summary>
    public required Vector At { get; init; }

    /// <summary>Units, of a circle; 0 for a rectangle.</summary>
    public double Radius { get; init; }

    /// <summary>Units, west to east, of a rectangle.</summary>
    public double Width { get; init; }

    /// <summary>Units, north to south, of a rectangle.</summary>
    public double Height { get; init; }

    /// <summary>What <c>examine</c> says of it; empty when it cannot be examined.</summary>
    public string Description { get; init; } = "";
}

/// <summary>Where a resource comes from.</summary>
public sealed record NodeDefinition
{
    /// <summary>What it yields, one at a time.</summary>
    public required Resource Resource { get; init; }

    /// <summary>Its centre.</summary>
    public required Vector At { get; init; }

    /// <summary>Units around its centre at which it is touched. It is not solid.</summary>
    public double Radius { get; init; } = 0.5;

    /// <summary>How many times it yields before it is gone.</summary>
    public int Amount { get; init; } = 1;

    /// <summary>Ticks from its end until it is back, whole.</summary>
    public int RespawnTicks { get; init; } = 600;

    /// <summary>What content says of its components; null: nothing.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>Gathered by walking into it; else by hitting it or <c>gather</c>.</summary>
    public bool OnTouch { get; init; } = true;
}

/// <summary>An item of a kind, and where it lies at first.</summary>
public sealed record PlacedItem(string Kind, Vector At);

/// <summary>A creature and the place that it keeps near to.</summary>
public sealed record PlacedCreature(string Kind, Vector At);
