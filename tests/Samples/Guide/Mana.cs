using Actors.World;

namespace MyGame;

/// <summary>What spells are paid with.</summary>
[Component("mana")]
public sealed record Mana(int Points)
{
    public const int Most = 10;

    public static Mana Full { get; } = new(Most);
}
