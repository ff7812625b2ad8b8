using System.Text;
using Actors.Client.Values;

namespace Actors.Client;

/// <summary>
/// A value as the server sends and takes it, in JSON or MessagePack: a component, the fields of an event, the arguments of a verb. What is asked for and not there is
/// <see cref="GameValueKind.Null"/>, so that a path of names needs no checks on its way: <c>value["at"]["x"].AsNumber(0)</c>.
/// </summary>
public readonly struct GameValue : IEquatable<GameValue>
{
    private static readonly KeyValuePair<string, GameValue>[] NoEntries = [];
    private static readonly GameValue[] NoItems = [];

    private readonly object? _reference;
    private readonly long _bits;

    private GameValue(GameValueKind kind, object? reference, long bits) => (Kind, _reference, _bits) = (kind, reference, bits);

    /// <summary>Nothing.</summary>
    public static GameValue Null => default;

    /// <summary>What it is.</summary>
    public GameValueKind Kind { get; }

    /// <summary>Whether it is nothing, or was not there.</summary>
    public bool IsNull => Kind == GameValueKind.Null;

    /// <summary>How many values a list or a map has; 0 of everything else.</summary>
    public int Count => _reference switch { GameValue[] items => items.Length, KeyValuePair<string, GameValue>[] entries => entries.Length, _ => 0 };

    /// <summary>The values of a list; none of everything else.</summary>
    public StateList<GameValue> Items => new(_reference as GameValue[] ?? NoItems);

    /// <summary>The names and values of a map, in the order in which they came; none of everything else.</summary>
    public StateList<KeyValuePair<string, GameValue>> Entries => new(_reference as KeyValuePair<string, GameValue>[] ?? NoEntries);

    /// <summary>The value of a map by its name; <see cref="Null"/> where there is none, or this is no map.</summary>
    public GameValue this[string name]
    {
        get
        {
            if (_reference is KeyValuePair<string, GameValue>[] entries)
            {
                // From the end: of two with one name the later counts.
                for (var i = entries.Length - 1; i >= 0; i--)
                {
                    if (entries[i].Key == name)
                        return entries[i].Value;
                }
            }
            return Null;
        }
    }

    /// <summary>The value of a list at a place from 0; <see cref="Null"/> where there is none, or this is no list.</summary>
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

    /// <summary>Whether both are the same value. A whole number is the same as one with a fraction of 0.</summary>
    public static bool operator ==(GameValue left, GameValue right) => left.Equals(right);

    /// <summary>Whether they are two values.</summary>
    public static bool operator !=(GameValue left, GameValue right) => !left.Equals(right);

    /// <summary>Its text.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public string AsText() => _reference as string ?? throw Mistaken("a text");

    /// <summary>Its text, or another where it is no text.</summary>
    public string AsText(string otherwise) => _reference as string ?? otherwise;

    /// <summary>Its whole number.</summary>
    /// <exception cref="FormatException">It is something else, or has a fraction.</exception>
    public long AsInteger() => TryGetInteger(out var number) ? number : throw Mistaken("a whole number");

    /// <summary>Its whole number, or another where it is none.</summary>
    public long AsInteger(long otherwise) => TryGetInteger(out var number) ? number : otherwise;

    /// <summary>Its number.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public double AsNumber() => Kind switch
    {
        GameValueKind.Integer => _bits,
        GameValueKind.Number => BitConverter.Int64BitsToDouble(_bits),
        _ => throw Mistaken("a number"),
    };

    /// <summary>Its number, or another where it is none.</summary>
    public double AsNumber(double otherwise) => Kind is GameValueKind.Integer or GameValueKind.Number ? AsNumber() : otherwise;

    /// <summary>True or false.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public bool AsFlag() => Kind == GameValueKind.Flag ? _bits != 0 : throw Mistaken("true or false");

    /// <summary>True or false, or what is given where it is neither.</summary>
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

    /// <summary>A map of those entries that have a value.</summary>
    internal static GameValue MapOfPresent(params (string Name, GameValue Value)[] entries) => Map(Array.FindAll(entries, static entry => !entry.Value.IsNull));

    internal static GameValue OfEntries(KeyValuePair<string, GameValue>[] entries) => new(GameValueKind.Map, entries, 0);

    /// <summary>Its text; null where there is nothing.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
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

    /// <summary>A map with some entries more.</summary>
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
        // The largest of 64 bits is no double: what is below 2^63 is.
        if (Math.Floor(value) != value || value is < -9.2233720368547758E18 or >= 9.2233720368547758E18)
            return false;
        number = (long)value;
        return true;
    }

    private FormatException Mistaken(string wanted) => new($"{(IsNull ? "There is nothing" : $"This is {Kind} and not")} {(IsNull ? $"where {wanted} should be" : wanted)}.");
}
