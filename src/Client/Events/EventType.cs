namespace Actors.Client;

/// <summary>An event of the world's rules as a type of the game: its kind on the wire, and how its fields are read. Make one for each, once.</summary>
/// <typeparam name="T">What it is read as: a record of the game's own.</typeparam>
/// <example><code>static readonly EventType&lt;Healed&gt; Healed = new("healing.healed", data => new Healed(data["target"].AsInteger(), data["points"].AsNumber()));</code></example>
public sealed class EventType<T>
{
    /// <summary>An event by its kind.</summary>
    /// <param name="kind">As the server calls it: the module's name, a point and the event's.</param>
    /// <param name="read">Makes one from its fields.</param>
    public EventType(string kind, Func<GameValue, T> read) =>
        (Kind, Read) = (kind ?? throw new ArgumentNullException(nameof(kind)), read ?? throw new ArgumentNullException(nameof(read)));

    /// <summary>As the server calls it.</summary>
    public string Kind { get; }

    /// <summary>Makes one from its fields.</summary>
    public Func<GameValue, T> Read { get; }
}
