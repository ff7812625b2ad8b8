using System.Diagnostics.CodeAnalysis;

namespace Actors.Client;

/// <summary>The components that the rules of the world attach to something, by name. It does not change: a newer state has another set.</summary>
public sealed class ComponentSet
{
    private readonly Entry[] _entries;

    private ComponentSet(Entry[] entries) => _entries = entries;

    /// <summary>A set without components.</summary>
    public static ComponentSet Empty { get; } = new([]);

    /// <summary>How many there are.</summary>
    public int Count => _entries.Length;

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => _entries.Select(static entry => entry.Name);

    /// <summary>A component as the server sent it; <see cref="GameValue.Null"/> if there is none.</summary>
    public GameValue this[string name] => Find(name)?.Value ?? GameValue.Null;

    /// <summary>Whether there is a component of this name.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A component as the game's own type. It is converted once, however often it is requested.</summary>
    /// <returns>False if there is none.</returns>
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

    /// <summary>Changes contain each component as a whole; null means that it was removed.</summary>
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
        // One object, so that a reader on another thread finds the value together with its type.
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
