namespace Actors.World;

/// <summary>A solid thing as a step needs it: a circle when the radius is over 0, else a rectangle.</summary>
internal readonly struct Obstacle(SceneryDefinition thing)
{
    private const double Touching = 1e-9;

    private readonly Vector _at = thing.At;
    private readonly double _radius = thing.Radius;
    private readonly double _halfWidth = thing.Width / 2;
    private readonly double _halfHeight = thing.Height / 2;

    public void MarkIn(CellMap map, double radius)
    {
        if (_radius > 0)
            map.Mark(_at, _radius + radius, _radius + radius);
        else
            map.Mark(_at, _halfWidth + radius, _halfHeight + radius);
    }

    /// <summary>Puts a disc beside the obstacle; false when the disc was not in the way.</summary>
    public bool PushOut(double radius, ref Vector at) => _radius > 0 ? PushOutOfCircle(radius, ref at) : PushOutOfRectangle(radius, ref at);

    public bool Overlaps(double radius, Vector at) => PushOut(radius - 1e-6, ref at);

    private bool PushOutOfCircle(double radius, ref Vector at)
    {
        var away = at - _at;
        var reach = _radius + radius;
        if (away.LengthSquared >= (reach * reach) - Touching)
            return false;
        at = _at + ((away == Vector.Zero ? new Vector(1, 0) : away.Normalized()) * reach);
        return true;
    }

    private bool PushOutOfRectangle(double radius, ref Vector at)
    {
        var local = at - _at;
        var nearest = new Vector(Math.Clamp(local.X, -_halfWidth, _halfWidth), Math.Clamp(local.Y, -_halfHeight, _halfHeight));
        var away = local - nearest;
        if (away != Vector.Zero)
        {
            if (away.LengthSquared >= (radius * radius) - Touching)
                return false;
            at = _at + nearest + (away.Normalized() * radius);
            return true;
        }
        // The centre is inside: out by the nearest side.
        var (toX, toY) = (_halfWidth - Math.Abs(local.X), _halfHeight - Math.Abs(local.Y));
        at = _at + (toX < toY
            ? new Vector((local.X < 0 ? -1 : 1) * (_halfWidth + radius), local.Y)
            : new Vector(local.X, (local.Y < 0 ? -1 : 1) * (_halfHeight + radius)));
        return true;
    }
}
