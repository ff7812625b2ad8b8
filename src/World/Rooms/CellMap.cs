namespace Actors.World;

/// <summary>
/// A room divided into 64 x 64 cells with a bit each: whether something may be in reach of a point there. For most points the answer is no, which is all that most
/// steps need to know; where something may be, the things themselves are checked.
/// </summary>
internal sealed class CellMap(double width, double height)
{
    private const int Cells = 64;

    /// <summary>Units: more than the rounding errors of sums, so that a cell is marked rather than missed.</summary>
    private const double Slack = 1e-6;

    private readonly ulong[] _rows = new ulong[Cells];
    private readonly double _left = -width / 2;
    private readonly double _top = -height / 2;
    private readonly double _columnsPerUnit = Cells / width;
    private readonly double _rowsPerUnit = Cells / height;

    /// <summary>Marks what something at that place reaches, in both axes.</summary>
    public void Mark(Vector at, double reachX, double reachY)
    {
        var (first, last) = (Column(at.X - reachX - Slack), Column(at.X + reachX + Slack));
        var columns = (ulong.MaxValue >> (Cells - 1 - last)) & (ulong.MaxValue << first);
        for (var row = Row(at.Y - reachY - Slack); row <= Row(at.Y + reachY + Slack); row++)
            _rows[row] |= columns;
    }

    public bool MayHold(Vector at) => ((_rows[Row(at.Y)] >> Column(at.X)) & 1) != 0;

    private int Column(double x) => Math.Clamp((int)((x - _left) * _columnsPerUnit), 0, Cells - 1);

    private int Row(double y) => Math.Clamp((int)((y - _top) * _rowsPerUnit), 0, Cells - 1);
}
