using Actors.World;

namespace My_Game;

/// <summary>What healing costs. It is persisted with its owner, and everybody in the room sees it. Content gives it to creatures: <c>mana: 4</c>.</summary>
[Component("mana", Version = 1)]
public sealed record Mana(int Points)
{
    public const int Most = 10;

    public static Mana Full { get; } = new(Most);

    public Mana Plus(int points) => new(Math.Clamp(Points + points, 0, Most));
}
