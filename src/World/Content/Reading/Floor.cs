namespace Actors.World;

/// <summary>The ground of a room: where a player or a thing can be.</summary>
internal sealed class Floor(double width, double height, IReadOnlyList<SceneryDefinition> scenery, double playerRadius)
{
    public double Width { get; } = width;

    public double Height { get; } = height;

    /// <summary>The clearance that a thing needs around it so that players can reach it.</summary>
    public double PlayerRadius { get; } = playerRadius;

    public Floor With(IReadOnlyList<SceneryDefinition> standing) => new(Width, Height, standing, PlayerRadius);

    /// <summary>Whether a disc of this radius lies inside the walls.</summary>
    public bool Contains(Vector at, double radius) =>
        Math.Abs(at.X) + radius <= Width / 2 && Math.Abs(at.Y) + radius <= Height / 2;

    /// <summary>The scenery that is nearer than this to a point; null when there is none.</summary>
    public SceneryDefinition? Blocking(Vector at, double clearance) =>
        scenery.FirstOrDefault(solid => Distance(solid, at) < clearance);

    /// <summary>Why something cannot be at a place, as the end of a sentence; null when it can.</summary>
    public string? Problem(Vector at, double clearance, double radius = 0)
    {
        if (!Contains(at, radius))
        {
            return $"is not inside the room, which is {this}";
        }

        return Blocking(at, clearance) is { } solid ? $"is in the way of the {solid.Kind} at {Wording.Of(solid.At)}" : null;
    }

    /// <summary>The distance to the scenery's surface; 0 inside.</summary>
    public static double Distance(SceneryDefinition solid, Vector at)
    {
        var apart = at - solid.At;
        if (solid.Radius > 0)
        {
            return Math.Max(0, apart.Length - solid.Radius);
        }

        var beyond = new Vector(
            Math.Max(0, Math.Abs(apart.X) - (solid.Width / 2)),
            Math.Max(0, Math.Abs(apart.Y) - (solid.Height / 2)));
        return beyond.Length;
    }

    public override string ToString() =>
        $"x from {Wording.Number(-Width / 2)} to {Wording.Number(Width / 2)}, y from {Wording.Number(-Height / 2)} to {Wording.Number(Height / 2)}";
}
