using System.Numerics;

namespace Actors.Runtime.Timers;

/// <summary>
/// Any number of timers on one timer of the clock. A hierarchical wheel: level 0 has 64 slots of one tick, level 1 has 64 slots
/// of 64 ticks, and so on. A timer stands in the level where its due tick first differs from the tick reached (the highest
/// differing bit says which), and is moved down when the wheel reaches its slot. So starting and stopping one costs the same
/// however many there are, each is moved a few times at most, and a bit per slot tells when to wake next: nothing ticks while
/// nothing is due.
/// <para>
/// A timer is up to one tick late and never early; those of one tick fire in the order of their due times. Callbacks are called
/// one after another, outside the lock: each may start and stop timers, also those that are about to fire.
/// </para>
/// </summary>
internal sealed class TimingWheel : IDisposable
{
    private const int SlotBits = 6;
    private const int Slots = 1 << SlotBits;
    private const int Levels = 7;

    /// <summary>As far as the wheel reaches: 64^7 ticks, 139 years of 1 ms. What is due later is due then.</summary>
    private const long MaxTicks = 1L << (SlotBits * Levels);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly long _resolution;
    private readonly ITimer _driver;
    private readonly TimerList[] _slots = new TimerList[Levels * Slots];
    private readonly ulong[] _occupied = new ulong[Levels];
    private readonly List<WheelTimer> _sorting = [];
    private TimerList _due;

    /// <summary>What is due at this tick or before has left the slots.</summary>
    private long _reached;
    private long _sequence;

    /// <summary>The tick that the driver is set to.</summary>
    private long _wakeAt = long.MaxValue;
    private bool _turning;

    public TimingWheel(TimeProvider time, TimeSpan resolution)
    {
        _time = time;
        _origin = time.GetTimestamp();
        _resolution = resolution.Ticks;
        _driver = time.CreateTimer(
            static wheel => ((TimingWheel)wheel!).Turn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private long Elapsed => _time.GetElapsedTime(_origin).Ticks;

    public WheelTimer CreateTimer(TimerCallback due, object? state) => new(this, due, state);

    public void Dispose() => _driver.Dispose();

    internal bool Change(WheelTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            if (timer.Disposed)
                return false;
            Unlink(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
            var elapsed = Elapsed;
            timer.Due = dueTime.Ticks > long.MaxValue - elapsed ? long.MaxValue : elapsed + dueTime.Ticks;
            timer.Sequence = _sequence++;
            // The driver wakes early enough already for all but those that are due before it does.
            if (Link(timer) < _wakeAt)
                Drive(elapsed);
            return true;
        }
    }

    internal void Remove(WheelTimer timer)
    {
        // The driver stays set: to wake once for nothing is cheaper than to look for the next each time.
        lock (_lock)
        {
            timer.Disposed = true;
            Unlink(timer);
        }
    }

    private void Turn()
    {
        lock (_lock)
        {
            // Set anew while it was firing. The one who is turning looks again before it ends.
            if (_turning)
                return;
            _turning = true;
        }
        while (NextDue() is { } timer)
            timer.Fire();
    }

    /// <summary>Null: nothing is due, and the driver is set for what will be.</summary>
    private WheelTimer? NextDue()
    {
        lock (_lock)
        {
            var elapsed = Elapsed;
            while (_due.First is null)
            {
                if (Reach(elapsed / _resolution))
                    continue;
                _turning = false;
                _wakeAt = long.MaxValue;
                Drive(elapsed);
                return null;
            }
            var timer = _due.First;
            Unlink(timer);
            return timer;
        }
    }

    /// <summary>Goes on to the next occupied slot, if that is not after the tick, and empties it. False: there is none.</summary>
    private bool Reach(long tick)
    {
        if (!NextSlot(out var level, out var slot, out var at) || at > tick)
        {
            _reached = tick;
            return false;
        }
        _reached = at;
        ref var list = ref _slots[(level * Slots) + slot];
        while (list.First is { } timer)
        {
            Unlink(timer);
            _sorting.Add(timer);
        }
        // On a higher level too: the first tick of its slot is the one just reached, and what is due then is not moved down.
        _sorting.Sort(static (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Sequence.CompareTo(b.Sequence));
        foreach (var timer in _sorting)
            Link(timer);
        _sorting.Clear();
        return true;
    }

    /// <summary>
    /// The lowest level that has any has the earliest, and its lowest slot: what is earlier in a level's circle than the tick
    /// reached would stand in a higher level.
    /// </summary>
    private bool NextSlot(out int level, out int slot, out long at)
    {
        for (level = 0; level < Levels; level++)
        {
            if (_occupied[level] == 0)
                continue;
            slot = BitOperations.TrailingZeroCount(_occupied[level]);
            var above = (level + 1) * SlotBits;
            at = ((_reached >> above) << above) + ((long)slot << (level * SlotBits));
            return true;
        }
        slot = 0;
        at = long.MaxValue;
        return false;
    }

    private void Drive(long elapsed)
    {
        // Due already: started with no time to wait, after its tick was reached.
        var at = _reached;
        if (_due.First is null && !NextSlot(out _, out _, out at))
            return;
        if (_turning || at >= _wakeAt)
            return;
        _wakeAt = at;
        var wait = TimeSpan.FromTicks(Math.Max(0, (at * _resolution) - elapsed));
        // The system's timers cut off fractions of a millisecond, and would wake us early for nothing.
        _driver.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    /// <returns>The tick at which it is due.</returns>
    private long Link(WheelTimer timer)
    {
        var tick = Math.Min((timer.Due / _resolution) + (timer.Due % _resolution > 0 ? 1 : 0), MaxTicks - 1);
        if (tick <= _reached)
        {
            timer.Slot = _slots.Length;
            _due.Append(timer);
            return tick;
        }
        var level = BitOperations.Log2((ulong)(tick ^ _reached)) / SlotBits;
        var slot = (int)(tick >> (level * SlotBits)) & (Slots - 1);
        timer.Slot = (level * Slots) + slot;
        _slots[timer.Slot].Append(timer);
        _occupied[level] |= 1UL << slot;
        return tick;
    }

    private void Unlink(WheelTimer timer)
    {
        var at = timer.Slot;
        if (at == WheelTimer.Nowhere)
            return;
        timer.Slot = WheelTimer.Nowhere;
        if (at == _slots.Length)
        {
            _due.Remove(timer);
            return;
        }
        ref var list = ref _slots[at];
        list.Remove(timer);
        if (list.First is null)
            _occupied[at / Slots] &= ~(1UL << (at % Slots));
    }

    private struct TimerList
    {
        private WheelTimer? _last;

        public WheelTimer? First { get; private set; }

        public void Append(WheelTimer timer)
        {
            timer.Previous = _last;
            if (_last is null)
                First = timer;
            else
                _last.Next = timer;
            _last = timer;
        }

        public void Remove(WheelTimer timer)
        {
            if (timer.Previous is null)
                First = timer.Next;
            else
                timer.Previous.Next = timer.Next;
            if (timer.Next is null)
                _last = timer.Previous;
            else
                timer.Next.Previous = timer.Previous;
            timer.Previous = timer.Next = null;
        }
    }
}
