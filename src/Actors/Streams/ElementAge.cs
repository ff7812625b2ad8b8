namespace Actors.Streams;

/// <summary>
/// Finds the elements of a stream that were delayed because one of its ends was paused. The world times of two nodes differ by the difference of their clocks at start, which may exceed
/// the allowed age, and by the clocks' drift since. So the age of an element is relative to the youngest element of the last seconds.
/// </summary>
internal sealed class ElementAge
{
    /// <summary>A state older than this was delayed by a pause, and a newer one follows.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(1);

    /// <summary>More elements than can be in flight at once. If this many in a row are stale, the connection itself has become slower, and they are the newest there are.</summary>
    public const int MaxStaleInARow = 64;

    /// <summary>The youngest element is taken from this window and the one before.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private double _youngest = double.PositiveInfinity;
    private double _youngestBefore = double.PositiveInfinity;
    private TimeSpan _windowEnd;
    private int _staleInARow;

    /// <summary>The age of the youngest element of the last seconds, in milliseconds: the difference of the clocks plus the shortest transit time.</summary>
    public double Youngest => Math.Min(_youngest, _youngestBefore);

    /// <param name="now">When the element arrived, in this node's world time.</param>
    /// <param name="sentAtMilliseconds">When it was written, in the other node's world time.</param>
    public bool IsStale(TimeSpan now, long sentAtMilliseconds)
    {
        var age = now.TotalMilliseconds - sentAtMilliseconds;
        if (_staleInARow >= MaxStaleInARow)
            _youngest = _youngestBefore = age;
        var isStale = age - Youngest > Stale.TotalMilliseconds;
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
