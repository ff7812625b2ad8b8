namespace Actors.TestKit;

/// <summary>
/// A clock that a test moves. Timers fire in the order of their due times (those of the same instant in the order
/// in which they were started), on the thread that moves the clock, each at its own time exactly.
/// </summary>
/// <remarks>
/// Where a test only reads the clock, or waits for one timer, Microsoft's FakeTimeProvider does as well. It moves to the end first and fires then, so that a timer that starts the next one starts
/// it too late; it cannot stop at each instant, as virtual time has to; and it has one frequency.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    /// <summary>A frequency that catches code which takes timestamps for ticks: 3,579,545 Hz, odd on purpose, no divisor of anything.</summary>
    public const long OddFrequency = 3_579_545;

    private readonly Lock _lock = new();
    private readonly SortedSet<ManualTimer> _timers = new(
        Comparer<ManualTimer>.Create(static (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Sequence.CompareTo(b.Sequence)));
    private readonly DateTimeOffset _start;
    private long _elapsed;
    private long _sequence;

    /// <param name="start">The time of day at the beginning; the first moment of 2000 by default.</param>
    /// <param name="timestampFrequency">Timestamps a second; that of <see cref="TimeSpan"/> by default.</param>
    public ManualTimeProvider(DateTimeOffset? start = null, long timestampFrequency = TimeSpan.TicksPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timestampFrequency, 1);
        _start = (start ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();
        TimestampFrequency = timestampFrequency;
    }

    /// <inheritdoc/>
    public override long TimestampFrequency { get; }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How far the clock has been moved.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref _elapsed));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => (long)((Int128)Elapsed.Ticks * TimestampFrequency / TimeSpan.TicksPerSecond);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires what comes due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = Elapsed + by;
        while (FireNext(until))
        {
        }
        MoveTo(until);
    }

    /// <summary>
    /// Moves the clock to the next instant at which any timer is due, and fires all of that instant. False: none is due until then, and the clock has not moved.
    /// </summary>
    internal bool FireNext(TimeSpan until)
    {
        long instant;
        lock (_lock)
        {
            if (_timers.Min is not { } next || next.Due > until.Ticks)
                return false;
            instant = Math.Max(next.Due, _elapsed);
            Volatile.Write(ref _elapsed, instant);
        }
        var begun = Volatile.Read(ref _sequence);
        while (TakeDue(instant, begun) is { } timer)
            timer.Fire();
        return true;
    }

    internal void MoveTo(TimeSpan elapsed)
    {
        lock (_lock)
            Volatile.Write(ref _elapsed, Math.Max(_elapsed, elapsed.Ticks));
    }

    /// <summary>Only timers that had been started before the instant began: a timer of no time that starts itself again must not hold up the clock.</summary>
    private ManualTimer? TakeDue(long instant, long startedBefore)
    {
        lock (_lock)
        {
            if (_timers.Min is not { } timer || timer.Due > instant || timer.Sequence >= startedBefore)
                return null;
            _timers.Remove(timer);
            if (timer.Period > 0)
                Add(timer, timer.Due + timer.Period);
            return timer;
        }
    }

    private void Add(ManualTimer timer, long due)
    {
        timer.Due = due;
        timer.Sequence = _sequence++;
        _timers.Add(timer);
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public long Due { get; set; }

        public long Sequence { get; set; }

        /// <summary>In ticks; zero: fires once.</summary>
        public long Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ThrowIfNegative(dueTime, nameof(dueTime));
            ThrowIfNegative(period, nameof(period));
            lock (clock._lock)
            {
                if (_disposed)
                    return false;
                clock._timers.Remove(this);
                Period = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
                if (dueTime != Timeout.InfiniteTimeSpan)
                    clock.Add(this, clock._elapsed + dueTime.Ticks);
                return true;
            }
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._lock)
            {
                _disposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private static void ThrowIfNegative(TimeSpan time, string name)
        {
            if (time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
                throw new ArgumentOutOfRangeException(name, time, "A time or none (infinite), but not a negative one.");
        }
    }
}
