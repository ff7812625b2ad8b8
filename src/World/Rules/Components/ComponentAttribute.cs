namespace Actors.World;

/// <summary>
/// Makes a record a component: a value that rules attach to players, items, creatures, resource nodes and rooms. Components are replaced, never changed: a record with
/// read-only properties, of numbers, texts, flags, ids and lists of these.
/// </summary>
/// <param name="name">The name in rows, recordings and for clients: lower case, without blanks. Never change it once it is out.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ComponentAttribute(string name) : Attribute
{
    /// <summary>The name in rows, recordings and for clients.</summary>
    public string Name => name;

    /// <summary>Increase it when older values cannot be read any more; <see cref="RulesBuilder.AddComponent"/> takes the upgrades that read them.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether it is persisted; otherwise it is lost when its owner leaves the world or its room is unloaded.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Whether content may give it to kinds, rooms and nodes, with its name as the key.</summary>
    public bool FromContent { get; init; } = true;

    /// <summary>Who sees it.</summary>
    public ComponentVisibility Visibility { get; init; } = ComponentVisibility.Everyone;
}

/// <summary>Who sees a component.</summary>
public enum ComponentVisibility
{
    /// <summary>Everybody in the room.</summary>
    Everyone,

    /// <summary>Only the player to whom it belongs.</summary>
    Owner,

    /// <summary>Only the rules.</summary>
    Nobody,
}
