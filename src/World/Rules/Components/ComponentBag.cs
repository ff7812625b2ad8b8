namespace Actors.World;

/// <summary>The components of one owner in a room, in ascending order of name. What the rules do not know, or cannot read, stays as it was written.</summary>
internal sealed class ComponentBag
{
    private readonly List<Entry> _entries = [];
    private WrittenComponent[] _unknown = [];

    private sealed class Entry(ComponentType type, object value, string? json)
    {
        private string? _json = json;

        public ComponentType Type => type;

        public object Value { get; private set; } = value;

        public string Json => _json ??= type.Write(Value);

        public void Replace(object value, string? json) => (Value, _json) = (value, json);
    }

    /// <summary>Null when there is nothing in it.</summary>
    public static ComponentBag? Of(RuleSet rules, params ReadOnlySpan<ComponentData?> written)
    {
        ComponentBag? bag = null;
        foreach (var data in written)
        {
            foreach (var component in data?.All ?? [])
                (bag ??= new ComponentBag()).Add(rules, component);
        }
        return bag;
    }

    public bool IsEmpty => _entries.Count == 0 && _unknown.Length == 0;

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
        return true;
    }

    public bool Remove(ComponentType type) => _entries.RemoveAll(entry => entry.Type == type) > 0;

    /// <summary>All of it, as the store has items'.</summary>
    public ComponentData? All() => ComponentData.Of(Written(durable: true).Concat(Written(durable: false)).Concat(_unknown));

    /// <summary>What the store keeps; null for nothing.</summary>
    public ComponentData? Durable() => ComponentData.Of(Written(durable: true).Concat(_unknown));

    /// <summary>What goes with its owner to another room or activation, and is not kept; null for nothing.</summary>
    public ComponentData? Transient() => ComponentData.Of(Written(durable: false));

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
        foreach (var unknown in _unknown)
        {
            hash.Add(unknown.Name);
            hash.Add(unknown.Json);
        }
    }

    private IEnumerable<WrittenComponent> Written(bool durable) =>
        _entries.Where(entry => entry.Type.IsDurable == durable).Select(static entry => new WrittenComponent(entry.Type.Name, entry.Type.Version, entry.Json));

    private void Add(RuleSet rules, WrittenComponent component)
    {
        if (rules.Component(component.Name) is { } type && type.Read(component.Version, component.Json) is { } value)
            Put(type, value, isNew: false);
        else
            _unknown = [.. _unknown, component];
    }
}
