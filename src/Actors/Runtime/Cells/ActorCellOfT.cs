using System.Diagnostics.CodeAnalysis;

namespace Actors.Runtime.Cells;

/// <summary>
/// One actor: its ref, its context, its mailbox and its life. The life is a small machine that runs on the actor's turns only:
/// <code>
/// Created -> Running -> Ending -> Stopped
///               ^          |
///               +- Waiting +      (restart after a failure)
/// </code>
/// Ending: what the instance asked for is released, then its children are awaited (as a control bit in the mailbox; nothing
/// blocks), then its Stopped runs. A failure anywhere leads to Ending, and the policy decides what follows it.
/// </summary>
internal sealed partial class ActorCell<TMessage> : ActorCell, IActorRef<TMessage>, IParent
{
    private readonly Mailbox<TMessage> _mailbox;
    private readonly ActorOptions _options;
    private Func<Actor<TMessage>>? _create;
    private Actor<TMessage>? _actor;
    private Belongings? _belongings;
    private FailureWindow? _failures;
    private StopReason? _ending;
    private TimeSpan _backoff;
    private State _state;

    public ActorCell(ActorRuntime runtime, string path, ActorKind kind, Func<Actor<TMessage>> create, ActorOptions options)
        : base(runtime, path, kind)
    {
        options.Validate();
        _mailbox = new Mailbox<TMessage>(options.MailboxCapacity, options.Overflow);
        _options = options;
        _create = create;
    }

    private enum State : byte
    {
        Created,
        Running,
        Ending,
        Waiting,
        Stopped,
    }

    internal override int MailboxDepth => _mailbox.Depth;

    internal override bool IsIdle => _mailbox.IsIdle;

    internal bool HoldsArray => _mailbox.HoldsArray;

    public bool Tell(TMessage message)
    {
        switch (_mailbox.Post(message))
        {
            case Posted.Accepted:
                return true;
            case Posted.AcceptedAndDue:
                Runtime.Schedule(this);
                return true;
            case Posted.DroppedOldest:
                Runtime.Metrics.Dropped(Kind, "drop_oldest");
                return true;
            case Posted.DroppedNewest:
                Runtime.Metrics.Dropped(Kind, "drop_newest");
                return true;
            case Posted.Refused:
                Runtime.Metrics.Dropped(Kind, "refuse");
                return false;
            default:
                Runtime.Metrics.Dropped(Kind, "stopped");
                return false;
        }
    }

    public void OnChildrenGone() => Post(Control.ChildrenGone);

    internal void Post(Signal<TMessage> signal)
    {
        if (_mailbox.Post(signal))
            Runtime.Schedule(this);
    }

    internal override void Begin() => Post(Control.Start);

    internal override void RequestStop() => Post(Control.Stop);

    protected override bool Turn(int budget)
    {
        var received = 0;
        var more = true;
        while (more && budget-- > 0)
        {
            switch (_mailbox.Take(out var control, out var signal, out var message))
            {
                case Taken.Message:
                    Receive(message!);
                    received++;
                    break;
                case Taken.Signal when TryTake(signal!, out message):
                    Receive(message);
                    received++;
                    break;
                case Taken.Control:
                    Handle(control);
                    break;
                case Taken.Nothing:
                    more = false;
                    break;
            }
        }
        Kind.Turned(received);
        return more;
    }

    private void Post(Control control)
    {
        if (_mailbox.Post(control))
            Runtime.Schedule(this);
    }

    private void Handle(Control control)
    {
        if (control.HasFlag(Control.Stop))
            OnStop();
        else if (control.HasFlag(Control.Start) && _state is State.Created or State.Waiting)
            Start();
        if (control.HasFlag(Control.ChildrenGone) && _state == State.Ending)
            Ended();
    }

    private void Receive(TMessage message)
    {
        try
        {
            _actor!.Receive(message);
        }
        catch (Exception failure)
        {
            Fail(failure, message);
        }
    }

    /// <summary>
    /// Its functions are the actor's own code: what they throw is the actor's failure. Signals of an instance that has ended
    /// may still come by; they were released with it and give nothing.
    /// </summary>
    private bool TryTake(Signal<TMessage> signal, [MaybeNullWhen(false)] out TMessage message)
    {
        try
        {
            return signal.TryTake(out message);
        }
        catch (Exception failure)
        {
            Fail(failure, null);
            message = default;
            return false;
        }
    }

    private void Start()
    {
        _state = State.Running;
        _mailbox.Resume();
        try
        {
            _actor = _create!() ?? throw new InvalidOperationException("The factory gave no actor.");
            _actor.Attach(this);
            if (_options.Supervision.MaxRetries == 0)
                _create = null;
            _actor.Started();
        }
        catch (Exception failure)
        {
            Fail(failure, null);
        }
    }

    private void OnStop()
    {
        switch (_state)
        {
            case State.Running:
                End(StopReason.Requested);
                break;
            case State.Ending when _ending is null:
                _ending = StopReason.Requested;
                Close();
                break;
            case State.Created or State.Waiting:
                _ending = StopReason.Requested;
                Close();
                Finish();
                break;
        }
    }

    private void Fail(Exception failure, object? message)
    {
        if (_options.Supervision.MaxRetries == 0)
        {
            RuntimeLog.Failed(this, failure, message, "stop");
            End(new StopReason(StopCause.Failed, failure));
            return;
        }
        _failures ??= new FailureWindow(_options.Supervision, Runtime.Time);
        if (_failures.Forgives(out _backoff))
        {
            RuntimeLog.Failed(this, failure, message, "restart");
            End(null);
        }
        else
        {
            RuntimeLog.Failed(this, failure, message, "quarantine");
            End(new StopReason(StopCause.Quarantined, failure));
        }
    }

    /// <param name="reason">Null: to begin anew.</param>
    private void End(StopReason? reason)
    {
        _state = State.Ending;
        _ending = reason;
        if (reason is null)
            _mailbox.Hold();
        else
            Close();
        if (_belongings is null)
        {
            Ended();
            return;
        }
        var childless = _belongings.Release(out var cancellation);
        if (cancellation is not null)
            Runtime.StartWork(new CancelWork(cancellation, this));
        if (childless)
            Ended();
    }

    /// <summary>The children have stopped: now the instance itself.</summary>
    private void Ended()
    {
        _belongings = null;
        try
        {
            _actor?.Stopped();
        }
        catch (Exception failure)
        {
            RuntimeLog.StopFailed(this, failure);
        }
        _actor = null;
        if (_ending is null)
            WaitToStart();
        else
            Finish();
    }

    private void WaitToStart()
    {
        _state = State.Waiting;
        if (_backoff == TimeSpan.Zero)
        {
            Begin();
            return;
        }
        // Nobody's belonging: a stop meanwhile finds the state changed, and the timer finds nothing to start.
        var timer = Runtime.CreateTimer(static state => ((ActorCell<TMessage>)state!).Begin(), this);
        timer.Change(_backoff, Timeout.InfiniteTimeSpan);
    }

    private void Close()
    {
        var dropped = _mailbox.CloseToMessages();
        Runtime.Metrics.Dropped(Kind, "stopped", dropped);
    }

    private void Finish()
    {
        _state = State.Stopped;
        _create = null;
        RaiseStopped(_ending!);
    }
}
