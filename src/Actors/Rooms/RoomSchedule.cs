using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Delayed messages of a room to itself. A room's timers are many and short-lived, one for each departure and disconnection, and most are cancelled: raw scheduling costs a quarter
/// of named timers.
/// </summary>
internal sealed class RoomSchedule(IScheduler scheduler, IActorRef self)
{
    public ICancelable After(TimeSpan delay, RoomMessage message) => scheduler.ScheduleTellOnceCancelable(delay, self, message, self);
}
