using System.Diagnostics.CodeAnalysis;

namespace Actors.Client;

/// <summary>What the rules of the world keep of a thing, by name. It does not change: a newer state has another.</summary>
public sealed class ComponentSet
{
    private readonly Entry[] _entries;

    private ComponentSet(Entry[] entries) => _entries = entries;

    /// <summary>What has no components.</summary>
    public static ComponentSet Empty { get; } = new([]);

    /// <summary>How many there are.</summary>
    public int Count => _entries.Length;

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => _entries.Select(static entry => entry.Name);

    /// <summary>A component as the server sent it; <see cref="GameValue.Null"/> where there is none.</summary>
    public GameValue this[string name] => Find(name)?.Value ?? GameValue.Null;

    /// <summary>Whether there is one of this name.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A component as the game's own type. It is read once, however often it is asked for.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryGet<T>(ComponentType<T> type, [MaybeNullWhen(false)] out T component)
    {
        if (Find((type ?? throw new ArgumentNullException(nameof(type))).Name) is not { } entry)
        {
            component = default;
            return false;
        }
        component = entry.As(type);
        return true;
    }

    /// <summary>The changes have each component as a whole; null is one that is gone.</summary>
    internal ComponentSet Patched(GameValue changes)
    {
        if (changes.Count == 0)
            return this;
        var entries = new List<Entry>(_entries);
        foreach (var (name, value) in changes.Entries)
        {
            entries.RemoveAll(entry => entry.Name == name);
            if (!value.IsNull)
                entries.Add(new Entry(name, value));
        }
        return entries.Count == 0 ? Empty : new ComponentSet([.. entries]);
    }

    private Entry? Find(string name)
    {
        foreach (var entry in _entries)
        {
            if (entry.Name == name)
                return entry;
        }
        return null;
    }

    private sealed class Entry(string name, GameValue value)
    {
        // One object, so that whoever reads on another thread finds a value with its own type.
        private Reading? _reading;

        public string Name { get; } = name;

        public GameValue Value { get; } = value;

        public T As<T>(ComponentType<T> type)
        {
            var reading = _reading;
            if (reading?.Type != type)
                _reading = reading = new Reading(type, type.Read(Value));
            return (T)reading.Value!;
        }
    }

    private sealed record Reading(object Type, object? Value);
}
