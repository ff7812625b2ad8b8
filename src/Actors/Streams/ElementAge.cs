namespace Actors.Streams;

/// <summary>
/// Tells which elements of a stream are from before somebody stood still. World time of two nodes differs by what their clocks differed by when they were started, which may be
/// more than an element may be old, and by what the clocks drift apart since; so an age is counted from that of the youngest element of the last seconds.
/// </summary>
internal sealed class ElementAge
{
    /// <summary>A state that was written so long ago is of before somebody stood still, and a newer one is on its way.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(1);

    /// <summary>More than can be on their way at once: if so many are stale one after the other, it is the way that takes longer now, and they are what there is to be shown.</summary>
    public const int MaxStaleInARow = 64;

    /// <summary>The youngest is that of this window and the one before.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private double _youngest = double.PositiveInfinity;
    private double _youngestBefore = double.PositiveInfinity;
    private TimeSpan _windowEnd;
    private int _staleInARow;

    /// <param name="now">When it came, in world time of this node.</param>
    /// <param name="sentAtMilliseconds">When it was written, in world time of the other.</param>
    public bool IsStale(TimeSpan now, long sentAtMilliseconds)
    {
        var age = now.TotalMilliseconds - sentAtMilliseconds;
        if (_staleInARow >= MaxStaleInARow)
            _youngest = _youngestBefore = age;
        var isStale = age - Math.Min(_youngest, _youngestBefore) > Stale.TotalMilliseconds;
        _staleInARow = isStale ? _staleInARow + 1 : 0;
        if (!isStale)
            Remember(now, age);
        return isStale;
    }

    private void Remember(TimeSpan now, double age)
    {
        if (now >= _windowEnd)
        {
            (_youngestBefore, _youngest) = (_youngest, age);
            _windowEnd = now + Window;
        }
        _youngest = Math.Min(_youngest, age);
    }
}
