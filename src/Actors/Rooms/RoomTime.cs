using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// World time: ticks counted from one epoch that the store persists, so that all nodes agree. The wall clock is read once;
/// from then on the monotonic clock counts, so that a clock that is set back never makes a room step twice. A node whose clock is before the epoch starts at the epoch:
/// there are no ticks before the first.
/// </summary>
public sealed class RoomTime
{
    private readonly TimeProvider _time;
    private readonly long _startTimestamp;
    private readonly TimeSpan _sinceEpochAtStart;

    /// <summary>World time, starting now.</summary>
    /// <param name="epoch">The instant of tick 0, which the store persists.</param>
    public RoomTime(TimeProvider time, DateTimeOffset epoch, WorldRules rules)
    {
        _time = time;
        TickLength = TimeSpan.FromMilliseconds(rules.TickMilliseconds);
        _startTimestamp = time.GetTimestamp();
        var sinceEpoch = time.GetUtcNow() - epoch;
        _sinceEpochAtStart = sinceEpoch > TimeSpan.Zero ? sinceEpoch : TimeSpan.Zero;
    }

    /// <summary>From content, so the same on all nodes.</summary>
    public TimeSpan TickLength { get; }

    internal TimeProvider Provider => _time;

    /// <summary>Never decreases.</summary>
    public TimeSpan SinceEpoch => _sinceEpochAtStart + _time.GetElapsedTime(_startTimestamp);

    /// <summary>The newest tick whose instant has come.</summary>
    public long CurrentTick => SinceEpoch.Ticks / TickLength.Ticks;
}
