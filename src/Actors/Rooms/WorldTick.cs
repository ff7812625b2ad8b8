using Actors.Runtime;
using Actors.World;

namespace Actors.Rooms;

public abstract record WorldTickMessage;

internal sealed record Pulse : WorldTickMessage;

/// <summary>
/// Drives the rooms of one node at the world's fixed rate. Each pulse is timed from the epoch, not from the pulse before, so
/// it does not drift; a room whose last tick has not been taken yet is passed over and makes up for it itself, within its bound.
/// </summary>
public sealed class WorldTick(RoomHost rooms) : Actor<WorldTickMessage>
{
    private readonly RoomTime _time = rooms.Services.Time;
    private long _last;

    protected internal override void Started() => ScheduleNext(_time.CurrentTick + 1);

    protected internal override void Receive(WorldTickMessage message)
    {
        var tick = _time.CurrentTick;
        if (tick > _last)
        {
            _last = tick;
            Drive(tick);
        }
        ScheduleNext(tick + 1);
    }

    private void Drive(long tick)
    {
        TickDue? due = null;
        foreach (var (_, handle) in rooms.Table)
        {
            if (handle.NextWork <= tick && handle.TryClaimTick())
                handle.TellTick(due ??= new TickDue(tick));
        }
    }

    private void ScheduleNext(long tick)
    {
        var delay = _time.UntilTick(tick);
        Context.Schedule(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, new Pulse());
    }
}
