namespace Actors.TestKit.Simulation;

/// <summary>Virtual time for code that takes a TimeProvider, as one node's clock shows it.</summary>
internal sealed class LoopTimeProvider(SimulationLoop loop, LoopNode? node) : TimeProvider
{
    private long Local => node?.Local(loop.NowTicks) ?? loop.NowTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => SimulationProcess.Epoch.AddTicks(Local);

    public override long GetTimestamp() => Local;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(loop, node, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(SimulationLoop loop, LoopNode? node, Action fire) : ITimer
    {
        private LoopTimer? _next;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Stop();
            if (dueTime != Timeout.InfiniteTimeSpan)
                Set(loop.NowTicks + Span(dueTime), period);
            return true;
        }

        public void Dispose() => Stop();

        public ValueTask DisposeAsync()
        {
            Stop();
            return ValueTask.CompletedTask;
        }

        private void Set(long due, TimeSpan period) => _next = loop.At(due, () =>
        {
            if (period > TimeSpan.Zero)
                Set(due + Span(period), period);
            fire();
        }, node, inOrder: false);

        private long Span(TimeSpan local) => node?.Span(local.Ticks) ?? local.Ticks;

        private void Stop()
        {
            if (_next is not null)
                _next.IsCancelled = true;
            _next = null;
        }
    }
}
