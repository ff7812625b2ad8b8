namespace Actors.Client;

/// <summary>Something has happened where you can see or hear it.</summary>
public sealed class WorldEvent
{
    internal WorldEvent(GameValue message)
    {
        Kind = message["event"].AsText("");
        Number = message["number"] is { IsNull: false } number ? number.AsInteger() : null;
        Line = message["line"].AsOptionalText();
        Player = message["player"] is { IsNull: false } player ? States.Rows.Id(player) : null;
        Name = message["name"].AsText("");
        Text = message["text"].AsOptionalText();
        Code = message["code"].AsOptionalText();
        Data = message["data"];
    }

    /// <summary>
    /// Such as <c>said</c>, <c>taken</c> or <c>struck</c>; that of an event of the world's own rules begins with the module's name and a point.
    /// </summary>
    public string Kind { get; }

    /// <summary>Counts the events of a room, upwards; null for an event from elsewhere.</summary>
    public long? Number { get; }

    /// <summary>Text to show; null if there is none.</summary>
    public string? Line { get; }

    /// <summary>The id of the player that caused it; null if no player did.</summary>
    public long? Player { get; }

    /// <summary>The name of that player, or creature.</summary>
    public string Name { get; }

    /// <summary>What was said; null if nothing was.</summary>
    public string? Text { get; }

    /// <summary>For <c>remarked</c>: what has happened to you, or to something you own, without your doing.</summary>
    public string? Code { get; }

    /// <summary>The fields of an event of the world's own rules; <see cref="GameValue.Null"/> for other events.</summary>
    public GameValue Data { get; }
}
