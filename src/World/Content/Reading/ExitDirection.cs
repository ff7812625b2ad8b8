namespace Actors.World;

/// <summary>A direction that an exit can have.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Opposite">The name of the way back that players expect.</param>
/// <param name="Compass">Where it points in the room; zero for up, down, in and out, which point nowhere.</param>
internal sealed record ExitDirection(string Name, string Opposite, Vector Compass)
{
    private static readonly ExitDirection[] All =
    [
        new("north", "south", new(0, -1)),
        new("south", "north", new(0, 1)),
        new("east", "west", new(1, 0)),
        new("west", "east", new(-1, 0)),
        new("northeast", "southwest", new(1, -1)),
        new("southwest", "northeast", new(-1, 1)),
        new("northwest", "southeast", new(-1, -1)),
        new("southeast", "northwest", new(1, 1)),
        new("up", "down", Vector.Zero),
        new("down", "up", Vector.Zero),
        new("in", "out", Vector.Zero),
        new("out", "in", Vector.Zero),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(direction => direction.Name)];

    public static ExitDirection? Find(string name) => Array.Find(All, direction => direction.Name == name);

    /// <summary>Whether this direction can lead through that edge: north through the northern one, northeast through that or the eastern one, up through any.</summary>
    public bool Meets(Stretch stretch) =>
        Compass == Vector.Zero || (Compass.X * stretch.Inward.X) + (Compass.Y * stretch.Inward.Y) < 0;
}
