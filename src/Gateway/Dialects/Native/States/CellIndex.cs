namespace Actors.Gateway.Dialects.Native.States;

/// <summary>Things by their cells, in their own order within each. What is in a cell is taken out only when it is asked for.</summary>
internal sealed class CellIndex<T>
{
    private readonly T[] _things;
    private readonly T[] _sorted;
    private readonly int[] _starts;
    private readonly Dictionary<int, T[]> _slices = [];

    public CellIndex(T[] things, AreaGrid grid, Func<T, int> cellOf)
    {
        _things = things;
        _starts = new int[grid.Cells + 1];
        var cells = new int[things.Length];
        for (var i = 0; i < things.Length; i++)
            _starts[(cells[i] = cellOf(things[i])) + 1]++;
        for (var cell = 0; cell < grid.Cells; cell++)
            _starts[cell + 1] += _starts[cell];
        _sorted = new T[things.Length];
        var next = _starts.AsSpan(0, grid.Cells).ToArray();
        for (var i = 0; i < things.Length; i++)
            _sorted[next[cells[i]]++] = things[i];
    }

    /// <summary>Whether it is of these very things, so that its slices, too, are the same objects.</summary>
    public bool IsOf(T[] things) => ReferenceEquals(_things, things);

    public T[] In(int cell)
    {
        if (_starts[cell] == _starts[cell + 1])
            return [];
        if (!_slices.TryGetValue(cell, out var slice))
            _slices[cell] = slice = _sorted[_starts[cell].._starts[cell + 1]];
        return slice;
    }
}
