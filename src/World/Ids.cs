using System.Globalization;

namespace Actors.World;

/// <summary>
/// Names a room. A room whose definition lets it overflow has further instances of the same definition,
/// named <c>plaza~2</c>, <c>plaza~3</c> and so on.
/// </summary>
public readonly record struct RoomId(string Value) : IComparable<RoomId>
{
    private const char InstanceMark = '~';

    /// <summary>The id under which the content defines the room.</summary>
    public string Definition => Value.IndexOf(InstanceMark) is var at && at >= 0 ? Value[..at] : Value;

    /// <summary>1 for the room itself, 2 and more for its further instances.</summary>
    public int Instance =>
        Value.IndexOf(InstanceMark) is var at && at >= 0
        && int.TryParse(Value.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 1;

    /// <summary>Another instance of the same room; 1 is the room itself.</summary>
    public RoomId WithInstance(int instance) =>
        instance == 1 ? new(Definition) : new(string.Create(CultureInfo.InvariantCulture, $"{Definition}{InstanceMark}{instance}"));

    /// <summary>Ordinal.</summary>
    public int CompareTo(RoomId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Names a player for good. Given out by the store in blocks, never reused. Positive.</summary>
public readonly record struct PlayerId(long Value) : IComparable<PlayerId>
{
    /// <summary>By number, which is the order in which players were made, roughly.</summary>
    public int CompareTo(PlayerId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// Names an item for good: the room that made it and that room's own count, <c>plaza:17</c>. So a room can make items
/// without asking anybody, and the same inputs make the same ids.
/// </summary>
public readonly record struct ItemId(string Value) : IComparable<ItemId>
{
    /// <summary>Ordinal.</summary>
    public int CompareTo(ItemId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A creature's number in its room, in the order of the content.</summary>
public readonly record struct CreatureId(int Value);

/// <summary>Names a zone, as content does.</summary>
public readonly record struct ZoneId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
