namespace Actors.World;

/// <summary>The components of one owner in a room, in ascending order of name. Components that the rules do not know, or cannot read, stay as they were written.</summary>
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

    /// <param name="IsNewer">These rules do not know the component, or only older versions of it.</param>
    private readonly record struct Unread(WrittenComponent Component, bool IsDurable, bool IsNewer);

    /// <summary>Null when there are no components.</summary>
    /// <param name="kept">What the store has.</param>
    /// <param name="transient">What came from another room in addition.</param>
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

    /// <param name="isNew">False: it was persisted or shown before, whatever its size.</param>
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
        // A value that could not be read is given up for the one set now; one written by rules of a later version is left to them.
        _unread = [.. _unread.Where(unread => unread.Component.Name != type.Name || unread.IsNewer)];
        return true;
    }

    public bool Remove(ComponentType type) => _entries.RemoveAll(entry => entry.Type == type) > 0;

    /// <summary>All components, in the form in which the store has those of items.</summary>
    public ComponentData? All() => ComponentData.Of(Written(static _ => true).Concat(_unread.Select(static unread => unread.Component)));

    /// <summary>The components to persist; null for none.</summary>
    public ComponentData? Durable() =>
        ComponentData.Of(Written(static type => type.IsDurable).Concat(_unread.Where(static unread => unread.IsDurable).Select(static unread => unread.Component)));

    /// <summary>The components that go with their owner to another room or activation and are not persisted; null for none.</summary>
    public ComponentData? Transient() =>
        ComponentData.Of(Written(static type => !type.IsDurable).Concat(_unread.Where(static unread => !unread.IsDurable).Select(static unread => unread.Component)));

    /// <summary>The components that are shown: name, value as JSON, and to whom.</summary>
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

    /// <summary>A value of a later version stays in place: these rules see what they have set, and rules that know the later version find its value untouched.</summary>
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
