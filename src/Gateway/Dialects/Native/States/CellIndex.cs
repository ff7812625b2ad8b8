namespace Actors.Gateway.Dialects.Native.States;

/// <summary>Things by their cells, in their own order within each.</summary>
internal sealed class CellIndex<T>
{
    private readonly T[] _things;
    private readonly T[] _sorted;
    private readonly CellOrder _order;

    public CellIndex(T[] things, AreaGrid grid, Func<T, int> cellOf)
    {
        _things = things;
        _order = new CellOrder(Array.ConvertAll(things, thing => cellOf(thing)), grid.Cells);
        _sorted = new T[things.Length];
        for (var i = 0; i < things.Length; i++)
            _sorted[i] = things[_order.Indices[i]];
    }

    /// <summary>Whether it was made from this very array, so that its segments are valid for it, too.</summary>
    public bool IsOf(T[] things) => ReferenceEquals(_things, things);

    public ArraySegment<T> In(int cell)
    {
        var some = _order.In(cell);
        return new(_sorted, some.Offset, some.Count);
    }
}
