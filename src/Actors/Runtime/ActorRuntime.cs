using Actors.Runtime.Cells;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Runtime;

/// <summary>
/// What both runtimes share: everything but who runs a turn and when, where work begins, and what moves a timer. That is
/// why an actor cannot tell them apart.
/// </summary>
public abstract class ActorRuntime : IActorRuntime, IParent
{
    private readonly ActorKinds _kinds;
    private readonly Belongings _top;
    private readonly TaskCompletionSource _allStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposed;

    private protected ActorRuntime(TimeProvider time, ILoggerFactory? loggers)
    {
        Time = time;
        _kinds = new ActorKinds(loggers ?? NullLoggerFactory.Instance);
        _top = new Belongings(this);
        Metrics = new RuntimeMetrics(_kinds, this);
    }

    public TimeProvider Time { get; }

    internal RuntimeMetrics Metrics { get; }

    public IActorRef<T> Spawn<T>(string name, Func<Actor<T>> create, ActorOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Spawn(name, create, options, _top);
    }

    public Task StopAsync<T>(IActorRef<T> actor)
    {
        if (actor is not ActorCell cell || cell.Runtime != this)
            throw new ArgumentException($"{actor?.Path} is not an actor of this runtime.", nameof(actor));
        var stopped = new StopAwaiter();
        cell.Subscribe(stopped);
        cell.RequestStop();
        Pump();
        return stopped.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0 && _top.Release(out _))
            _allStopped.TrySetResult();
        Pump();
        await _allStopped.Task;
        Metrics.Dispose();
        DisposeCore();
        GC.SuppressFinalize(this);
    }

    void IParent.OnChildrenGone() => _allStopped.TrySetResult();

    internal IActorRef<T> Spawn<T>(string path, Func<Actor<T>> create, ActorOptions options, Belongings home)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(options);
        var cell = new ActorCell<T>(this, path, _kinds.Of(path), create, options);
        cell.Kind.Add(cell);
        if (!home.AddChild(cell))
        {
            cell.Kind.Remove(cell);
            throw new ObjectDisposedException(GetType().Name);
        }
        cell.Begin();
        return cell;
    }

    /// <summary>Gives a cell that has become due a turn soon. Any thread.</summary>
    internal abstract void Schedule(ActorCell cell);

    /// <summary>Gives a cell its turn now.</summary>
    internal abstract void Run(ActorCell cell);

    /// <summary>Begins a work outside of any turn, soon. Any thread.</summary>
    internal abstract void StartWork(IThreadPoolWorkItem work);

    /// <summary>
    /// A timer that is not running yet; started by <see cref="ITimer.Change"/>, without a period. Its callback is called on a
    /// thread that others' timers need too, so it only posts.
    /// </summary>
    internal abstract ITimer CreateTimer(TimerCallback due, object state);

    /// <summary>Where turns need somebody to run them, runs them, so that waiting for a stop does not wait forever.</summary>
    private protected virtual void Pump()
    {
    }

    private protected virtual void DisposeCore()
    {
    }

    private sealed class StopAwaiter : IStopObserver
    {
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _stopped.Task;

        public void OnStopped(StopReason reason) => _stopped.TrySetResult();
    }
}
