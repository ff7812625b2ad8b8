using System.Text;
using Actors.Client.Values;

namespace Actors.Client;

/// <summary>
/// A value as the server sends and takes it, in JSON or MessagePack: a component, the fields of an event, the arguments of a verb. A value that does not exist
/// is <see cref="GameValueKind.Null"/>, so a path of names needs no checks in between: <c>value["at"]["x"].AsNumber(0)</c>.
/// </summary>
public readonly struct GameValue : IEquatable<GameValue>
{
    private static readonly KeyValuePair<string, GameValue>[] NoEntries = [];
    private static readonly GameValue[] NoItems = [];

    private readonly object? _reference;
    private readonly long _bits;

    private GameValue(GameValueKind kind, object? reference, long bits) => (Kind, _reference, _bits) = (kind, reference, bits);

    /// <summary>No value.</summary>
    public static GameValue Null => default;

    /// <summary>The kind of the value.</summary>
    public GameValueKind Kind { get; }

    /// <summary>Whether it is null or does not exist.</summary>
    public bool IsNull => Kind == GameValueKind.Null;

    /// <summary>The number of values of a list or a map; 0 for everything else.</summary>
    public int Count => _reference switch { GameValue[] items => items.Length, KeyValuePair<string, GameValue>[] entries => entries.Length, _ => 0 };

    /// <summary>The values of a list; none for everything else.</summary>
    public StateList<GameValue> Items => new(_reference as GameValue[] ?? NoItems);

    /// <summary>The names and values of a map, in the order in which they came; none for everything else.</summary>
    public StateList<KeyValuePair<string, GameValue>> Entries => new(_reference as KeyValuePair<string, GameValue>[] ?? NoEntries);

    /// <summary>The value of a map by its name; <see cref="Null"/> if there is none, or this is not a map.</summary>
    public GameValue this[string name]
    {
        get
        {
            if (_reference is KeyValuePair<string, GameValue>[] entries)
            {
                // From the end: if a name occurs twice, the later value counts.
                for (var i = entries.Length - 1; i >= 0; i--)
                {
                    if (entries[i].Key == name)
                        return entries[i].Value;
                }
            }
            return Null;
        }
    }

    /// <summary>The value of a list at an index from 0; <see cref="Null"/> if there is none, or this is not a list.</summary>
    public GameValue this[int index] => _reference is GameValue[] items && (uint)index < (uint)items.Length ? items[index] : Null;

    /// <summary>A list of values.</summary>
    public static GameValue List(params GameValue[] items) => new(GameValueKind.List, items ?? throw new ArgumentNullException(nameof(items)), 0);

    /// <summary>A map of values by their names.</summary>
    public static GameValue Map(params (string Name, GameValue Value)[] entries) =>
        OfEntries(Array.ConvertAll(entries ?? throw new ArgumentNullException(nameof(entries)), static entry => new KeyValuePair<string, GameValue>(entry.Name, entry.Value)));

    /// <summary>Text; null is <see cref="Null"/>.</summary>
    public static implicit operator GameValue(string? text) => text is null ? Null : new(GameValueKind.Text, text, 0);

    /// <summary>A whole number.</summary>
    public static implicit operator GameValue(long number) => new(GameValueKind.Integer, null, number);

    /// <summary>A whole number.</summary>
    public static implicit operator GameValue(int number) => new(GameValueKind.Integer, null, number);

    /// <summary>A number.</summary>
    public static implicit operator GameValue(double number) => new(GameValueKind.Number, null, BitConverter.DoubleToInt64Bits(number));

    /// <summary>True or false.</summary>
    public static implicit operator GameValue(bool flag) => new(GameValueKind.Flag, null, flag ? 1 : 0);

    /// <summary>Whether both are the same value. A whole number equals one with a fraction of 0.</summary>
    public static bool operator ==(GameValue left, GameValue right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(GameValue left, GameValue right) => !left.Equals(right);

    /// <summary>Its text.</summary>
    /// <exception cref="FormatException">It is not text.</exception>
    public string AsText() => _reference as string ?? throw Mistaken("a text");

    /// <summary>Its text, or the given one if it is not text.</summary>
    public string AsText(string otherwise) => _reference as string ?? otherwise;

    /// <summary>Its whole number.</summary>
    /// <exception cref="FormatException">It is not a number, or has a fraction.</exception>
    public long AsInteger() => TryGetInteger(out var number) ? number : throw Mistaken("a whole number");

    /// <summary>Its whole number, or the given one if it is not a whole number.</summary>
    public long AsInteger(long otherwise) => TryGetInteger(out var number) ? number : otherwise;

    /// <summary>Its number.</summary>
    /// <exception cref="FormatException">It is not a number.</exception>
    public double AsNumber() => Kind switch
    {
        GameValueKind.Integer => _bits,
        GameValueKind.Number => BitConverter.Int64BitsToDouble(_bits),
        _ => throw Mistaken("a number"),
    };

    /// <summary>Its number, or the given one if it is not a number.</summary>
    public double AsNumber(double otherwise) => Kind is GameValueKind.Integer or GameValueKind.Number ? AsNumber() : otherwise;

    /// <summary>True or false.</summary>
    /// <exception cref="FormatException">It is neither true nor false.</exception>
    public bool AsFlag() => Kind == GameValueKind.Flag ? _bits != 0 : throw Mistaken("true or false");

    /// <summary>True or false, or the given value if it is neither.</summary>
    public bool AsFlag(bool otherwise) => Kind == GameValueKind.Flag ? _bits != 0 : otherwise;

    /// <summary>As JSON.</summary>
    public override string ToString() => Encoding.UTF8.GetString(JsonWriter.Write(this));

    /// <inheritdoc/>
    public bool Equals(GameValue other)
    {
        if (Kind != other.Kind)
            return Kind is GameValueKind.Integer or GameValueKind.Number && other.Kind is GameValueKind.Integer or GameValueKind.Number && AsNumber().Equals(other.AsNumber());
        return _reference switch
        {
            string text => text == (string)other._reference!,
            GameValue[] items => items.AsSpan().SequenceEqual((GameValue[])other._reference!),
            KeyValuePair<string, GameValue>[] entries => HasAll(entries, other) && HasAll((KeyValuePair<string, GameValue>[])other._reference!, this),
            _ => Kind == GameValueKind.Number ? AsNumber().Equals(other.AsNumber()) : _bits == other._bits,
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GameValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        GameValueKind.Text => StringComparer.Ordinal.GetHashCode((string)_reference!),
        GameValueKind.Integer or GameValueKind.Number => AsNumber().GetHashCode(),
        _ => HashCode.Combine(Kind, Count, _bits),
    };

    /// <summary>A map of the entries that have a value.</summary>
    internal static GameValue MapOfPresent(params (string Name, GameValue Value)[] entries) => Map(Array.FindAll(entries, static entry => !entry.Value.IsNull));

    internal static GameValue OfEntries(KeyValuePair<string, GameValue>[] entries) => new(GameValueKind.Map, entries, 0);

    /// <summary>Its text; null if there is no value.</summary>
    /// <exception cref="FormatException">It is neither text nor null.</exception>
    internal string? AsOptionalText() => IsNull ? null : AsText();

    internal bool Has(string name)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key == name)
                return true;
        }
        return false;
    }

    /// <summary>This map with further entries.</summary>
    internal GameValue With(params (string Name, GameValue Value)[] more)
    {
        var entries = new KeyValuePair<string, GameValue>[Count + more.Length];
        Entries.CopyTo(entries);
        for (var i = 0; i < more.Length; i++)
            entries[Count + i] = new(more[i].Name, more[i].Value);
        return OfEntries(entries);
    }

    private static bool HasAll(KeyValuePair<string, GameValue>[] entries, GameValue other)
    {
        foreach (var (name, value) in entries)
        {
            if (!other.Has(name) || !other[name].Equals(value))
                return false;
        }
        return true;
    }

    private bool TryGetInteger(out long number)
    {
        number = _bits;
        if (Kind == GameValueKind.Integer)
            return true;
        if (Kind != GameValueKind.Number)
            return false;
        var value = AsNumber();
        // The largest 64-bit integer is not a double, so the check is against 2^63.
        if (Math.Floor(value) != value || value is < -9.2233720368547758E18 or >= 9.2233720368547758E18)
            return false;
        number = (long)value;
        return true;
    }

    private FormatException Mistaken(string wanted) => new($"{(IsNull ? "There is nothing" : $"This is {Kind} and not")} {(IsNull ? $"where {wanted} should be" : wanted)}.");
}
