namespace Actors.World;

/// <summary>
/// Finds paths around solid things on a grid of a room, breadth first: the first one found has the fewest cells. The grid is made once, when a path is first needed.
/// A search costs as much as there are cells, so minds search when they think, not in every tick.
/// </summary>
internal sealed class PathMap
{
    private const int MostCellsAcross = 64;

    private readonly Func<Vector, bool> _isClear;
    private readonly Vector _corner;
    private readonly Vector _cell;
    private readonly double _stride;
    private readonly int _columns;
    private readonly int _rows;
    private readonly bool[] _free;
    private readonly int[] _next;
    private readonly int[] _queue;

    /// <param name="radius">The walker's radius.</param>
    /// <param name="isClear">Whether the walker can stand there.</param>
    public PathMap(double width, double height, double radius, Func<Vector, bool> isClear)
    {
        (_isClear, _corner, _stride) = (isClear, new Vector(-width / 2, -height / 2), radius / 2);
        (_columns, _rows) = (CellsAcross(width, radius), CellsAcross(height, radius));
        _cell = new Vector(width / _columns, height / _rows);
        _free = new bool[_columns * _rows];
        for (var cell = 0; cell < _free.Length; cell++)
            _free[cell] = isClear(CentreOf(cell));
        _next = new int[_free.Length];
        _queue = new int[_free.Length];
    }

    public Vector NextWaypoint(Vector from, Vector to)
    {
        if (IsStraight(from, to))
            return to;
        var (start, goal) = (CellOf(from), CellOf(to));
        if (!Search(start, goal))
            return to;
        // As far along the path as can be walked straight, so that it does not zigzag from cell to cell.
        var reached = _next[start];
        for (var cell = reached; cell != goal && IsStraight(from, CentreOf(cell)); cell = _next[cell])
            reached = cell;
        return CentreOf(reached);
    }

    /// <summary>Searches from the goal outwards, so that each cell that was reached knows the next one on its way to the goal.</summary>
    private bool Search(int start, int goal)
    {
        Array.Fill(_next, -1);
        var (head, tail) = (0, 0);
        (_queue[tail++], _next[goal]) = (goal, goal);
        while (head < tail)
        {
            var cell = _queue[head++];
            if (cell == start)
                return true;
            var (column, row) = (cell % _columns, cell / _columns);
            tail = Reach(column + 1, row, cell, start, tail);
            tail = Reach(column - 1, row, cell, start, tail);
            tail = Reach(column, row + 1, cell, start, tail);
            tail = Reach(column, row - 1, cell, start, tail);
        }
        return false;
    }

    private int Reach(int column, int row, int from, int start, int tail)
    {
        if (column < 0 || row < 0 || column >= _columns || row >= _rows)
            return tail;
        var cell = (row * _columns) + column;
        if (_next[cell] >= 0 || (!_free[cell] && cell != start))
            return tail;
        (_queue[tail], _next[cell]) = (cell, from);
        return tail + 1;
    }

    private bool IsStraight(Vector from, Vector to)
    {
        var steps = Math.Max(1, (int)Math.Ceiling((to - from).Length / _stride));
        for (var step = 1; step <= steps; step++)
        {
            if (!_isClear(from + ((to - from) * ((double)step / steps))))
                return false;
        }
        return true;
    }

    private static int CellsAcross(double length, double radius) => Math.Clamp((int)Math.Ceiling(length / radius), 1, MostCellsAcross);

    private int CellOf(Vector at) =>
        (Math.Clamp((int)((at.Y - _corner.Y) / _cell.Y), 0, _rows - 1) * _columns) + Math.Clamp((int)((at.X - _corner.X) / _cell.X), 0, _columns - 1);

    private Vector CentreOf(int cell) => _corner + new Vector(((cell % _columns) + 0.5) * _cell.X, ((cell / _columns) + 0.5) * _cell.Y);
}
