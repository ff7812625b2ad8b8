using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>A room cut into square cells, numbered row by row from the north-west. Places are in millionths of a unit.</summary>
internal sealed class AreaGrid
{
    private const int MaxCells = 4096;
    private const double MicroPerUnit = 1_000_000;

    /// <summary>How far beyond its cell a player still belongs to it, as a fraction of the cell, so that walking along an edge does not change cells all the time.</summary>
    private const double Margin = 0.25;

    private readonly double _cellMicro;
    private readonly double _westMicro;
    private readonly double _northMicro;
    private readonly int _radius;

    public AreaGrid(RoomDefinition room, AreaOptions options)
    {
        var units = Math.Max(options.CellUnits, Math.Sqrt(room.Width * room.Height / MaxCells));
        _cellMicro = units * MicroPerUnit;
        _westMicro = -room.Width / 2 * MicroPerUnit;
        _northMicro = -room.Height / 2 * MicroPerUnit;
        _radius = options.Radius;
        Columns = Math.Max(1, (int)Math.Ceiling(room.Width / units));
        Rows = Math.Max(1, (int)Math.Ceiling(room.Height / units));
    }

    public int Columns { get; }

    public int Rows { get; }

    public int Cells => Columns * Rows;

    /// <summary>Whether every place is seen from every other.</summary>
    public bool IsSeenCompletely => Columns <= (2 * _radius) + 1 && Rows <= (2 * _radius) + 1;

    public int CellOf(long x, long y) => (Along(y - _northMicro, Rows) * Columns) + Along(x - _westMicro, Columns);

    /// <summary>The cell of a player with a previous cell: that one, until the player has left it clearly.</summary>
    public int CellOf(long x, long y, int before)
    {
        var column = (x - _westMicro) / _cellMicro - (before % Columns);
        var row = (y - _northMicro) / _cellMicro - (before / Columns);
        return column is >= -Margin and <= 1 + Margin && row is >= -Margin and <= 1 + Margin ? before : CellOf(x, y);
    }

    public bool Sees(int viewer, int cell) =>
        Math.Abs((viewer % Columns) - (cell % Columns)) <= _radius && Math.Abs((viewer / Columns) - (cell / Columns)) <= _radius;

    /// <summary>The cells that a player in this cell sees.</summary>
    public IEnumerable<int> SeenFrom(int viewer)
    {
        var (column, row) = (viewer % Columns, viewer / Columns);
        for (var r = Math.Max(0, row - _radius); r <= Math.Min(Rows - 1, row + _radius); r++)
        {
            for (var c = Math.Max(0, column - _radius); c <= Math.Min(Columns - 1, column + _radius); c++)
                yield return (r * Columns) + c;
        }
    }

    private int Along(double micro, int count) => Math.Clamp((int)Math.Floor(micro / _cellMicro), 0, count - 1);
}
