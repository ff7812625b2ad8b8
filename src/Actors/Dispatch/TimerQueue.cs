using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Akka.Actor;

namespace Actors.Dispatch;

/// <summary>
/// Scheduled work by due time, behind a single platform timer that is set for the earliest. Reasons: nothing wakes up while nothing is due
/// (Akka's wheel takes 3 to 4 % of a core when idle). The platform goes through a list of all its timers when one fires, which would be slow with a hundred
/// thousand. And work items of the same due time run in the order in which they were scheduled, which separate timers on the pool would not guarantee.
/// <para>
/// Work runs one item after the other on the pool thread that the timer fires on, outside the lock. It is never early: the platform's timers count
/// coarse milliseconds, so each firing reads the clock. Repeated work keeps its phase, and missed periods (a paused process) are skipped.
/// </para>
/// <para>
/// Work with a period of 100 ms or more is aligned to multiples of 50 ms, so it starts up to 50 ms later than requested. A node of a cluster has some sixty such runs a second
/// (gossip, heartbeats, checks), and each one that runs alone wakes two threads.
/// </para>
/// <para>
/// Cancelling only marks a work item, as in Akka's wheel. Whenever the queue has doubled, cancelled items are removed, so they never outnumber the others by
/// much, and cancelling costs neither a registration nor a search.
/// </para>
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    private const int FirstSweep = 1024;

    private static readonly TimeSpan Unhurried = TimeSpan.FromMilliseconds(100);

    /// <summary>A divisor of the usual periods, so work items that start together stay together.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(50);

    /// <summary>The platform's timers take at most 49 days. A timer that fires when nothing is due is set again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<ScheduledWork, DueTime> _queue = new();
    private readonly TimeProvider _time;
    private readonly Action<Exception, ScheduledWork> _onFailure;
    private readonly long _start;
    private readonly ITimer _timer;
    private long _wakesAt = long.MaxValue;
    private long _number;
    private int _sweepAt = FirstSweep;
    private bool _running;
    private bool _closed;

    /// <param name="time">The clock and its timers.</param>
    /// <param name="onFailure">Called when work has thrown.</param>
    public TimerQueue(TimeProvider time, Action<Exception, ScheduledWork> onFailure)
    {
        _time = time;
        _onFailure = onFailure;
        _start = time.GetTimestamp();
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(static queue => ((TimerQueue)queue!).RunDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        DispatchMetrics.Instance.Add(this);
    }

    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    public int Count
    {
        get
        {
            lock (_lock)
                return _queue.Count;
        }
    }

    /// <exception cref="SchedulerException">The queue is closed; Akka's dispatchers count on this exception when they end late.</exception>
    public void Add(ScheduledWork work, TimeSpan delay)
    {
        lock (_lock)
        {
            if (_closed)
                throw new SchedulerException("The scheduler has been shut down.");
            if (_queue.Count >= _sweepAt)
                RemoveCancelled();
            var now = Elapsed.Ticks;
            var due = delay.Ticks < long.MaxValue - now ? now + delay.Ticks : long.MaxValue;
            if (work.Period >= Unhurried && due < long.MaxValue - Together.Ticks)
                due += Together.Ticks - 1 - ((due - 1) % Together.Ticks);
            _queue.Enqueue(work, new DueTime(due, _number++));
            if (!_running && due < _wakesAt)
                WakeAt(due);
        }
    }

    /// <summary>Stops the queue. Only work that is running still finishes.</summary>
    /// <returns>The work that has not run, in no order.</returns>
    public List<ScheduledWork> Close()
    {
        List<ScheduledWork> left;
        lock (_lock)
        {
            _closed = true;
            left = [.. _queue.UnorderedItems.Select(static item => item.Element)];
            _queue.Clear();
        }
        _timer.Dispose();
        return left;
    }

    public void Dispose() => Close();

    private void RunDue()
    {
        DueTime until;
        lock (_lock)
        {
            if (_running || _closed)
                return;
            _running = true;
            // Work scheduled from now on waits for the next firing, so that work that reschedules itself at once cannot hold the thread.
            until = new DueTime(Elapsed.Ticks, _number);
        }
        while (TryTake(until, out var work))
            Run(work);
    }

    private bool TryTake(DueTime until, [NotNullWhen(true)] out ScheduledWork? work)
    {
        lock (_lock)
        {
            while (_queue.TryPeek(out work, out var due) && due.Ticks <= until.Ticks && due.Number < until.Number)
            {
                if (work.IsOver || work.Period <= TimeSpan.Zero)
                    _queue.Dequeue();
                else
                    _queue.DequeueEnqueue(work, new DueTime(Next(due.Ticks, work.Period.Ticks), _number++));
                if (!work.IsOver)
                    return true;
            }
            _running = false;
            _wakesAt = long.MaxValue;
            if (!_closed && work is not null && _queue.TryPeek(out _, out var next))
                WakeAt(next.Ticks);
            work = null;
            return false;
        }
    }

    private long Next(long due, long period)
    {
        var missed = Math.Max(0, Elapsed.Ticks - due) / period;
        return period < (long.MaxValue - due) / (missed + 1) ? due + (period * (missed + 1)) : long.MaxValue;
    }

    private void Run(ScheduledWork work)
    {
        try
        {
            work.Run();
        }
        catch (Exception failure)
        {
            work.HasFailed = true;
            _onFailure(failure, work);
        }
    }

    private void WakeAt(long due)
    {
        var wait = TimeSpan.FromTicks(Math.Max(0, due - Elapsed.Ticks));
        _wakesAt = due;
        _timer.Change(
            wait < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : LongestWait,
            Timeout.InfiniteTimeSpan);
    }

    private void RemoveCancelled()
    {
        var live = _queue.UnorderedItems.Where(static item => !item.Element.IsOver).ToList();
        _queue.Clear();
        _queue.EnqueueRange(live);
        _sweepAt = Math.Max(FirstSweep, live.Count * 2);
    }

    /// <summary>Equal times are ordered by number.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct DueTime(long Ticks, long Number) : IComparable<DueTime>
    {
        public int CompareTo(DueTime other)
        {
            var byTime = Ticks.CompareTo(other.Ticks);
            return byTime != 0 ? byTime : Number.CompareTo(other.Number);
        }
    }
}
