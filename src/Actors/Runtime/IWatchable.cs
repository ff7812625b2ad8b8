namespace Actors.Runtime;

/// <summary>
/// Something that stops once and says so. The runtime's own refs are; a ref made elsewhere (to another node, a test's probe)
/// implements it, best by a <see cref="StopSignal"/>, if actors are to watch it.
/// </summary>
public interface IWatchable
{
    /// <summary>Tells the observer once when this stops, at once if it has. May be called from any thread.</summary>
    void Subscribe(IStopObserver observer);

    /// <summary>Forgets the observer. It may still be told by a stop that is under way.</summary>
    void Unsubscribe(IStopObserver observer);
}

public interface IStopObserver
{
    /// <summary>Called on whatever thread the stop happens; must neither wait nor throw.</summary>
    void OnStopped(StopReason reason);
}

/// <summary>Remembers who wants to know of a stop, and after it the reason.</summary>
public sealed class StopSignal : IWatchable
{
    private readonly Lock _lock = new();
    private HashSet<IStopObserver>? _observers;
    private StopReason? _reason;

    public StopReason? Reason
    {
        get
        {
            lock (_lock)
                return _reason;
        }
    }

    public void Subscribe(IStopObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_lock)
        {
            if (_reason is null)
            {
                (_observers ??= []).Add(observer);
                return;
            }
        }
        observer.OnStopped(_reason);
    }

    public void Unsubscribe(IStopObserver observer)
    {
        lock (_lock)
            _observers?.Remove(observer);
    }

    /// <summary>Tells all observers. Only the first call counts.</summary>
    public void Raise(StopReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        HashSet<IStopObserver>? observers;
        lock (_lock)
        {
            if (_reason is not null)
                return;
            _reason = reason;
            observers = _observers;
            _observers = null;
        }
        foreach (var observer in observers ?? [])
            observer.OnStopped(reason);
    }
}
