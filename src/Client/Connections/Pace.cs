namespace Actors.Client.Connections;

/// <summary>
/// Limits how fast messages are sent: a server drops messages beyond its rate limit (120 a second, after a burst of 240, unless its operator configures
/// otherwise).
/// </summary>
internal sealed class Pace
{
    private const double PerSecond = 100, LeastPerSecond = 10, AtOnce = 100;

    private double _perSecond = PerSecond;
    private double _left = AtOnce;
    private double? _at;

    /// <summary>A new connection may send a full burst.</summary>
    public void Restart() => (_left, _at) = (AtOnce, null);

    /// <summary>Whether one more may be sent now.</summary>
    public bool TryTake(double now)
    {
        _left = Math.Min(AtOnce, _left + ((now - (_at ?? now)) * _perSecond / 1000));
        _at = now;
        if (_left < 1)
            return false;
        _left--;
        return true;
    }

    /// <summary>Called when the server has a lower limit.</summary>
    public void SlowDown() => (_perSecond, _left) = (Math.Max(LeastPerSecond, _perSecond / 2), 0);
}
