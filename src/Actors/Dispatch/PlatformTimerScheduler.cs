using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Actors.Dispatch;

/// <summary>
/// Akka's scheduler on the platform's timers. It has a resolution of one millisecond, where Akka's wheel has ten, and does no work while nothing is due. See <see cref="TimerQueue"/>.
/// When the system terminates, everything that is still scheduled is dropped.
/// </summary>
public sealed class PlatformTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimerQueue _queue;

    /// <summary>Called by Akka, which creates what <c>akka.scheduler.implementation</c> names.</summary>
    public PlatformTimerScheduler(Config scheduler, ILoggingAdapter log)
        : this(scheduler, log, TimeProvider.System)
    {
    }

    internal PlatformTimerScheduler(Config scheduler, ILoggingAdapter log, TimeProvider time)
        : base(scheduler, log)
    {
        _time = time;
        _queue = new TimerQueue(time, OnFailure);
    }

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => _queue.Elapsed;

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => _queue.Elapsed;

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => _time.GetUtcNow();

    /// <summary>Drops what is still scheduled.</summary>
    public void Dispose()
    {
        foreach (var work in _queue.Close())
        {
            if (work is ScheduledAction { EndsDispatcher: true })
                work.Run();
        }
    }

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        _queue.Add(new ScheduledTell(receiver, message, sender, TimeSpan.Zero, cancelable), delay);

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        _queue.Add(new ScheduledTell(receiver, message, sender, interval, cancelable), initialDelay);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        _queue.Add(new ScheduledAction(action, TimeSpan.Zero, cancelable), delay);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        _queue.Add(new ScheduledRunnable(action, TimeSpan.Zero, cancelable), delay);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        _queue.Add(new ScheduledAction(action, interval, cancelable), initialDelay);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        _queue.Add(new ScheduledRunnable(action, interval, cancelable), initialDelay);

    private void OnFailure(Exception failure, ScheduledWork work) => Log.Error(failure, "Scheduled work {0} threw", work);
}
