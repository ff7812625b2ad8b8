namespace Actors.World;

/// <summary>
/// The layout of a room, and how a disc moves through it: its centre stays within the rectangle, and solid things push it out, so that it slides along them. The
/// clients' prediction does the same sums.
/// </summary>
internal sealed class Terrain
{
    /// <summary>Units.</summary>
    private const double ShotRadius = 0.1;

    /// <summary>Units: positions are stored rounded, and one that touched a wall is corrected by less than this.</summary>
    public const double SettleTolerance = 0.05;

    /// <summary>Units from the edge that count as at it.</summary>
    private const double AtEdge = 0.01;

    private readonly double _halfWidth;
    private readonly double _halfHeight;
    private readonly double _radius;
    private readonly Vector _spawn;
    private readonly Obstacle[] _obstacles;
    private readonly ExitDefinition[] _exits;
    private readonly double _exitsFromX = double.PositiveInfinity;
    private readonly double _exitsFromY = double.PositiveInfinity;
    private readonly CellMap? _solid;
    private readonly CellMap? _touched;
    private WalkableMap? _walkable;
    private PathMap? _paths;

    /// <param name="room">As the content has it.</param>
    /// <param name="radius">Of a player, in units.</param>
    public Terrain(RoomDefinition room, double radius)
    {
        (_halfWidth, _halfHeight, _radius, _spawn) = (room.Width / 2, room.Height / 2, radius, room.Spawn);
        _obstacles = [.. room.Scenery.Select(static thing => new Obstacle(thing))];
        _exits = [.. room.Exits];
        foreach (var exit in _exits)
        {
            if (IsOnSide(exit))
                _exitsFromX = Math.Min(_exitsFromX, Math.Abs(exit.At.X) - AtEdge);
            else
                _exitsFromY = Math.Min(_exitsFromY, Math.Abs(exit.At.Y) - AtEdge);
        }
        foreach (var obstacle in _obstacles)
            obstacle.MarkIn(_solid ??= new CellMap(room.Width, room.Height), Math.Max(radius, ShotRadius));
        foreach (var node in room.Nodes.Where(static node => node.OnTouch))
            (_touched ??= new CellMap(room.Width, room.Height)).Mark(node.At, node.Radius + radius, node.Radius + radius);
    }

    /// <summary>Where a step takes a player, or another disc of its size.</summary>
    public Vector Step(Vector from, Vector step)
    {
        var to = Clamp(from + step);
        return _solid is null || !_solid.MayHold(to) ? to : StepAmongThings(from, to);
    }

    /// <summary>
    /// Where to put something that was there when the room may have been different: beside what is in the way now, or at the spawn when everything around is built
    /// over, or there is no way out from beside it.
    /// </summary>
    public Vector Settle(Vector at)
    {
        var to = Step(Clamp(at), Vector.Zero);
        if (!IsClear(to))
            return _spawn;
        if (_solid is null || (to - at).Length <= SettleTolerance)
            return to;
        _walkable ??= new WalkableMap(2 * _halfWidth, 2 * _halfHeight, _radius, _spawn, IsClear);
        return _walkable.Reaches(to) ? to : _spawn;
    }

    public Vector Clamp(Vector at) => new(Math.Clamp(at.X, -_halfWidth, _halfWidth), Math.Clamp(at.Y, -_halfHeight, _halfHeight));

    /// <summary>The exit that a player at the edge walks out by.</summary>
    public ExitDefinition? ExitAt(Vector at, Vector direction) =>
        Math.Abs(at.X) > _exitsFromX || Math.Abs(at.Y) > _exitsFromY ? ExitAtEdge(at, direction) : null;

    /// <summary>Whether a shot there is in something solid.</summary>
    public bool StopsShot(Vector at)
    {
        if (_solid is null || !_solid.MayHold(at))
            return false;
        foreach (ref readonly var obstacle in _obstacles.AsSpan())
        {
            if (obstacle.Overlaps(ShotRadius, at))
                return true;
        }
        return false;
    }

    /// <summary>The next place to walk straight to, on a path around solid things; the goal itself when the way is clear or there is no path.</summary>
    public Vector NextWaypoint(Vector from, Vector to)
    {
        if (_solid is null)
            return to;
        _paths ??= new PathMap(2 * _halfWidth, 2 * _halfHeight, _radius, IsClear);
        return _paths.NextWaypoint(from, to);
    }

    /// <summary>Whether a player there may touch something that is gathered by touch. False: certainly not.</summary>
    public bool MayTouch(Vector at) => _touched is not null && _touched.MayHold(at);

    private Vector StepAmongThings(Vector from, Vector to)
    {
        // Pushing out of one thing may push into its neighbour: a second round settles a corner of two, a third place is not tried.
        for (var round = 0; round < 2; round++)
        {
            var clear = true;
            foreach (ref readonly var obstacle in _obstacles.AsSpan())
            {
                if (obstacle.PushOut(_radius, ref to))
                    clear = false;
            }
            to = Clamp(to);
            if (clear)
                return to;
        }
        return IsClear(to) ? to : from;
    }

    private bool IsClear(Vector at)
    {
        if (_solid is null || !_solid.MayHold(at))
            return true;
        foreach (ref readonly var obstacle in _obstacles.AsSpan())
        {
            if (obstacle.Overlaps(_radius, at))
                return false;
        }
        return true;
    }

    private ExitDefinition? ExitAtEdge(Vector at, Vector direction)
    {
        foreach (var exit in _exits)
        {
            var (pressed, along) = IsOnSide(exit)
                ? (direction.X * Math.Sign(exit.At.X) > 0 && Math.Abs(at.X - exit.At.X) < AtEdge, at.Y - exit.At.Y)
                : (direction.Y * Math.Sign(exit.At.Y) > 0 && Math.Abs(at.Y - exit.At.Y) < AtEdge, at.X - exit.At.X);
            if (pressed && Math.Abs(along) <= exit.Width / 2)
                return exit;
        }
        return null;
    }

    private bool IsOnSide(ExitDefinition exit) => Math.Abs(Math.Abs(exit.At.X) - _halfWidth) < AtEdge;
}
