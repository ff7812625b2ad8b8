namespace Actors.Client.Motion;

/// <summary>
/// How a disc moves through a room: the same sums, in the same order, as src/World/Rooms/Terrain.cs of the server. They are duplicated because this library
/// references nothing, not even the server: MovementTests checks that both agree.
/// </summary>
internal static class Movement
{
    private const double Touching = 1e-9;

    /// <summary>One step: the edges stop the centre, solid things push the disc out, so that it slides along them.</summary>
    public static Point Step(Room room, Point from, double dx, double dy)
    {
        var to = Clamp(room, new Point(from.X + dx, from.Y + dy));
        // Pushed out of one thing it may be in its neighbour: a second round settles a corner of two, a third place is not tried.
        for (var round = 0; round < 2; round++)
        {
            var isClear = true;
            foreach (var thing in room.Scenery)
                isClear &= !TryPushOut(thing, room.PlayerRadius, ref to);
            to = Clamp(room, to);
            if (isClear)
                return to;
        }
        foreach (var thing in room.Scenery)
        {
            var pushed = to;
            if (TryPushOut(thing, room.PlayerRadius - 1e-6, ref pushed))
                return from;
        }
        return to;
    }

    private static Point Clamp(Room room, Point at) =>
        new(Math.Max(-room.Width / 2, Math.Min(room.Width / 2, at.X)), Math.Max(-room.Height / 2, Math.Min(room.Height / 2, at.Y)));

    /// <summary>Pushes a disc out of a solid thing that it overlaps; false if it does not overlap, and stays in place.</summary>
    private static bool TryPushOut(Scenery thing, double radius, ref Point at) =>
        thing.Radius > 0 ? TryPushOutOfCircle(thing, radius, ref at) : TryPushOutOfRectangle(thing, radius, ref at);

    private static bool TryPushOutOfCircle(Scenery thing, double radius, ref Point at)
    {
        var (dx, dy) = (at.X - thing.X, at.Y - thing.Y);
        var squared = (dx * dx) + (dy * dy);
        var reach = thing.Radius + radius;
        if (squared >= (reach * reach) - Touching)
            return false;
        var length = Math.Sqrt(squared);
        at = squared == 0 ? new Point(thing.X + reach, thing.Y) : new Point(thing.X + (dx / length * reach), thing.Y + (dy / length * reach));
        return true;
    }

    private static bool TryPushOutOfRectangle(Scenery thing, double radius, ref Point at)
    {
        var (halfWidth, halfHeight) = (thing.Width / 2, thing.Height / 2);
        var (dx, dy) = (at.X - thing.X, at.Y - thing.Y);
        var (nearX, nearY) = (Math.Max(-halfWidth, Math.Min(halfWidth, dx)), Math.Max(-halfHeight, Math.Min(halfHeight, dy)));
        var (awayX, awayY) = (dx - nearX, dy - nearY);
        var squared = (awayX * awayX) + (awayY * awayY);
        if (squared > 0)
        {
            if (squared >= (radius * radius) - Touching)
                return false;
            var length = Math.Sqrt(squared);
            at = new Point(thing.X + nearX + (awayX / length * radius), thing.Y + nearY + (awayY / length * radius));
            return true;
        }
        // The centre is inside: push it out by the nearest side.
        at = halfWidth - Math.Abs(dx) < halfHeight - Math.Abs(dy)
            ? new Point(thing.X + ((dx < 0 ? -1 : 1) * (halfWidth + radius)), at.Y)
            : new Point(at.X, thing.Y + ((dy < 0 ? -1 : 1) * (halfHeight + radius)));
        return true;
    }
}
