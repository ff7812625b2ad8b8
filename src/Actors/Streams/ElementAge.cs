namespace Actors.Streams;

/// <summary>
/// Tells which elements of a stream are from before somebody stood still. World time of two nodes differs by what their clocks differed by when they were started, which may be more than an element may be
/// old; so an age is counted from that of the youngest element of the stream so far.
/// </summary>
internal sealed class ElementAge
{
    /// <summary>A state that was written so long ago is of before somebody stood still, and a newer one is on its way.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(1);

    /// <summary>More than can be on their way at once: if so many are stale one after the other, it is the way that takes longer now, and they are what there is to be shown.</summary>
    public const int MostStaleInARow = 64;

    private double _youngest = double.PositiveInfinity;
    private int _staleInARow;

    /// <param name="now">When it came, in world time of this node.</param>
    /// <param name="sentAtMilliseconds">When it was written, in world time of the other.</param>
    public bool IsStale(TimeSpan now, long sentAtMilliseconds)
    {
        var age = now.TotalMilliseconds - sentAtMilliseconds;
        if (age < _youngest || _staleInARow >= MostStaleInARow)
            _youngest = age;
        var isStale = age - _youngest > Stale.TotalMilliseconds;
        _staleInARow = isStale ? _staleInARow + 1 : 0;
        return isStale;
    }
}
