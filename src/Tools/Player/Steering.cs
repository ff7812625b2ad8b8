namespace Actors.Tools.Player;

/// <summary>
/// Arrow keys as a walking direction. A terminal reports that a key was pressed, and repeats this while it is held, but never reports a release. So a walk ends
/// a moment after the last press, unless the key was pressed with shift.
/// </summary>
internal sealed class Steering
{
    /// <summary>Terminals repeat a held key after half a second, and then thirty times a second.</summary>
    private const double FirstMilliseconds = 550, RepeatedMilliseconds = 150;

    private (double X, double Y) _direction;
    private double _until;

    /// <summary>The new direction; null if it has not changed.</summary>
    public (double X, double Y)? Press(double x, double y, bool onAndOn, double now)
    {
        var isSame = _direction == (x, y);
        _until = onAndOn ? double.PositiveInfinity : now + (isSame && _until < double.PositiveInfinity ? RepeatedMilliseconds : FirstMilliseconds);
        if (isSame)
            return null;
        return _direction = (x, y);
    }

    public (double X, double Y)? Stop() => _direction == default ? null : _direction = default((double, double));

    /// <summary>A stop if the time is over; null otherwise.</summary>
    public (double X, double Y)? Pass(double now) => now >= _until ? Stop() : null;

    /// <summary>In another room, or after a lost connection, the walk does not continue.</summary>
    public void Forget() => _direction = default;
}
