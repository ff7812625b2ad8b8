namespace Actors.World;

/// <summary>
/// Makes a record a component: a value that rules attach to players, items, creatures, resource nodes and rooms. Components are replaced, never changed: a record with
/// read-only properties, of numbers, texts, flags, ids and lists of these.
/// </summary>
/// <param name="name">By which rows, recordings and clients know it: lower case, without blanks. Never changed once it is out.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ComponentAttribute(string name) : Attribute
{
    /// <summary>By which rows, recordings and clients know it.</summary>
    public string Name => name;

    /// <summary>Goes up when what was written before cannot be read any more; <see cref="RulesBuilder.AddComponent"/> is told how to read the older ones.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether it is kept in the store; else it is gone when its owner leaves the world or its room is unloaded.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Whether content may give it to kinds, rooms and nodes, by its name as a key.</summary>
    public bool FromContent { get; init; } = true;

    /// <summary>Who is shown it.</summary>
    public ComponentVisibility Visibility { get; init; } = ComponentVisibility.Everyone;
}

/// <summary>Who is shown a component.</summary>
public enum ComponentVisibility
{
    /// <summary>All in the room.</summary>
    Everyone,

    /// <summary>The player that it is a component of.</summary>
    Owner,

    /// <summary>Rules alone.</summary>
    Nobody,
}
