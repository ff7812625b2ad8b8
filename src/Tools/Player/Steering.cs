namespace Actors.Tools.Player;

/// <summary>
/// Arrow keys as a direction to walk in. A terminal tells when a key is pressed, and while it is held presses it again, but never that it is let go: so a walk ends a moment after the last press,
/// unless it was pressed with shift.
/// </summary>
internal sealed class Steering
{
    /// <summary>Terminals press a held key again after half a second, and then thirty times a second.</summary>
    private const double FirstMilliseconds = 550, RepeatedMilliseconds = 150;

    private (double X, double Y) _direction;
    private double _until;

    /// <summary>The direction, if it is another one now.</summary>
    public (double X, double Y)? Press(double x, double y, bool onAndOn, double now)
    {
        var isSame = _direction == (x, y);
        _until = onAndOn ? double.PositiveInfinity : now + (isSame && _until < double.PositiveInfinity ? RepeatedMilliseconds : FirstMilliseconds);
        if (isSame)
            return null;
        return _direction = (x, y);
    }

    public (double X, double Y)? Stop() => _direction == default ? null : _direction = default((double, double));

    /// <summary>Nobody, if it is over now.</summary>
    public (double X, double Y)? Pass(double now) => now >= _until ? Stop() : null;

    /// <summary>In another room, or after a lost connection, nobody walks on.</summary>
    public void Forget() => _direction = default;
}
