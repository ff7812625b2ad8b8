namespace Actors.SocketIO.EngineIO;

internal enum HeartbeatEvent
{
    None,
    PingIsDue,
    TimedOut,
}

/// <summary>
/// When a session is to be pinged and when it is to be given up. It has no timer: whoever has one asks it, and so does
/// whoever is about to use the session, because a timer may be some milliseconds late.
/// </summary>
internal sealed class Heartbeat(TimeProvider time, TimeSpan interval, TimeSpan timeout)
{
    /// <summary>
    /// How late a ping may be sent without the client's time to answer being moved. Timers are coarse by some
    /// milliseconds; when the whole process stood still for longer, that is no fault of the client's.
    /// </summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(50);

    private long _due = time.GetTimestamp() + Ticks(time, interval);
    private bool _awaitingPong;

    public TimeSpan UntilNext => _due <= time.GetTimestamp() ? TimeSpan.Zero : time.GetElapsedTime(time.GetTimestamp(), _due);

    public bool HasTimedOut => _awaitingPong && time.GetTimestamp() >= _due;

    public HeartbeatEvent Check()
    {
        var now = time.GetTimestamp();
        if (now < _due)
            return HeartbeatEvent.None;
        if (_awaitingPong)
            return HeartbeatEvent.TimedOut;
        _awaitingPong = true;
        _due = (time.GetElapsedTime(_due, now) <= Lateness ? _due : now) + Ticks(time, timeout);
        return HeartbeatEvent.PingIsDue;
    }

    public void PongReceived()
    {
        _awaitingPong = false;
        _due = time.GetTimestamp() + Ticks(time, interval);
    }

    private static long Ticks(TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
