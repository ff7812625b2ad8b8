namespace Actors.World;

/// <summary>Timers: what a rule wants to happen later in the room.</summary>
public sealed partial class RoomState
{
    /// <summary>How many timers may run in a room.</summary>
    public const int MaxTimers = 1000;

    private readonly List<RoomTimer> _timers = [];
    private long _nextTimer = 1;

    /// <summary>When the next timer is due; null: none runs that these rules know.</summary>
    internal long? NextTimerTick
    {
        get
        {
            foreach (var timer in _timers)
            {
                if (RuleSet.Timers.ContainsKey(timer.Name))
                    return timer.DueTick;
            }
            return null;
        }
    }

    internal IReadOnlyList<RoomTimer> Timers => _timers;

    internal long NextTimer => _nextTimer;

    /// <summary>Starts a timer: the handler that was registered for the name runs once, after so many ticks, at least one.</summary>
    /// <param name="data">Passed to the handler.</param>
    /// <param name="durable">Whether the timer survives when the room is unloaded: if its time passes meanwhile, it runs as soon as the room is loaded again.</param>
    /// <returns>The timer's number, for <see cref="StopTimer"/>.</returns>
    /// <exception cref="InvalidOperationException">Too many timers run, or no module has registered a handler of that name.</exception>
    public long StartTimer(string name, int ticks, string? data = null, bool durable = false)
    {
        Spend();
        if (!RuleSet.Timers.ContainsKey(name))
            throw new InvalidOperationException($"No module has registered the timer \"{name}\": RulesBuilder.AddTimer does.");
        if (_timers.Count >= MaxTimers)
            throw new InvalidOperationException($"The room {Id} has {MaxTimers} timers already.");
        var timer = new RoomTimer(name, Tick + Math.Max(1, ticks), _nextTimer++, data, durable);
        Insert(timer);
        RoomDirty |= durable;
        return timer.Number;
    }

    /// <summary>Stops a timer; does nothing when it has run.</summary>
    public void StopTimer(long number)
    {
        var slot = _timers.FindIndex(timer => timer.Number == number);
        if (slot < 0)
            return;
        RoomDirty |= _timers[slot].IsDurable;
        _timers.RemoveAt(slot);
    }

    internal void RunTimers()
    {
        for (var slot = 0; slot < _timers.Count && _timers[slot].DueTick <= Tick;)
        {
            var timer = _timers[slot];
            // The timer of a module that is no longer there waits for it.
            if (!RuleSet.Timers.TryGetValue(timer.Name, out var named))
            {
                slot++;
                continue;
            }
            _timers.RemoveAt(slot);
            RoomDirty |= timer.IsDurable;
            var outer = Begin(named.Title);
            named.Handler(this, timer.Data);
            End(outer);
            slot = 0;
        }
    }

    private void Restore(IReadOnlyList<RoomTimer> timers)
    {
        foreach (var timer in timers)
        {
            Insert(timer);
            _nextTimer = Math.Max(_nextTimer, timer.Number + 1);
        }
    }

    private void Insert(RoomTimer timer)
    {
        var slot = _timers.FindIndex(other => other.DueTick > timer.DueTick);
        _timers.Insert(slot < 0 ? _timers.Count : slot, timer);
    }
}

/// <param name="DueTick">The world tick at which it runs.</param>
/// <param name="Number">Unique in the room.</param>
public sealed record RoomTimer(string Name, long DueTick, long Number, string? Data, bool IsDurable);
