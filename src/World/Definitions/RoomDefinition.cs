namespace Actors.World;

/// <summary>A room as the content defines it. The rectangle has its centre at 0,0.</summary>
public sealed record RoomDefinition
{
    /// <summary>Unique in the whole world. Rows in the store refer to it; a room that is renamed keeps them through <see cref="WorldDefinition.FormerRooms"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The zone whose file contains it.</summary>
    public required ZoneId Zone { get; init; }

    /// <summary>The title that players see.</summary>
    public required string Title { get; init; }

    /// <summary>What <c>look</c> says below the title.</summary>
    public required string Description { get; init; }

    /// <summary>Units, west to east; x runs from -Width/2 to +Width/2.</summary>
    public required double Width { get; init; }

    /// <summary>Units, north to south.</summary>
    public required double Height { get; init; }

    /// <summary>Where players appear who enter the world here or come back to life.</summary>
    public Vector Spawn { get; init; }

    /// <summary>Units a second at which a player walks here.</summary>
    public double Speed { get; init; } = 5;

    /// <summary>No player can be hurt here.</summary>
    public bool Safe { get; init; }

    /// <summary>The look of the place, by a name that clients know: the room's own, else its zone's. Null: content says nothing, and clients go by what is in the room.</summary>
    public string? Theme { get; init; }

    /// <summary>How many players it holds at once.</summary>
    public int Capacity { get; init; } = 100;

    /// <summary>Whether players are put into a further copy of the room when it is full; otherwise they are refused.</summary>
    public bool Overflow { get; init; }

    /// <summary>The set of rooms that it belongs to: the room exists only in instances of that set, which rules open. Null: an ordinary room.</summary>
    public string? Set { get; init; }

    /// <summary>Whether players come into an instance of <see cref="Set"/> through this room: one room of each set.</summary>
    public bool IsEntry { get; init; }

    /// <summary>Seeds the room's random numbers, together with its id: equal seeds do not make rooms alike.</summary>
    public ulong Seed { get; init; }

    /// <summary>Exits, each in another direction.</summary>
    public IReadOnlyList<ExitDefinition> Exits { get; init; } = [];

    /// <summary>Solid things that never change.</summary>
    public IReadOnlyList<SceneryDefinition> Scenery { get; init; } = [];

    /// <summary>Where resources are gathered. Frames refer to a node by its index in this list.</summary>
    public IReadOnlyList<NodeDefinition> Nodes { get; init; } = [];

    /// <summary>Items that lie here before anybody has come in.</summary>
    public IReadOnlyList<PlacedItem> Items { get; init; } = [];

    /// <summary>The components that content gives the room; null: none.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>Creatures that live here. A <see cref="CreatureId"/> is an index in this list.</summary>
    public IReadOnlyList<PlacedCreature> Creatures { get; init; } = [];
}

/// <summary>
/// An exit: a stretch of the edge around <see cref="At"/>. A player who walks into the edge there, or says <c>go</c>, arrives at <see cref="Arrival"/> in the target room.
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

    /// <summary>The behaviour in the rules that decides who may pass; null: anybody may.</summary>
    public string? Behaviour { get; init; }

    /// <summary>A place in the target room: in front of the exit that leads back, else its spawn. Set when exits are linked.</summary>
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

/// <summary>A place where a resource is gathered.</summary>
public sealed record NodeDefinition
{
    /// <summary>What it yields, one at a time.</summary>
    public required Resource Resource { get; init; }

    /// <summary>Its centre.</summary>
    public required Vector At { get; init; }

    /// <summary>Units around its centre at which it is touched. It is not solid.</summary>
    public double Radius { get; init; } = 0.5;

    /// <summary>How many times it yields before it is exhausted.</summary>
    public int Amount { get; init; } = 1;

    /// <summary>Ticks from its exhaustion until it is full again.</summary>
    public int RespawnTicks { get; init; } = 600;

    /// <summary>The components that content gives it; null: none.</summary>
    public ComponentData? Components { get; init; }

    /// <summary>Whether it is gathered by walking into it; otherwise by hitting it or with <c>gather</c>.</summary>
    public bool OnTouch { get; init; } = true;
}

/// <summary>An item of a kind, and where it lies at first.</summary>
public sealed record PlacedItem(string Kind, Vector At);

/// <summary>A creature and the place that it stays near.</summary>
public sealed record PlacedCreature(string Kind, Vector At);
