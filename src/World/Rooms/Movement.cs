namespace Actors.World;

/// <summary>
/// How a disc goes through a room: the centre is held within the rectangle, solid things push it out, so that it slides along them. The
/// clients' prediction does the same sums.
/// </summary>
internal static class Movement
{
    private const double Touching = 1e-9;

    // The lists are walked by index: an enumerator of a list behind an interface is an allocation for every player and tick.
    public static Vector Step(RoomDefinition room, Vector from, Vector step, double radius)
    {
        var to = Clamp(room, from + step);
        // Out of one thing may be into its neighbour: a second round settles a corner of two, a third place is not tried.
        for (var round = 0; round < 2; round++)
        {
            var clear = true;
            for (var i = 0; i < room.Scenery.Count; i++)
            {
                if (PushOut(room.Scenery[i], radius, ref to))
                    clear = false;
            }
            to = Clamp(room, to);
            if (clear)
                return to;
        }
        for (var i = 0; i < room.Scenery.Count; i++)
        {
            if (Overlaps(room.Scenery[i], radius, to))
                return from;
        }
        return to;
    }

    public static Vector Clamp(RoomDefinition room, Vector at) =>
        new(Math.Clamp(at.X, -room.Width / 2, room.Width / 2), Math.Clamp(at.Y, -room.Height / 2, room.Height / 2));

    /// <summary>The exit that a player at the edge walks out by.</summary>
    public static ExitDefinition? ExitAt(RoomDefinition room, Vector at, Vector direction)
    {
        for (var i = 0; i < room.Exits.Count; i++)
        {
            var exit = room.Exits[i];
            var onSide = Math.Abs(Math.Abs(exit.At.X) - (room.Width / 2)) < 0.01;
            var (pressed, along) = onSide
                ? (direction.X * Math.Sign(exit.At.X) > 0 && Math.Abs(at.X - exit.At.X) < 0.01, at.Y - exit.At.Y)
                : (direction.Y * Math.Sign(exit.At.Y) > 0 && Math.Abs(at.Y - exit.At.Y) < 0.01, at.X - exit.At.X);
            if (pressed && Math.Abs(along) <= exit.Width / 2)
                return exit;
        }
        return null;
    }

    public static bool Overlaps(SceneryDefinition thing, double radius, Vector at)
    {
        var probe = at;
        return PushOut(thing, radius - 1e-6, ref probe);
    }

    private static bool PushOut(SceneryDefinition thing, double radius, ref Vector at) =>
        thing.Radius > 0 ? PushOutOfCircle(thing, radius, ref at) : PushOutOfRectangle(thing, radius, ref at);

    private static bool PushOutOfCircle(SceneryDefinition thing, double radius, ref Vector at)
    {
        var away = at - thing.At;
        var reach = thing.Radius + radius;
        if (away.LengthSquared >= (reach * reach) - Touching)
            return false;
        at = thing.At + ((away == Vector.Zero ? new Vector(1, 0) : away.Normalized()) * reach);
        return true;
    }

    private static bool PushOutOfRectangle(SceneryDefinition thing, double radius, ref Vector at)
    {
        var (halfWidth, halfHeight) = (thing.Width / 2, thing.Height / 2);
        var local = at - thing.At;
        var nearest = new Vector(Math.Clamp(local.X, -halfWidth, halfWidth), Math.Clamp(local.Y, -halfHeight, halfHeight));
        var away = local - nearest;
        if (away != Vector.Zero)
        {
            if (away.LengthSquared >= (radius * radius) - Touching)
                return false;
            at = thing.At + nearest + (away.Normalized() * radius);
            return true;
        }
        // The centre is inside: out by the nearest side.
        var (toX, toY) = (halfWidth - Math.Abs(local.X), halfHeight - Math.Abs(local.Y));
        at = thing.At + (toX < toY
            ? new Vector((local.X < 0 ? -1 : 1) * (halfWidth + radius), local.Y)
            : new Vector(local.X, (local.Y < 0 ? -1 : 1) * (halfHeight + radius)));
        return true;
    }
}
