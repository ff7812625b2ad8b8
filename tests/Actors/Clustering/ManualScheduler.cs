using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Actors.Tests.Clustering;

/// <summary>An ActorSystem's scheduler whose time stands still until the test advances it. Due actions run on the test's thread.</summary>
public sealed class ManualScheduler(Config config, ILoggingAdapter log) : SchedulerBase(config, log), IDateTimeOffsetNowTimeProvider
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<(Action What, ICancelable? Cancelable, TimeSpan Due, TimeSpan? Interval), (TimeSpan, long)> _due = new();
    private TimeSpan _now;
    private long _number;

    public static string Hocon { get; } = $"akka.scheduler.implementation = \"{typeof(ManualScheduler).AssemblyQualifiedName}\"";

    public override TimeSpan MonotonicClock => _now;

    public override TimeSpan HighResMonotonicClock => _now;

    protected override DateTimeOffset TimeNow => DateTimeOffset.UnixEpoch + _now;

    public void Advance(TimeSpan by)
    {
        var until = _now + by;
        while (Next(until) is { } next)
        {
            _now = next.Due;
            if (next.Cancelable is { IsCancellationRequested: true })
                continue;
            next.What();
            if (next.Interval is { } interval)
                Add(next.Due + interval, interval, next.What, next.Cancelable);
        }
        _now = until;
    }

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(_now + delay, null, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(_now + initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(_now + delay, null, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Add(_now + delay, null, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(_now + initialDelay, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(_now + initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan due, TimeSpan? interval, Action what, ICancelable? cancelable)
    {
        lock (_lock)
            _due.Enqueue((what, cancelable, due, interval), (due, _number++));
    }

    private (Action What, ICancelable? Cancelable, TimeSpan Due, TimeSpan? Interval)? Next(TimeSpan until)
    {
        lock (_lock)
            return _due.TryPeek(out var next, out _) && next.Due <= until ? _due.Dequeue() : null;
    }
}
