namespace Actors.World;

/// <summary>
/// What a room looks like after a tick, and what happened in it since the previous frame. Immutable. An array that has not changed since the previous frame is the
/// same object, so that an encoder sees at once what to leave out. Numbers that go out are rounded here, once: positions to thousandths of a unit ("milli").
/// </summary>
public sealed record RoomFrame
{
    /// <summary>Whose frame it is.</summary>
    public required RoomId Room { get; init; }

    /// <summary>Counts the frames of this room's present activation from 1; a gap means that frames were lost.</summary>
    public required long Sequence { get; init; }

    /// <summary>The world tick after which the room looks like this.</summary>
    public required long Tick { get; init; }

    /// <summary>In ascending order of id.</summary>
    public required PlayerView[] Players { get; init; }

    /// <summary>In the order of the definition; the dead have no health.</summary>
    public required CreatureView[] Creatures { get; init; }

    /// <summary>Items on the ground, in the order in which they came.</summary>
    public required ItemView[] Items { get; init; }

    /// <summary>What is left at each node of the definition, in its order; 0 is exhausted.</summary>
    public required int[] Nodes { get; init; }

    /// <summary>Projectiles in flight.</summary>
    public required ProjectileView[] Projectiles { get; init; }

    /// <summary>The components that are shown to somebody, one by one: the room's own, then those of players, creatures, nodes and items on the ground, in their order.</summary>
    public ComponentView[] Components { get; init; } = [];

    /// <summary>In the order in which they happened.</summary>
    public required RoomEvent[] Events { get; init; }

    /// <summary>The number of the first of <see cref="Events"/>; they are numbered one by one, upwards over all activations of the room.</summary>
    public long FirstEvent { get; init; }

    /// <summary>A client that has this frame has all events below this number that concern it.</summary>
    public long NextEvent => FirstEvent + Events.Length;

    /// <summary>This frame in place of an earlier one of the same activation that was not shown: with the events of both.</summary>
    /// <param name="before">The earlier frame.</param>
    /// <param name="mostEvents">The newest ones, when there are more.</param>
    /// <param name="dropped">How many it does not carry.</param>
    public RoomFrame Superseding(RoomFrame before, int mostEvents, out int dropped)
    {
        dropped = 0;
        if (before.Events.Length == 0)
            return this;
        // A new watcher's frame may repeat events of the frame before it.
        RoomEvent[] events = [.. before.Events.AsSpan(0, (int)Math.Clamp(FirstEvent - before.FirstEvent, 0, before.Events.Length)), .. Events];
        dropped = Math.Max(0, events.Length - mostEvents);
        events = events[dropped..];
        return this with { Events = events, FirstEvent = NextEvent - events.Length };
    }
}

/// <summary>A player as everybody in the room sees it.</summary>
public readonly record struct PlayerView
{
    /// <summary>Unlike the name, it never changes.</summary>
    public required PlayerId Id { get; init; }

    /// <summary>Its present name.</summary>
    public required string Name { get; init; }

    /// <summary>Thousandths of a unit, growing to the east.</summary>
    public required int XMilli { get; init; }

    /// <summary>Thousandths of a unit, growing to the south.</summary>
    public required int YMilli { get; init; }

    /// <summary>Thousandths of a unit a second.</summary>
    public required int VelocityXMilli { get; init; }

    /// <summary>Thousandths of a unit a second.</summary>
    public required int VelocityYMilli { get; init; }

    /// <summary>Thousandths of a radian, -3142 to 3142.</summary>
    public required int FacingMilli { get; init; }

    /// <summary>0: dead.</summary>
    public required int Health { get; init; }

    /// <summary>The maximum of <see cref="Health"/>.</summary>
    public required int MaxHealth { get; init; }

    /// <summary>Points for gathering and killing.</summary>
    public required int Score { get; init; }

    /// <summary>What it has gathered.</summary>
    public required ResourceCounts Resources { get; init; }

    /// <summary>The number of the newest movement that led to this state: a client that predicts goes on from there.</summary>
    public required long LastProcessedInput { get; init; }

    /// <summary>The item kind last selected or used; null: bare hands.</summary>
    public string? Holding { get; init; }
}

/// <summary>A creature as everybody in the room sees it; places in thousandths of a unit, facing in thousandths of a radian.</summary>
public readonly record struct CreatureView(CreatureId Id, string Kind, string Name, int XMilli, int YMilli, int FacingMilli, int Health, int MaxHealth);

/// <summary>An item on the ground; places in thousandths of a unit.</summary>
public readonly record struct ItemView(ItemId Id, string Kind, string Name, int XMilli, int YMilli);

/// <summary>Something that flies, and who shot it; its number is the room's own count.</summary>
public readonly record struct ProjectileView(int Id, PlayerId Owner, int XMilli, int YMilli, int AngleMilli);

/// <summary>What a component is attached to.</summary>
public enum ComponentHolder : byte
{
    /// <summary>The room itself; it has no id.</summary>
    Room,

    /// <summary>A player, by its number.</summary>
    Player,

    /// <summary>A creature, by its number.</summary>
    Creature,

    /// <summary>A resource node, by its index in the room's content.</summary>
    Node,

    /// <summary>An item on the ground, by its id.</summary>
    Item,
}

/// <summary>One component of one thing.</summary>
/// <param name="Json">Its value.</param>
/// <param name="Only">The one player who is shown it; null: all.</param>
public readonly record struct ComponentView(ComponentHolder Holder, string Id, string Name, string Json, PlayerId? Only);
