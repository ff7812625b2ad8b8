namespace Actors.World;

/// <summary>
/// The places of a room that can be reached from its spawn, on a grid. Made only when content has changed under somebody: a new wall may leave a place that is free
/// and has no way out. It errs on the safe side: it may miss a way that is as narrow as a player.
/// </summary>
internal sealed class WalkableMap
{
    private const int MaxCellsAcross = 128;

    private readonly Func<Vector, bool> _isClear;
    private readonly double _radius;
    private readonly Vector _corner;
    private readonly Vector _cell;
    private readonly int _columns;
    private readonly int _rows;
    private readonly bool[] _reached;

    /// <param name="radius">A player's radius.</param>
    /// <param name="isClear">Whether a player can stand there.</param>
    public WalkableMap(double width, double height, double radius, Vector spawn, Func<Vector, bool> isClear)
    {
        (_isClear, _radius, _corner) = (isClear, radius, new Vector(-width / 2, -height / 2));
        (_columns, _rows) = (CellsAcross(width), CellsAcross(height));
        _cell = new Vector(width / _columns, height / _rows);
        _reached = new bool[_columns * _rows];
        Flood(spawn);
    }

    public bool Reaches(Vector at) => Around(at).Any(cell => _reached[cell] && IsFree(at, CentreOf(cell)));

    private int CellsAcross(double length) => Math.Clamp((int)Math.Ceiling(length / _radius), 1, MaxCellsAcross);

    private void Flood(Vector spawn)
    {
        var next = new Queue<int>();
        foreach (var cell in Around(spawn))
            Enter(cell, spawn, next);
        while (next.TryDequeue(out var cell))
        {
            foreach (var beside in Around(CentreOf(cell)))
                Enter(beside, CentreOf(cell), next);
        }
    }

    private void Enter(int cell, Vector from, Queue<int> next)
    {
        if (_reached[cell] || !IsFree(from, CentreOf(cell)))
            return;
        _reached[cell] = true;
        next.Enqueue(cell);
    }

    /// <summary>The cell of a place and those beside it.</summary>
    private IEnumerable<int> Around(Vector at)
    {
        var (column, row) = ((int)((at.X - _corner.X) / _cell.X), (int)((at.Y - _corner.Y) / _cell.Y));
        for (var y = Math.Max(0, row - 1); y <= Math.Min(_rows - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(_columns - 1, column + 1); x++)
                yield return (y * _columns) + x;
        }
    }

    private Vector CentreOf(int cell) => _corner + new Vector(((cell % _columns) + 0.5) * _cell.X, ((cell / _columns) + 0.5) * _cell.Y);

    /// <summary>No obstacle is thinner than the distance between two checks.</summary>
    private bool IsFree(Vector from, Vector to)
    {
        var steps = Math.Max(1, (int)Math.Ceiling((to - from).Length / _radius));
        for (var step = 1; step <= steps; step++)
        {
            if (!_isClear(from + ((to - from) * ((double)step / steps))))
                return false;
        }
        return true;
    }
}
