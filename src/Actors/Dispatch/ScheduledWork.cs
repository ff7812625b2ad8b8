using Akka.Actor;
using Akka.Dispatch;

namespace Actors.Dispatch;

/// <summary>A message or action that the scheduler sends or runs, once or repeatedly. It is one object with its timer, because there are very many.</summary>
internal abstract class ScheduledWork(TimeSpan period, ICancelable? cancelable)
{
    /// <summary>Zero: the work runs once.</summary>
    public TimeSpan Period { get; } = period;

    /// <summary>As with Akka's own scheduler, a repeated action that throws is not repeated.</summary>
    public bool HasFailed { get; set; }

    public bool IsOver => HasFailed || cancelable is { IsCancellationRequested: true };

    public abstract void Run();
}

internal sealed class ScheduledTell(ICanTell receiver, object message, IActorRef? sender, TimeSpan period, ICancelable? cancelable)
    : ScheduledWork(period, cancelable)
{
    public override void Run() => receiver.Tell(message, sender);

    public override string ToString() => $"{message.GetType().Name} to {receiver}";
}

internal sealed class ScheduledAction(Action action, TimeSpan period, ICancelable? cancelable) : ScheduledWork(period, cancelable)
{
    /// <summary>
    /// A dispatcher that has lost its last actor schedules its own shutdown, which stops any threads of its own. Akka's scheduler runs everything that
    /// is left when the system terminates. We run only this; without it a process that restarts its ActorSystem would accumulate threads.
    /// </summary>
    public bool EndsDispatcher => action.Target is MessageDispatcher;

    public override void Run() => action();

    public override string ToString() => $"{action.Method.DeclaringType}.{action.Method.Name}";
}

internal sealed class ScheduledRunnable(IRunnable runnable, TimeSpan period, ICancelable? cancelable) : ScheduledWork(period, cancelable)
{
    public override void Run() => runnable.Run();

    public override string ToString() => runnable.ToString() ?? runnable.GetType().Name;
}
