namespace Actors.Rooms;

/// <summary>How often a room has failed recently. It is kept outside the actor, because a restart loses the actor's state, and is used only on the room's turns.</summary>
internal sealed class RestartWindow
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Queue<TimeSpan> _failures = new();

    public int Count => _failures.Count;

    /// <summary>Records a failure.</summary>
    /// <returns>How many there have been in the window, this one included.</returns>
    public int Failed(TimeSpan now)
    {
        while (_failures.TryPeek(out var oldest) && now - oldest > Window)
            _failures.Dequeue();
        _failures.Enqueue(now);
        return _failures.Count;
    }

    /// <summary>The wait before the next instance begins: it doubles with every failure.</summary>
    public static TimeSpan WaitAfter(int failures)
    {
        var wait = FirstWait;
        for (var i = 1; i < failures && wait < LongestWait; i++)
            wait *= 2;
        return wait < LongestWait ? wait : LongestWait;
    }
}
