using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Cells;

/// <summary>What the actor sees of its cell.</summary>
internal sealed partial class ActorCell<TMessage> : IActorContext<TMessage>
{
    IActorRef<TMessage> IActorContext<TMessage>.Self => this;

    TimeProvider IActorContext<TMessage>.Time => Runtime.Time;

    ILogger IActorContext<TMessage>.Logger => Kind.Logger;

    IScheduled IActorContext<TMessage>.Schedule(TimeSpan delay, TMessage message)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Schedule(message, delay, TimeSpan.Zero);
    }

    IScheduled IActorContext<TMessage>.ScheduleRepeated(TimeSpan period, TMessage message)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        return Schedule(message, period, period);
    }

    void IActorContext<TMessage>.RunAsync<TResult>(
        Func<CancellationToken, Task<TResult>> work, Func<TResult, TMessage> completed, Func<Exception, TMessage> failed)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(completed);
        ArgumentNullException.ThrowIfNull(failed);
        var belongings = Belongings();
        var item = new AsyncWork<TMessage, TResult>(this, work, completed, failed, belongings.Token);
        if (belongings.AddWork(item, _options.MaxPendingWork))
            Runtime.StartWork(item);
        else
            item.Refuse(new ActorOverloadedException(Path, _options.MaxPendingWork));
    }

    IActorRef<T> IActorContext<TMessage>.Spawn<T>(string name, Func<Actor<T>> create, ActorOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Runtime.Spawn($"{Path}/{name}", create, options, Belongings());
    }

    IDisposable IActorContext<TMessage>.Watch<T>(IActorRef<T> other, TMessage whenStopped) => Watch(other, _ => whenStopped);

    IDisposable IActorContext<TMessage>.Watch<T>(IActorRef<T> other, Func<StopReason, TMessage> whenStopped) =>
        Watch(other, whenStopped);

    void IActorContext<TMessage>.Stop() => RequestStop();

    private ScheduledMessage<TMessage> Schedule(TMessage message, TimeSpan due, TimeSpan period)
    {
        var belongings = Belongings();
        var scheduled = new ScheduledMessage<TMessage>(this, message, due, period);
        belongings.Add(scheduled);
        scheduled.Start();
        return scheduled;
    }

    private WatchSignal<TMessage> Watch<T>(IActorRef<T> other, Func<StopReason, TMessage> whenStopped)
    {
        ArgumentNullException.ThrowIfNull(whenStopped);
        if (other is not IWatchable watchable)
            throw new ArgumentException($"{other?.Path} cannot be watched: its ref is not {nameof(IWatchable)}.", nameof(other));
        var belongings = Belongings();
        var watch = new WatchSignal<TMessage>(this, watchable, whenStopped);
        belongings.Add(watch);
        watch.Start();
        return watch;
    }

    private Belongings Belongings()
    {
        RequireTurn();
        if (_state != State.Running)
            throw new InvalidOperationException($"{Path} is stopping and can ask for nothing more.");
        return _belongings ??= new Belongings(this);
    }
}
