namespace Actors.Gateway.Connections;

/// <summary>Lets <c>rate</c> things a second pass, and <c>burst</c> at once. Not thread-safe; costs no timer.</summary>
public struct TokenBucket(TimeProvider time, int ratePerSecond, int burst)
{
    private readonly double _perTimestamp = ratePerSecond / (double)time.TimestampFrequency;
    private double _tokens = burst;
    private long _last = time.GetTimestamp();

    /// <summary>False: it is too soon.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + ((now - _last) * _perTimestamp));
        _last = now;
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }
}
