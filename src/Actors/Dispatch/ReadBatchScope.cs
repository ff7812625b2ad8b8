using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Actors.Dispatch;

/// <summary>
/// A batch of messages that a thread reads from the network. Actors that become due on this thread between <see cref="Begin"/> and <see cref="End"/>
/// have their turns within End, on this thread, in the order in which they became due; so have the actors that those turns make due.
/// <para>
/// Reason: waking a thread of the pool costs more than the turn it is woken for (5.0 us an input here, 14.5 on the default dispatcher). After a
/// millisecond the pool gets the rest, because the thread has other connections to read.
/// </para>
/// <para>
/// An exception from a turn is logged and the next turn follows. Actors' own failures never come here (the actor cell hands them to the supervisor), so
/// it is a bug in what was scheduled, and the connections that this thread reads must not pay for it.
/// </para>
/// <para>
/// A turn that does not end keeps the thread, and .NET can end no thread. So it is left behind (<see cref="Abandon"/>): the pool gets what else is due, and whoever reads goes on with another thread.
/// All of that happens under the lock that this thread takes after each turn, so that it cannot come back in between.
/// </para>
/// </summary>
/// <param name="system">Only this system's actors have their turns here; those of another system in the process go to the pool.</param>
/// <param name="time">The clock for the millisecond.</param>
public sealed class ReadBatchScope(ActorSystem system, TimeProvider time)
{
    /// <summary>Reading the clock costs as much as a short turn.</summary>
    private const int TurnsBetweenClockReads = 16;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(1);

    [ThreadStatic]
    private static ReadBatchScope? _current;

    private readonly Lock _lock = new();

    // An actor that is scheduled is not scheduled again before its turn, so the number of actors bounds this queue.
    private readonly Queue<IRunnable> _due = new();
    private bool _runs;
    private bool _isAbandoned;

    /// <summary>Called from another thread, once, when a turn does not end: the thread is lost to whoever reads with it, and it opens no other batch of this scope.</summary>
    public Action? ThreadLost { get; set; }

    /// <summary>The one whose batch is open on this thread.</summary>
    internal static ReadBatchScope? Current => _current;

    /// <exception cref="InvalidOperationException">Another batch is open on this thread.</exception>
    public void Begin()
    {
        if (_current is not null)
            throw new InvalidOperationException("A read batch is already open on this thread.");
        _current = this;
    }

    /// <exception cref="InvalidOperationException">This batch is not open on this thread.</exception>
    public void End()
    {
        if (_current != this)
            throw new InvalidOperationException("This read batch is not open on this thread.");
        var turns = 0;
        try
        {
            var since = time.GetTimestamp();
            while (TryTake(out var turn))
            {
                Run(turn);
                if (++turns % TurnsBetweenClockReads == 0 && time.GetElapsedTime(since) > Limit)
                    break;
            }
        }
        finally
        {
            // Closed first: what the pool is given must not come back to this queue.
            _current = null;
            lock (_lock)
            {
                _runs = false;
                DispatchMetrics.Instance.BatchEnded(turns, _due.Count);
                GiveToPool();
            }
        }
    }

    /// <summary>From another thread: the turn that this one has does not end. Nothing happens if it has ended meanwhile.</summary>
    internal void Abandon()
    {
        lock (_lock)
        {
            if (!_runs || _isAbandoned)
                return;
            _isAbandoned = true;
            ThreadLost?.Invoke();
            GiveToPool();
        }
    }

    /// <summary>False: no batch of this system is open on the calling thread.</summary>
    internal static bool TryEnqueue(ActorSystem system, IRunnable turn) => _current is { } scope && scope.IsOf(system) && scope.TryAdd(turn);

    private bool TryAdd(IRunnable turn)
    {
        lock (_lock)
        {
            if (_isAbandoned)
                return false;
            _due.Enqueue(turn);
            return true;
        }
    }

    private bool TryTake([NotNullWhen(true)] out IRunnable? turn)
    {
        lock (_lock)
        {
            _runs = !_isAbandoned;
            return _due.TryDequeue(out turn);
        }
    }

    private void GiveToPool()
    {
        while (_due.TryDequeue(out var left))
            ThreadPool.UnsafeQueueUserWorkItem(left, preferLocal: false);
    }

    private bool IsOf(ActorSystem other) => ReferenceEquals(system, other);

    private void Run(IRunnable turn)
    {
        try
        {
            turn.Run();
        }
        catch (Exception failure)
        {
            system.EventStream.Publish(new Error(failure, nameof(ReadBatchScope), typeof(ReadBatchScope), "A turn on a reading thread threw."));
        }
    }
}
