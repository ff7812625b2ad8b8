namespace Actors.World;

/// <summary>The components of one owner in a room, in ascending order of name. What the rules do not know, or cannot read, stays as it was written.</summary>
internal sealed class ComponentBag
{
    private readonly List<Entry> _entries = [];
    private Unread[] _unread = [];

    private sealed class Entry(ComponentType type, object value, string? json)
    {
        private string? _json = json;

        public ComponentType Type => type;

        public object Value { get; private set; } = value;

        public string Json => _json ??= type.Write(Value);

        public void Replace(object value, string? json) => (Value, _json) = (value, json);
    }

    /// <param name="IsNewer">It is of a version that comes after the one that these rules know.</param>
    private readonly record struct Unread(WrittenComponent Component, bool IsDurable, bool IsNewer);

    /// <summary>Null when there is nothing in it.</summary>
    /// <param name="kept">What the store has.</param>
    /// <param name="transient">What came from another room beside that.</param>
    public static ComponentBag? Of(RuleSet rules, ComponentData? kept, ComponentData? transient = null)
    {
        if (kept is null && transient is null)
            return null;
        var bag = new ComponentBag();
        foreach (var component in kept?.All ?? [])
            bag.Add(rules, component, isDurable: true);
        foreach (var component in transient?.All ?? [])
            bag.Add(rules, component, isDurable: false);
        return bag;
    }

    public object? Find(ComponentType type)
    {
        foreach (var entry in _entries)
        {
            if (entry.Type == type)
                return entry.Value;
        }
        return null;
    }

    /// <returns>False when it has that value already.</returns>
    /// <exception cref="RulesException">It is larger than a component may be: nothing is set.</exception>
    public bool Set(ComponentType type, object value) => Put(type, value, isNew: true);

    /// <param name="isNew">False: it was kept or shown before, whatever its size.</param>
    private bool Put(ComponentType type, object value, bool isNew)
    {
        var slot = 0;
        for (; slot < _entries.Count; slot++)
        {
            var entry = _entries[slot];
            if (entry.Type == type)
            {
                if (entry.Value.Equals(value))
                    return false;
                entry.Replace(value, isNew ? type.Checked(value) : null);
                return true;
            }
            if (string.CompareOrdinal(entry.Type.Name, type.Name) > 0)
                break;
        }
        _entries.Insert(slot, new Entry(type, value, isNew ? type.Checked(value) : null));
        // What could not be read is given up for what is set now; what rules of a later version have written is theirs.
        _unread = [.. _unread.Where(unread => unread.Component.Name != type.Name || unread.IsNewer)];
        return true;
    }

    public bool Remove(ComponentType type) => _entries.RemoveAll(entry => entry.Type == type) > 0;

    /// <summary>All of it, as the store has items'.</summary>
    public ComponentData? All() => ComponentData.Of(Written(static _ => true).Concat(_unread.Select(static unread => unread.Component)));

    /// <summary>What the store keeps; null for nothing.</summary>
    public ComponentData? Durable() =>
        ComponentData.Of(Written(static type => type.IsDurable).Concat(_unread.Where(static unread => unread.IsDurable).Select(static unread => unread.Component)));

    /// <summary>What goes with its owner to another room or activation, and is not kept; null for nothing.</summary>
    public ComponentData? Transient() =>
        ComponentData.Of(Written(static type => !type.IsDurable).Concat(_unread.Where(static unread => !unread.IsDurable).Select(static unread => unread.Component)));

    /// <summary>What is shown of it: name, value as JSON, and to whom.</summary>
    public IEnumerable<(string Name, string Json, ComponentVisibility To)> Shown() =>
        _entries.Where(static entry => entry.Type.Visibility != ComponentVisibility.Nobody).Select(static entry => (entry.Type.Name, entry.Json, entry.Type.Visibility));

    public void AddTo(ref StateHash hash)
    {
        foreach (var entry in _entries)
        {
            hash.Add(entry.Type.Name);
            hash.Add(entry.Json);
        }
        foreach (var (unread, isDurable, _) in _unread)
        {
            hash.Add(unread.Name);
            hash.Add(unread.Version);
            hash.Add(unread.Json);
            hash.Add(isDurable ? 1 : 0);
        }
    }

    /// <summary>What a later version has written stays in its place: these rules see what they have set, and whoever knows the later one finds that untouched.</summary>
    private IEnumerable<WrittenComponent> Written(Predicate<ComponentType> which) =>
        _entries.Where(entry => which(entry.Type) && !Array.Exists(_unread, unread => unread.Component.Name == entry.Type.Name))
            .Select(static entry => new WrittenComponent(entry.Type.Name, entry.Type.Version, entry.Json));

    private void Add(RuleSet rules, WrittenComponent component, bool isDurable)
    {
        var type = rules.Component(component.Name);
        if (type?.Read(component.Version, component.Json) is { } value)
            Put(type, value, isNew: false);
        else
            _unread = [.. _unread, new Unread(component, isDurable, type is null || component.Version > type.Version)];
    }
}
