namespace Actors.Client.Motion;

/// <summary>Shows others a little in the past: between two known states, on the server's own timeline.</summary>
internal sealed class Interpolation(double delayMs)
{
    private const int MaxStates = 40;
    private const double Far = 3;

    private readonly List<(RoomState State, double Arrived)> _states = [];
    private double _stepMs = 50;
    private double _apart = double.PositiveInfinity;

    public void Start(double stepMs)
    {
        _stepMs = stepMs;
        Clear();
    }

    public void Clear()
    {
        _states.Clear();
        _apart = double.PositiveInfinity;
    }

    public void Add(RoomState state, double now)
    {
        _states.Add((state, now));
        if (_states.Count > MaxStates)
            _states.RemoveAt(0);
        // The fastest of the last states gives the offset of the clocks; the others were delayed by the network's jitter.
        _apart = double.PositiveInfinity;
        foreach (var (one, arrived) in _states)
            _apart = Math.Min(_apart, arrived - one.ServerTime);
    }

    /// <summary>Where something was at the time that is shown now.</summary>
    /// <param name="at">Its place in the newest state.</param>
    /// <param name="find">Its place in another state; null if it is not in it.</param>
    public Point Place(long id, Point at, double now, Func<RoomState, long, Point?> find)
    {
        var time = now - _apart - delayMs;
        var after = _states.Count;
        while (after > 0 && _states[after - 1].State.ServerTime > time)
            after--;
        (double Time, Point Then)? before = null;
        for (var i = after - 1; i >= 0 && before is null; i--)
        {
            if (find(_states[i].State, id) is { } then)
                before = (_states[i].State.ServerTime, then);
        }
        for (var i = after; i < _states.Count; i++)
        {
            if (find(_states[i].State, id) is not { } then)
                continue;
            return before is { } known ? Between(known.Time, known.Then, _states[i].State.ServerTime, then, time) : then;
        }
        return at;
    }

    private Point Between(double earlier, Point from, double later, Point to, double time)
    {
        // States come when something changes: after a longer gap it was standing, and moved in the last step.
        var span = Math.Min(later - earlier, _stepMs * 2);
        var share = Math.Max(0, 1 - ((later - time) / span));
        // A leap is not drawn, as it could go through walls.
        return Point.Distance(from, to) > Far ? from : new Point(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share));
    }
}
