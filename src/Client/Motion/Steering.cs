using Actors.Client.Connections;

namespace Actors.Client.Motion;

/// <summary>Where the player walks and looks, and what of it is still to be sent: of many directions and turns in a short time only the newest is.</summary>
internal sealed class Steering(Pace pace, Prediction prediction, Action<GameValue> send)
{
    private long _sequence;
    private bool _hasDirection;
    private double? _angle;

    /// <summary>At most 1 long.</summary>
    public Point Direction { get; private set; }

    /// <summary>Whether something waits because the server would drop it now.</summary>
    public bool IsWaiting => _hasDirection || _angle is not null;

    /// <summary>Sets the direction; true if it differs from the one before.</summary>
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

    /// <summary>Sends the direction, whatever the pace: the direction in which the player walks must not depend on it.</summary>
    public void Send(double now)
    {
        _hasDirection = false;
        var sequence = ++_sequence;
        prediction.Steer(sequence, Direction.X, Direction.Y, now);
        send(GameValue.Map(("type", "input"), ("seq", sequence), ("x", Direction.X), ("y", Direction.Y)));
    }

    /// <summary>The connection is lost: nothing waits to be sent any more.</summary>
    public void Rest() => (_hasDirection, _angle) = (false, null);
}
