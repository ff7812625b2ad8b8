namespace Actors.World.Tests;

/// <summary>Where a player's disc can walk in a room, on a grid: shows whether a thing is walled in.</summary>
internal sealed class WalkableGround
{
    private const double Step = 0.5;

    private readonly RoomDefinition _room;
    private readonly int _columns;
    private readonly int _rows;
    private readonly bool[] _reached;

    public WalkableGround(RoomDefinition room, double playerRadius)
    {
        _room = room;
        _columns = (int)(room.Width / Step) + 1;
        _rows = (int)(room.Height / Step) + 1;
        _reached = new bool[_columns * _rows];
        var next = new Queue<int>([Cell(room.Spawn)]);
        _reached[next.Peek()] = true;
        while (next.TryDequeue(out var cell))
        {
            foreach (var neighbour in Neighbours(cell))
            {
                if (!_reached[neighbour] && Solid.Distance(room, Place(neighbour)) >= playerRadius)
                {
                    _reached[neighbour] = true;
                    next.Enqueue(neighbour);
                }
            }
        }
    }

    /// <summary>Whether a player can come as near as this to a place.</summary>
    public bool CanCome(Vector at, double within)
    {
        var reach = (int)Math.Ceiling(within / Step) + 1;
        var (middleColumn, middleRow) = (Column(at), Row(at));
        for (var row = Math.Max(0, middleRow - reach); row <= Math.Min(_rows - 1, middleRow + reach); row++)
        {
            for (var column = Math.Max(0, middleColumn - reach); column <= Math.Min(_columns - 1, middleColumn + reach); column++)
            {
                var cell = (row * _columns) + column;
                if (_reached[cell] && (Place(cell) - at).Length <= within + Step)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private IEnumerable<int> Neighbours(int cell)
    {
        var (column, row) = (cell % _columns, cell / _columns);
        if (column > 0)
        {
            yield return cell - 1;
        }

        if (column < _columns - 1)
        {
            yield return cell + 1;
        }

        if (row > 0)
        {
            yield return cell - _columns;
        }

        if (row < _rows - 1)
        {
            yield return cell + _columns;
        }
    }

    private int Cell(Vector at) => (Row(at) * _columns) + Column(at);

    private int Column(Vector at) => (int)Math.Round((at.X + (_room.Width / 2)) / Step);

    private int Row(Vector at) => (int)Math.Round((at.Y + (_room.Height / 2)) / Step);

    private Vector Place(int cell) =>
        new((cell % _columns * Step) - (_room.Width / 2), (cell / _columns * Step) - (_room.Height / 2));
}

internal static class Solid
{
    /// <summary>From a place to the nearest scenery of a room.</summary>
    public static double Distance(RoomDefinition room, Vector at) =>
        room.Scenery.Select(solid => Distance(solid, at)).DefaultIfEmpty(double.MaxValue).Min();

    private static double Distance(SceneryDefinition solid, Vector at)
    {
        var apart = at - solid.At;
        return solid.Radius > 0
            ? Math.Max(0, apart.Length - solid.Radius)
            : new Vector(
                Math.Max(0, Math.Abs(apart.X) - (solid.Width / 2)),
                Math.Max(0, Math.Abs(apart.Y) - (solid.Height / 2))).Length;
    }
}
