namespace Actors.World;

/// <summary>What components are attached to: players, creatures, resource nodes and rooms. Items have theirs through <see cref="RoomState.Get{T}(ItemRecord)"/>.</summary>
public abstract class ComponentOwner
{
    private ComponentBag? _bag;

    private protected ComponentOwner()
    {
    }

    internal ComponentBag? Bag
    {
        get => _bag;
        set => _bag = value;
    }

    private protected abstract RuleSet Registered { get; }

    /// <summary>The components that content gives it; null: none.</summary>
    private protected abstract ComponentBag? Content { get; }

    /// <summary>The component: the value that was set, else the one from content, else the default that it was registered with.</summary>
    public T Get<T>()
        where T : class
    {
        var type = Registered.Component<T>();
        return (T)(_bag?.Find(type) ?? Content?.Find(type) ?? type.Default);
    }

    /// <summary>Whether the component was set, or content gives it.</summary>
    public bool Has<T>()
        where T : class
    {
        var type = Registered.Component<T>();
        return (_bag?.Find(type) ?? Content?.Find(type)) is not null;
    }

    /// <summary>Sets the component. A value that equals the present one changes nothing, and costs no bytes.</summary>
    public void Set<T>(T value)
        where T : class
    {
        var type = Registered.Component<T>();
        if ((_bag ??= new ComponentBag()).Set(type, value))
            Changed(type);
    }

    /// <summary>Makes the component as if it had never been set.</summary>
    public void Reset<T>()
        where T : class
    {
        var type = Registered.Component<T>();
        if (_bag?.Remove(type) == true)
            Changed(type);
    }

    private protected abstract void Changed(ComponentType type);
}
