namespace Actors.Gateway.Dialects.Native.States;

/// <summary>Indices of things, sorted by their cells, in their own order within each.</summary>
internal sealed class CellOrder
{
    private readonly int[] _indices;
    private readonly int[] _starts;

    /// <param name="cells">The cell of each thing.</param>
    /// <param name="count">The number of all cells.</param>
    public CellOrder(ReadOnlySpan<int> cells, int count)
    {
        _starts = new int[count + 1];
        foreach (var cell in cells)
            _starts[cell]++;
        for (var cell = 1; cell <= count; cell++)
            _starts[cell] += _starts[cell - 1];
        // At this point _starts holds where each cell ends; filling from the back turns that into where it starts.
        _indices = new int[cells.Length];
        for (var i = cells.Length - 1; i >= 0; i--)
            _indices[--_starts[cells[i]]] = i;
    }

    public ReadOnlySpan<int> Indices => _indices;

    public ArraySegment<int> In(int cell) => new(_indices, _starts[cell], _starts[cell + 1] - _starts[cell]);
}
