using Actors.World;

namespace Tag.Rules;

/// <summary>A round begins soon.</summary>
public sealed record RoundCalled(int Seconds) : RoomEvent(Vector.Zero)
{
    public override EventHeader Header => new("tag.called", Audience: EventAudience.Room);

    public override string Describe(in Viewer viewer) => $"The round begins in {Seconds} seconds.";
}

/// <summary>A player was chosen at random to be it.</summary>
public sealed record Chosen(PlayerId Player, string Name, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("tag.chosen", Player, Name, Audience: EventAudience.Room);

    public override string Describe(in Viewer viewer) => $"{viewer.Subject(Player, Name)} {viewer.Verb(Player, "are", "is")} it. Run!";
}

/// <summary>The player who was it has touched another, who is it now.</summary>
public sealed record Tagged(PlayerId By, string ByName, PlayerId Player, string Name, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("tag.tagged", By, ByName, Player, Audience: EventAudience.Room);

    public override string Describe(in Viewer viewer) => $"{viewer.Subject(By, ByName)} {viewer.Verb(By, "tag", "tags")} {viewer.Object(Player, Name)}.";
}

/// <summary>On the bench: a match is over.</summary>
public sealed record MatchOver(string Result) : RoomEvent(Vector.Zero)
{
    public override EventHeader Header => new("tag.over", Audience: EventAudience.Room);

    public override string Describe(in Viewer viewer) => $"A match is over: {Result}.";
}

/// <summary>The round is over.</summary>
public sealed record MatchWon(PlayerId Player, string Name, int FreeSeconds, Vector At) : RoomEvent(At)
{
    public override EventHeader Header => new("tag.won", Player, Name, Audience: EventAudience.Room);

    public override string Describe(in Viewer viewer) => $"{viewer.Subject(Player, Name)} {viewer.Verb(Player, "win", "wins")}: free for {FreeSeconds} seconds.";
}
