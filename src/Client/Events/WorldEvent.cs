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

    /// <summary>Such as <c>said</c>, <c>taken</c> or <c>struck</c>; one of the world's own rules begins with their module's name and a point.</summary>
    public string Kind { get; }

    /// <summary>Numbers what happens in a room, upwards; null of what happened elsewhere.</summary>
    public long? Number { get; }

    /// <summary>Ready to be read; null when there is nothing to read.</summary>
    public string? Line { get; }

    /// <summary>The id of the player whose doing it is; null when it is nobody's.</summary>
    public long? Player { get; }

    /// <summary>The name of that player, or creature.</summary>
    public string Name { get; }

    /// <summary>What was said; null where nothing was.</summary>
    public string? Text { get; }

    /// <summary>Of <c>remarked</c>: what has become of you, or of what you own, without your doing.</summary>
    public string? Code { get; }

    /// <summary>The fields of an event of the world's own rules; <see cref="GameValue.Null"/> of other events.</summary>
    public GameValue Data { get; }
}
