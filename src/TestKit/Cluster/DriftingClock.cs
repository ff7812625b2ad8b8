namespace Actors.TestKit;

/// <summary>A clock that runs faster or slower than another: by a factor near 1.</summary>
public sealed class DriftingClock(TimeProvider clock, double rate) : TimeProvider
{
    private readonly long _start = clock.GetTimestamp();

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp() => _start + (long)((clock.GetTimestamp() - _start) * rate);

    /// <summary>The time of day is kept right, as by a time service; only durations are measured wrongly.</summary>
    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(clock.CreateTimer(callback, state, ToTrue(dueTime), ToTrue(period)), this);

    private TimeSpan ToTrue(TimeSpan own) => own <= TimeSpan.Zero ? own : TimeSpan.FromTicks(Math.Max(1, (long)Math.Ceiling(own.Ticks / rate)));

    private sealed class Timer(ITimer timer, DriftingClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.ToTrue(dueTime), clock.ToTrue(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
