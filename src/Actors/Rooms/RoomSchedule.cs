using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Messages of a room to itself at a later time. A room's timers are many and short-lived, one for each passage and absence, and most are cancelled: raw scheduling costs a quarter
/// of named timers.
/// </summary>
internal sealed class RoomSchedule(IScheduler scheduler, IActorRef self)
{
    public ICancelable After(TimeSpan delay, RoomMessage message) => scheduler.ScheduleTellOnceCancelable(delay, self, message, self);
}
