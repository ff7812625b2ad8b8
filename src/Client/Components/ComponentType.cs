namespace Actors.Client;

/// <summary>A component of the world's rules as a type of the game: its name on the wire, and how to read it. Create one for each component, once.</summary>
/// <typeparam name="T">The game's own type for it, such as a record.</typeparam>
/// <example><code>static readonly ComponentType&lt;Aura&gt; Aura = new("aura", value => new Aura(value["colour"].AsText(), value["strength"].AsNumber()));</code></example>
public sealed class ComponentType<T>
{
    /// <summary>A component by its name.</summary>
    /// <param name="name">Its name in the rules.</param>
    /// <param name="read">Converts the value that the server sends. Its exceptions reach the caller that requests the component.</param>
    public ComponentType(string name, Func<GameValue, T> read) =>
        (Name, Read) = (name ?? throw new ArgumentNullException(nameof(name)), read ?? throw new ArgumentNullException(nameof(read)));

    /// <summary>Its name in the rules.</summary>
    public string Name { get; }

    /// <summary>Converts the value that the server sends.</summary>
    public Func<GameValue, T> Read { get; }
}
