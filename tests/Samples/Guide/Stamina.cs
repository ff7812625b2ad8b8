using Actors.World;

namespace MyGame;

/// <summary>Version 1 was <c>{"value":30}</c>, of 100.</summary>
[Component("stamina", Version = 2)]
public sealed record Stamina(int Points, int Most)
{
    public static Stamina Full { get; } = new(20, 20);

    public static ComponentUpgrade FromVersion1 { get; } = ComponentUpgrade.From<Version1, Stamina>(1, old => new Stamina(old.Value / 5, 20));

    private sealed record Version1(int Value);
}
