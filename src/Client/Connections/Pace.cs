namespace Actors.Client.Connections;

/// <summary>How fast messages are sent: a server drops what comes faster than it lets anybody send (120 a second, after 240 at once, unless its operator says otherwise).</summary>
internal sealed class Pace
{
    private const double PerSecond = 100, LeastPerSecond = 10, AtOnce = 100;

    private double _perSecond = PerSecond;
    private double _left = AtOnce;
    private double? _at;

    /// <summary>A new connection has all that may be sent at once.</summary>
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

    /// <summary>This server takes fewer.</summary>
    public void SlowDown() => (_perSecond, _left) = (Math.Max(LeastPerSecond, _perSecond / 2), 0);
}
