using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Actors.TestKit.Simulation;

/// <summary>Akka's scheduler on the loop's timers, by the clock of its node.</summary>
public sealed class SimulationScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly SimulationLoop _loop;
    private readonly LoopNode _node;
    private bool _isStopped;

    /// <summary>As Akka makes it.</summary>
    public SimulationScheduler(Config config, ILoggingAdapter log) : base(config, log)
    {
        (var run, _node) = SimulationRun.Of(config);
        _loop = run.Loop;
    }

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => TimeSpan.FromTicks(_node.Local(_loop.NowTicks));

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => SimulationProcess.Epoch + MonotonicClock;

    /// <summary>What is still scheduled does not run any more.</summary>
    public void Dispose() => _isStopped = true;

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Once(delay, () => receiver.Tell(message, sender), cancelable, NodeOf(receiver));

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Repeatedly(initialDelay, interval, () => receiver.Tell(message, sender), cancelable, NodeOf(receiver));

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Once(delay, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Once(delay, action.Run, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) => Repeatedly(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Repeatedly(initialDelay, interval, action.Run, cancelable);

    /// <summary>A scheduled message belongs to the node of its receiver: in all but odd cases it is the receiver's own timer.</summary>
    private LoopNode NodeOf(ICanTell receiver) => receiver is IActorRef actor && _loop.NodeOfPath is { } nodeOfPath ? nodeOfPath(actor.Path) ?? _node : _node;

    private LoopNode Node => _loop.NodeOfPath is null ? _node : _loop.Current ?? _node;

    private void Once(TimeSpan delay, Action action, ICancelable? cancelable, LoopNode? node = null)
    {
        node ??= Node;
        Set(_loop.NowTicks + node.Span(delay.Ticks), action, cancelable, node);
    }

    private void Repeatedly(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable, LoopNode? node = null)
    {
        var owner = node ?? Node;
        var due = _loop.NowTicks + owner.Span(delay.Ticks);
        void Fire()
        {
            action();
            // A node that was paused does not make up for what it missed: it goes on from now.
            due = Math.Max(due + owner.Span(interval.Ticks), _loop.NowTicks);
            Set(due, Fire, cancelable, owner);
        }
        Set(due, Fire, cancelable, owner);
    }

    private void Set(long due, Action action, ICancelable? cancelable, LoopNode node) => _loop.At(due, () =>
    {
        if (!_isStopped && cancelable is not { IsCancellationRequested: true })
            action();
    }, node, inOrder: false);
}
