using Actors.World;

namespace Actors.Gateway.Dialects;

/// <summary>
/// How a dialect's units map to a room's: the room's rectangle, whose centre is 0,0, onto the dialect's own, each axis by itself. Belongs to the dialect; the
/// world knows nothing of it.
/// </summary>
public readonly record struct Projection(double ScaleX, double ScaleY, double OffsetX, double OffsetY)
{
    /// <summary>Onto a rectangle whose corner in the north-west is 0,0.</summary>
    public static Projection OntoScreen(RoomDefinition room, double width, double height) =>
        new(width / room.Width, height / room.Height, width / 2, height / 2);

    /// <summary>From thousandths of a world unit.</summary>
    public (double X, double Y) ToDialect(int xMilli, int yMilli) => ToDialect(new Vector(xMilli / 1000.0, yMilli / 1000.0));

    public (double X, double Y) ToDialect(Vector at) => ((at.X * ScaleX) + OffsetX, (at.Y * ScaleY) + OffsetY);

    public Vector ToWorld(double x, double y) => new((x - OffsetX) / ScaleX, (y - OffsetY) / ScaleY);

    /// <summary>A direction keeps its meaning where the axes are stretched differently.</summary>
    public Vector DirectionToWorld(double dx, double dy) => new Vector(dx / ScaleX, dy / ScaleY).Normalized();
}
