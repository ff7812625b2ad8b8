namespace Actors.World;

/// <summary>
/// What a room looks like after a tick, and what happened in it since the frame before. Immutable. An array that has not
/// changed since the frame before is the same object, so that who encodes frames can see at once what to leave out.
/// Numbers that go out are rounded here, once: positions to thousandths of a unit ("milli").
/// </summary>
public sealed record RoomFrame
{
    public required RoomId Room { get; init; }

    /// <summary>Counts the frames of this room's present activation from 1; a gap means that frames were lost.</summary>
    public required long Sequence { get; init; }

    public required long Tick { get; init; }

    /// <summary>In ascending order of id.</summary>
    public required PlayerView[] Players { get; init; }

    public required CreatureView[] Creatures { get; init; }

    public required ItemView[] Items { get; init; }

    /// <summary>What is left at each node of the definition, in its order; 0 is gone.</summary>
    public required int[] Nodes { get; init; }

    public required ProjectileView[] Projectiles { get; init; }

    public required RoomEvent[] Events { get; init; }

    /// <summary>The number of the first of <see cref="Events"/>; they are numbered one by one, upwards over all activations of the room.</summary>
    public long FirstEvent { get; init; }

    /// <summary>Who has this frame has all events below this number that concern it.</summary>
    public long NextEvent => FirstEvent + Events.Length;
}

public readonly record struct PlayerView
{
    public required PlayerId Id { get; init; }

    public required string Name { get; init; }

    public required int XMilli { get; init; }

    public required int YMilli { get; init; }

    /// <summary>Thousandths of a unit a second.</summary>
    public required int VelocityXMilli { get; init; }

    public required int VelocityYMilli { get; init; }

    /// <summary>Thousandths of a radian, -3142 to 3142.</summary>
    public required int FacingMilli { get; init; }

    public required int Health { get; init; }

    public required int MaxHealth { get; init; }

    public required int Score { get; init; }

    public required ResourceCounts Resources { get; init; }

    public required long LastProcessedInput { get; init; }

    /// <summary>The item kind last selected or used; null: bare hands.</summary>
    public string? Holding { get; init; }
}

public readonly record struct CreatureView(CreatureId Id, string Kind, string Name, int XMilli, int YMilli, int FacingMilli, int Health, int MaxHealth);

public readonly record struct ItemView(ItemId Id, string Kind, string Name, int XMilli, int YMilli);

public readonly record struct ProjectileView(int Id, PlayerId Owner, int XMilli, int YMilli, int AngleMilli);
