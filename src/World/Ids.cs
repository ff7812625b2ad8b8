using System.Globalization;

namespace Actors.World;

/// <summary>
/// Identifies a room. A room whose definition lets it overflow has further instances of the same definition, its copies, named <c>plaza~2</c>, <c>plaza~3</c> and so
/// on. The rooms of an instance that rules have opened are named after their definitions and the instance's key, <c>arena@lobby-3</c>: the third that the room
/// <c>lobby</c> has opened.
/// </summary>
public readonly record struct RoomId(string Value) : IComparable<RoomId>
{
    /// <summary>The most UTF-16 units that an id may have: instances may open instances, and each key contains that of its opener.</summary>
    public const int MaxLength = 200;

    private const char CopyMark = '~';
    private const char KeyMark = '@';
    private const char NumberMark = '-';

    /// <summary>Where the definition ends; -1: the whole id is the definition.</summary>
    private int Mark => Value.AsSpan().IndexOfAny(CopyMark, KeyMark);

    /// <summary>The id under which the content defines the room.</summary>
    public string Definition => Mark is >= 0 and var at ? Value[..at] : Value;

    /// <summary>1 for the room itself, 2 and more for its copies.</summary>
    public int Instance =>
        Mark is >= 0 and var at && Value[at] == CopyMark
        && int.TryParse(Value.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 1;

    /// <summary>The key that the rooms of one open instance share; null for a room that no rule has opened.</summary>
    public string? Key => IsOpened ? Value[(Mark + 1)..] : null;

    /// <summary>Whether it is a room of an instance that a rule has opened.</summary>
    public bool IsOpened => Mark is >= 0 and var at && Value[at] == KeyMark;

    /// <summary>The room that has opened the instance, under its id at that time; null for a room that no rule has opened, or whose key is invalid.</summary>
    public RoomId? Opener =>
        Key is { } key && key.LastIndexOf(NumberMark) is > 0 and var at && IsNumber(key.AsSpan(at + 1)) ? new RoomId(key[..at]) : null;

    /// <summary>Another copy of the same room; 1 is the room itself. Rooms of an instance have no copies.</summary>
    public RoomId WithInstance(int instance) => IsOpened && instance == 1
        ? this
        : instance == 1 ? new(Definition) : new(string.Create(CultureInfo.InvariantCulture, $"{Definition}{CopyMark}{instance}"));

    /// <summary>Ordinal.</summary>
    public int CompareTo(RoomId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>The room of another definition in the same instance, or its copy with the same number.</summary>
    internal RoomId WithDefinition(string definition) => new(string.Concat(definition, Value.AsSpan(Definition.Length)));

    /// <param name="number">Numbers the instances that <paramref name="opener"/> has opened.</param>
    internal static RoomId Opened(string definition, RoomId opener, long number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{definition}{KeyMark}{opener.Value}{NumberMark}{number}"));

    /// <summary>Whether it is a number as a counter writes it: the same number has one text.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text) => text is [>= '1' and <= '9', ..] && text.TrimStart("0123456789").IsEmpty;
}

/// <summary>Identifies a player for good. Given out by the store in blocks, never reused. Positive.</summary>
public readonly record struct PlayerId(long Value) : IComparable<PlayerId>
{
    /// <summary>By number, which is roughly the order in which players were created.</summary>
    public int CompareTo(PlayerId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// Identifies an item for good: the room that made it and that room's own count, <c>plaza:17</c>. So a room can make items without asking anybody, and the same
/// inputs give the same ids.
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

/// <summary>Identifies a zone, as content does.</summary>
public readonly record struct ZoneId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
