namespace Actors.Runtime.Cells;

/// <summary>The failures of one actor that its policy still remembers.</summary>
internal sealed class FailureWindow(SupervisionPolicy policy, TimeProvider time)
{
    private readonly Queue<long> _failures = new();

    /// <summary>False: one too many. True: begin anew after the wait.</summary>
    public bool Forgives(out TimeSpan wait)
    {
        var now = time.GetTimestamp();
        while (_failures.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) > policy.Within)
            _failures.Dequeue();
        _failures.Enqueue(now);
        wait = policy.BackoffBefore(_failures.Count);
        return _failures.Count <= policy.MaxRetries;
    }
}
