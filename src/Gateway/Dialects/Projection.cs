using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>
/// How a dialect's units map to a room's: the room's rectangle, whose centre is 0,0, onto the dialect's own, each axis by itself. Belongs to the dialect; the
/// world knows nothing of it.
/// </summary>
public readonly record struct Projection(double ScaleX, double ScaleY, double OffsetX, double OffsetY)
{
    /// <summary>Onto a rectangle whose north-west corner is 0,0.</summary>
    public static Projection OntoScreen(RoomDefinition room, double width, double height) =>
        new(width / room.Width, height / room.Height, width / 2, height / 2);

    /// <summary>From thousandths of a world unit.</summary>
    public (double X, double Y) ToDialect(int xMilli, int yMilli) => ToDialect(new Vector(xMilli / 1000.0, yMilli / 1000.0));

    /// <summary>From the world's units to those of the dialect.</summary>
    public (double X, double Y) ToDialect(Vector at) => ((at.X * ScaleX) + OffsetX, (at.Y * ScaleY) + OffsetY);

    /// <summary>From the dialect's units to those of the world.</summary>
    public Vector ToWorld(double x, double y) => new((x - OffsetX) / ScaleX, (y - OffsetY) / ScaleY);

    /// <summary>
    /// A direction keeps its meaning where the axes are stretched differently. Its length is 1, or 0 where <paramref name="dx"/> and <paramref name="dy"/> are; they may be any
    /// finite numbers.
    /// </summary>
    public Vector DirectionToWorld(double dx, double dy)
    {
        // The squares of the largest numbers are infinite, and such a direction would be lost.
        var most = Math.Max(Math.Abs(dx), Math.Abs(dy));
        return most == 0 ? Vector.Zero : new Vector(dx / most / ScaleX, dy / most / ScaleY).Normalized();
    }

    /// <summary>Radians, 0 is +x and pi/2 is +y on both sides.</summary>
    public double AngleToDialect(double radians) => IsStretched ? Math.Atan2(Math.Sin(radians) * ScaleY, Math.Cos(radians) * ScaleX) : radians;

    /// <summary>A length without a direction, such as a radius: by the mean of the axes.</summary>
    public double LengthToDialect(double length) => length * (ScaleX + ScaleY) / 2;

    private bool IsStretched => Math.Abs(ScaleX - ScaleY) > 1e-9 * ScaleX;
}
