namespace Actors.Runtime.Cells;

/// <summary>
/// A message that time sends. Its place in the mailbox is the object itself, so a timer that comes due again before the
/// last one was received does not pile up: it is skipped.
/// </summary>
internal sealed class ScheduledMessage<TMessage> : Signal<TMessage>, IScheduled
{
    private readonly ActorCell<TMessage> _cell;
    private readonly TMessage _message;
    private readonly TimeSpan _period;
    private readonly long _origin;
    private readonly ITimer _timer;
    private TimeSpan _due;
    private int _dead;
    private int _waiting;

    /// <param name="cell">Whose message it is.</param>
    /// <param name="message">What it will receive.</param>
    /// <param name="due">From now.</param>
    /// <param name="period">Zero: once.</param>
    public ScheduledMessage(ActorCell<TMessage> cell, TMessage message, TimeSpan due, TimeSpan period)
    {
        _cell = cell;
        _message = message;
        _due = due;
        _period = period;
        _origin = cell.Runtime.Time.GetTimestamp();
        _timer = cell.Runtime.CreateTimer(static state => ((ScheduledMessage<TMessage>)state!).OnDue(), this);
        cell.Runtime.Metrics.TimerBegan();
    }

    /// <summary>Begins to run. Not in the constructor, since a timer may come due before that has returned.</summary>
    public void Start() => _timer.Change(_due, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        Release();
        Home?.Remove(this);
    }

    internal override void Release()
    {
        if (Interlocked.Exchange(ref _dead, 1) != 0)
            return;
        _timer.Dispose();
        _cell.Runtime.Metrics.TimerEnded();
    }

    internal override bool TryTake(out TMessage message)
    {
        message = _message;
        if (Volatile.Read(ref _dead) != 0)
            return false;
        if (_period == TimeSpan.Zero)
            Dispose();
        else
            Volatile.Write(ref _waiting, 0);
        return true;
    }

    private void OnDue()
    {
        if (Volatile.Read(ref _dead) != 0)
            return;
        if (Interlocked.Exchange(ref _waiting, 1) == 0)
            _cell.Post(this);
        else
            _cell.Runtime.Metrics.TimersSkipped.Add(1, _cell.Kind.Tag);
        if (_period > TimeSpan.Zero)
            Again();
    }

    /// <summary>
    /// The next is due a whole number of periods after the beginning, however late this one was: lateness does not add up.
    /// </summary>
    private void Again()
    {
        var elapsed = _cell.Runtime.Time.GetElapsedTime(_origin);
        _due += _period;
        if (_due < elapsed)
        {
            var missed = (elapsed - _due).Ticks / _period.Ticks;
            _due += missed * _period;
            if (missed > 0)
                _cell.Runtime.Metrics.TimersSkipped.Add(missed, _cell.Kind.Tag);
        }
        _timer.Change(_due > elapsed ? _due - elapsed : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
