namespace Actors.World;

/// <summary>The piece of a room's edge through which an exit leads.</summary>
/// <param name="Middle">Its middle, on the edge.</param>
/// <param name="Width">Units along the edge.</param>
/// <param name="Inward">A vector of length 1 from the edge into the room.</param>
internal readonly record struct Stretch(Vector Middle, double Width, Vector Inward)
{
    /// <summary>How far from the edge a hand-written place may be. It is then moved onto the edge.</summary>
    private const double Tolerance = 0.05;

    /// <summary>A vector of length 1 along the edge.</summary>
    public Vector Along => new(Math.Abs(Inward.Y), Math.Abs(Inward.X));

    /// <summary>Null when the place is not on the edge.</summary>
    public static Stretch? On(Floor floor, Vector at, double width)
    {
        var (halfWidth, halfHeight) = (floor.Width / 2, floor.Height / 2);
        if (Math.Abs(at.X) > halfWidth + Tolerance || Math.Abs(at.Y) > halfHeight + Tolerance)
        {
            return null;
        }

        if (halfHeight - Math.Abs(at.Y) <= Tolerance)
        {
            return new Stretch(at with { Y = Math.CopySign(halfHeight, at.Y) }, width, new Vector(0, -Math.Sign(at.Y)));
        }

        return halfWidth - Math.Abs(at.X) <= Tolerance
            ? new Stretch(at with { X = Math.CopySign(halfWidth, at.X) }, width, new Vector(-Math.Sign(at.X), 0))
            : null;
    }

    /// <summary>Whether it ends before the corners of the room.</summary>
    public bool FitsInto(Floor floor)
    {
        var (place, length) = Inward.X == 0 ? (Middle.X, floor.Width) : (Middle.Y, floor.Height);
        return Math.Abs(place) + (Width / 2) <= length / 2;
    }

    public bool Overlaps(Stretch other) =>
        Inward == other.Inward && (Middle - other.Middle).Length < (Width + other.Width) / 2;

    public double DistanceTo(Vector at)
    {
        var apart = at - Middle;
        var along = Math.Abs((apart.X * Along.X) + (apart.Y * Along.Y));
        var across = (apart.X * Inward.X) + (apart.Y * Inward.Y);
        return new Vector(Math.Max(0, along - (Width / 2)), across).Length;
    }

    public string EdgeName => Inward switch
    {
        { Y: > 0 } => "north",
        { Y: < 0 } => "south",
        { X: > 0 } => "west",
        _ => "east",
    };
}
