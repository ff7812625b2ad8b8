namespace Actors.Client;

/// <summary>A component of the world's rules as a type of the game: its name on the wire, and how it is read. Make one for each, once.</summary>
/// <typeparam name="T">What it is read as: a record of the game's own.</typeparam>
/// <example><code>static readonly ComponentType&lt;Aura&gt; Aura = new("aura", value => new Aura(value["colour"].AsText(), value["strength"].AsNumber()));</code></example>
public sealed class ComponentType<T>
{
    /// <summary>A component by its name.</summary>
    /// <param name="name">As the rules call it.</param>
    /// <param name="read">Makes one from what the server sends. What it throws, whoever asks for the component gets.</param>
    public ComponentType(string name, Func<GameValue, T> read) =>
        (Name, Read) = (name ?? throw new ArgumentNullException(nameof(name)), read ?? throw new ArgumentNullException(nameof(read)));

    /// <summary>As the rules call it.</summary>
    public string Name { get; }

    /// <summary>Makes one from what the server sends.</summary>
    public Func<GameValue, T> Read { get; }
}
