namespace Actors.Runtime.Timers;

/// <summary>One timer of a wheel. The wheel guards all of it but the callback.</summary>
internal sealed class WheelTimer(TimingWheel wheel, TimerCallback due, object? state) : ITimer
{
    public const int Nowhere = -1;

    /// <summary>When, since the wheel was made; in ticks of 100 ns.</summary>
    internal long Due { get; set; }

    /// <summary>Tells which of two with the same due time was started first.</summary>
    internal long Sequence { get; set; }

    /// <summary>The list it stands in.</summary>
    internal int Slot { get; set; } = Nowhere;

    internal WheelTimer? Previous { get; set; }

    internal WheelTimer? Next { get; set; }

    internal bool Disposed { get; set; }

    /// <summary>Comes due once after the time, or never when that is infinite. The wheel has no periods: whoever wants one starts again.</summary>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan)
            throw new NotSupportedException("A timer of the wheel comes due once.");
        return wheel.Change(this, dueTime);
    }

    public void Dispose() => wheel.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire() => due(state);
}
