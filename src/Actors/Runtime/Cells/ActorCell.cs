namespace Actors.Runtime.Cells;

/// <summary>
/// The runtime's side of one actor, whatever its messages are: its place in the tree, in the books of its kind, and its turns.
/// </summary>
internal abstract class ActorCell : Belonging, IWatchable, IThreadPoolWorkItem
{
    [ThreadStatic]
    private static ActorCell? _current;

    private StopSignal? _stop;

    protected ActorCell(ActorRuntime runtime, string path, ActorKind kind)
    {
        Runtime = runtime;
        Path = path;
        Kind = kind;
    }

    public string Path { get; }

    public ActorRuntime Runtime { get; }

    public ActorKind Kind { get; }

    /// <summary>Links of the kind's list, guarded by the kind.</summary>
    internal ActorCell? PreviousOfKind { get; set; }

    internal ActorCell? NextOfKind { get; set; }

    internal abstract int MailboxDepth { get; }

    /// <summary>Whether it has no turn before it; a glance, for tests and measurements.</summary>
    internal abstract bool IsIdle { get; }

    public void Subscribe(IStopObserver observer) => Signal().Subscribe(observer);

    public void Unsubscribe(IStopObserver observer) => _stop?.Unsubscribe(observer);

    /// <summary>One turn on a thread of the pool.</summary>
    public void Execute() => Runtime.Run(this);

    /// <summary>Handles what has come, at most so many; true: there may be more, and the caller has to schedule another turn.</summary>
    public bool RunTurn(int budget)
    {
        _current = this;
        try
        {
            return Turn(budget);
        }
        finally
        {
            _current = null;
        }
    }

    internal abstract void Begin();

    internal abstract void RequestStop();

    internal override void Release() => RequestStop();

    protected abstract bool Turn(int budget);

    protected void RaiseStopped(StopReason reason)
    {
        Kind.Remove(this);
        // What its owner lets go of last is the tree: a parent (or a runtime) that counts its children may then rely on the rest.
        Signal().Raise(reason);
        Home?.RemoveChild(this);
    }

    protected void RequireTurn()
    {
        if (_current != this)
            throw new InvalidOperationException($"The context of {Path} was used outside of its turns. Tell the actor a message instead.");
    }

    private StopSignal Signal()
    {
        if (_stop is { } stop)
            return stop;
        var fresh = new StopSignal();
        return Interlocked.CompareExchange(ref _stop, fresh, null) ?? fresh;
    }
}
