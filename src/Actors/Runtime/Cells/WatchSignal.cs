namespace Actors.Runtime.Cells;

/// <summary>One actor's interest in the end of another.</summary>
internal sealed class WatchSignal<TMessage>(ActorCell<TMessage> cell, IWatchable watched, Func<StopReason, TMessage> whenStopped)
    : Signal<TMessage>, IStopObserver, IDisposable
{
    private volatile bool _dead;
    private StopReason _reason = StopReason.Requested;

    public void Start() => watched.Subscribe(this);

    /// <summary>Called at most once, since what is watched stops once.</summary>
    public void OnStopped(StopReason reason)
    {
        _reason = reason;
        cell.Post(this);
    }

    public void Dispose()
    {
        Release();
        Home?.Remove(this);
    }

    internal override void Release()
    {
        _dead = true;
        watched.Unsubscribe(this);
    }

    internal override bool TryTake(out TMessage message)
    {
        if (_dead)
        {
            message = default!;
            return false;
        }
        _dead = true;
        Home?.Remove(this);
        message = whenStopped(_reason);
        return true;
    }
}
