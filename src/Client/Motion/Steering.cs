using Actors.Client.Connections;

namespace Actors.Client.Motion;

/// <summary>Which way the player walks and looks, and what of it has yet to be sent: of many directions and turns in a short time the newest counts.</summary>
internal sealed class Steering(Pace pace, Prediction prediction, Action<GameValue> send)
{
    private long _sequence;
    private bool _hasDirection;
    private double? _angle;

    /// <summary>At most 1 long.</summary>
    public Point Direction { get; private set; }

    /// <summary>Whether something waits because the server would drop it now.</summary>
    public bool IsWaiting => _hasDirection || _angle is not null;

    /// <summary>Whether this is another direction than before.</summary>
    public bool Turn(Point direction)
    {
        var length = Math.Max(1, Point.Distance(direction, default));
        var next = new Point(direction.X / length, direction.Y / length);
        if (next == Direction)
            return false;
        Direction = next;
        return true;
    }

    public void WantDirection() => _hasDirection = true;

    public void WantAngle(double angle) => _angle = angle;

    public void Flush(double now)
    {
        if (_hasDirection && pace.TryTake(now))
            Send(now);
        if (_angle is { } angle && pace.TryTake(now))
        {
            _angle = null;
            send(GameValue.Map(("type", "face"), ("angle", angle)));
        }
    }

    /// <summary>Says the direction, whatever the pace: it is not to hang on it which way one walks.</summary>
    public void Send(double now)
    {
        _hasDirection = false;
        var sequence = ++_sequence;
        prediction.Steer(sequence, Direction.X, Direction.Y, now);
        send(GameValue.Map(("type", "input"), ("seq", sequence), ("x", Direction.X), ("y", Direction.Y)));
    }

    /// <summary>Nothing waits for a connection that is gone.</summary>
    public void Rest() => (_hasDirection, _angle) = (false, null);
}
