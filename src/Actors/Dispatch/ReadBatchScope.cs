using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Actors.Dispatch;

/// <summary>
/// A batch of messages that a thread reads from the network. Actors that become due on this thread between <see cref="Begin"/> and <see cref="End"/>
/// run within End, on this thread, in the order in which they became due. So do the actors that those turns make due.
/// <para>
/// Reason: waking a thread of the pool costs more than the turn that it is woken for (5.0 us per input here, 14.5 us on the default dispatcher). After a
/// millisecond the rest goes to the pool, because the thread has other connections to read.
/// </para>
/// <para>
/// An exception from a turn is logged, and the next turn follows. Actors' own failures never get here (the actor cell passes them to the supervisor). So the exception
/// is a bug in what was scheduled, and the connections that this thread reads must not suffer from it.
/// </para>
/// <para>
/// A turn that does not end blocks the thread, and .NET cannot end a thread. So the thread is abandoned (<see cref="Abandon"/>): the pool gets the other turns that are due, and reading
/// continues on another thread. All of that happens under the lock that this thread takes after each turn, so that it cannot return in between.
/// </para>
/// </summary>
/// <param name="system">Only this system's actors run here. Those of another system in the process run on the pool.</param>
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

    /// <summary>Called once, from another thread, when a turn does not end: its thread is lost for reading, and opens no other batch of this scope.</summary>
    public Action? ThreadLost { get; set; }

    /// <summary>The scope whose batch is open on this thread.</summary>
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
            // Closed first, so that turns that go to the pool cannot return to this queue.
            _current = null;
            lock (_lock)
            {
                _runs = false;
                DispatchMetrics.Instance.BatchEnded(turns, _due.Count);
                GiveToPool();
            }
        }
    }

    /// <summary>Called from another thread when the current turn does not end. Does nothing if the turn has ended meanwhile.</summary>
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
