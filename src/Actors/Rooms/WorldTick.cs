using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Drives the rooms of one node at the world's fixed rate. Each pulse is timed from the epoch, not from the pulse before, so
/// it does not drift. A room that has not taken its last tick yet is skipped, and catches up by itself, within its bound.
/// <para>
/// A node with many rooms does not tick them all at once: the last would be late by the time that all the others take, and everything else that arrives meanwhile
/// would wait as long. Its rooms take turns through the tick: each pulse ticks a part of them, and each room is ticked at the same point of every tick,
/// unless it takes the place of a removed one. A few rooms are ticked together, because each pulse wakes a thread.
/// </para>
/// It also checks how long the rules of each room have been running: a room whose rules never end cannot report that itself.
/// </summary>
public sealed class WorldTick : UntypedActor
{
    /// <summary>A part of so many rooms takes about a millisecond when nobody watches.</summary>
    internal const int RoomsPerPart = 100;

    /// <summary>5 ms each, of a tick of 50.</summary>
    internal const int MaxParts = 10;

    private sealed record Pulse;

    private static readonly Pulse Due = new();

    private readonly LocalRooms _rooms;
    private readonly RoomTime _time;
    private readonly RoomServices _services;
    private long _tick;
    private int _part;
    private int _parts = 1;
    private ICancelable? _next;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public WorldTick(RoomServices services) => (_services, _rooms, _time) = (services, services.Local, services.Time);

    /// <summary>One for each node that hosts rooms.</summary>
    public static Props Props(RoomServices services) => Akka.Actor.Props.Create(() => new WorldTick(services)).WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher);

    private TimeSpan DueAt => (_tick * _time.TickLength) + (_time.TickLength * _part / _parts);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _tick = _time.CurrentTick + 1;
        ScheduleNext();
    }

    /// <inheritdoc/>
    protected override void PostStop() => _next?.Cancel();

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        if (message is not Pulse)
            return;
        // After a pause each room is driven once, to the newest tick: it catches up on the others itself.
        _tick = Math.Max(_tick, _time.CurrentTick - 1);
        while (DueAt <= _time.SinceEpoch)
        {
            Drive();
            GoOn();
        }
        ScheduleNext();
    }

    private void Drive()
    {
        var all = _rooms.All;
        TickDue? due = null;
        var earliest = OverBudget.Earliest(_services);
        for (var i = _part; i < all.Length; i += _parts)
        {
            var handle = all[i];
            OverBudget.Look(_services, handle, earliest);
            if (handle.NextWork > _tick || !handle.TryClaimTick())
                continue;
            // A room that has just ended takes no tick; its handle is reset when the next activation starts.
            if (handle.Actor is { } room)
                room.Tell(due ??= new TickDue(_tick, DueAt), ActorRefs.NoSender);
            else
                handle.TickTaken();
        }
    }

    private void GoOn()
    {
        if (++_part < _parts)
            return;
        _part = 0;
        _tick++;
        _parts = _rooms.TickParts;
    }

    private void ScheduleNext()
    {
        var delay = DueAt - _time.SinceEpoch;
        _next = Context.System.Scheduler.ScheduleTellOnceCancelable(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Self, Due, ActorRefs.NoSender);
    }
}
