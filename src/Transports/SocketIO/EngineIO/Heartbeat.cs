namespace Actors.SocketIO.EngineIO;

internal enum HeartbeatEvent
{
    None,
    PingIsDue,
    TimedOut,
}

/// <summary>
/// When to ping a session and when to give it up. It has no timer: the owner of a timer asks it, and so does any user of the session, because a timer may be
/// some milliseconds late.
/// </summary>
internal sealed class Heartbeat(TimeProvider time, TimeSpan interval, TimeSpan timeout)
{
    /// <summary>
    /// How late a ping may be sent without extending the client's time to answer. Timers are coarse by some milliseconds; a longer pause of the whole process
    /// is not the client's fault.
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
