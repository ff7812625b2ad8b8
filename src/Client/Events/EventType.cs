namespace Actors.Client;

/// <summary>An event of the world's rules as a type of the game: its kind on the wire, and how to read its fields. Create one for each event, once.</summary>
/// <typeparam name="T">The game's own type for it, such as a record.</typeparam>
/// <example><code>static readonly EventType&lt;Healed&gt; Healed = new("healing.healed", data => new Healed(data["target"].AsInteger(), data["points"].AsNumber()));</code></example>
public sealed class EventType<T>
{
    /// <summary>An event by its kind.</summary>
    /// <param name="kind">The server's name for it: the module's name, a point and the event's name.</param>
    /// <param name="read">Converts its fields.</param>
    public EventType(string kind, Func<GameValue, T> read) =>
        (Kind, Read) = (kind ?? throw new ArgumentNullException(nameof(kind)), read ?? throw new ArgumentNullException(nameof(read)));

    /// <summary>The server's name for it.</summary>
    public string Kind { get; }

    /// <summary>Converts its fields.</summary>
    public Func<GameValue, T> Read { get; }
}
