namespace Actors.World;

/// <summary>A place or a direction in world units. x grows to the east, y to the south, as on a screen.</summary>
public readonly record struct Vector(double X, double Y)
{
    /// <summary>The middle of a room, or no direction.</summary>
    public static Vector Zero => default;

    /// <summary>For comparing lengths without a square root.</summary>
    public double LengthSquared => (X * X) + (Y * Y);

    /// <summary>In units.</summary>
    public double Length => Math.Sqrt(LengthSquared);

    /// <summary>Radians: 0 is +x, pi/2 is +y.</summary>
    public double Angle => Math.Atan2(Y, X);

    /// <summary>The vector of length 1 in a direction.</summary>
    public static Vector FromAngle(double radians) => new(Math.Cos(radians), Math.Sin(radians));

    /// <summary>By component.</summary>
    public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y);

    /// <summary>By component.</summary>
    public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y);

    /// <summary>Scaled by the factor; reversed when it is negative.</summary>
    public static Vector operator *(Vector a, double factor) => new(a.X * factor, a.Y * factor);

    /// <summary>The same direction with length 1; zero stays zero.</summary>
    public Vector Normalized() => LengthSquared == 0 ? Zero : this * (1 / Length);
}
