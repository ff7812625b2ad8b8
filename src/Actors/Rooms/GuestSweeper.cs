using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>
/// Once a minute, expires what departed guests lose with time: names, items that return to their places, and finally the guests themselves. Each
/// node that hosts rooms has a sweeper. The store decides, so the order of the sweepers does not matter.
/// </summary>
public sealed class GuestSweeper : UntypedActor, IWithTimers
{
    /// <summary>From the end of one sweep to the beginning of the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly RoomServices _services;
    private readonly GuestSweep _sweep;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public GuestSweeper(RoomServices services)
    {
        _services = services;
        _sweep = new GuestSweep(
            TimeSpan.FromMinutes(services.Options.GuestNameMinutes),
            TimeSpan.FromDays(services.Options.GuestDays),
            item => ItemHome.Of(services.World, item));
    }

    /// <summary>Set by Akka when the actor is made.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>One for each node that hosts rooms.</summary>
    public static Props Props(RoomServices services) => Akka.Actor.Props.Create(() => new GuestSweeper(services));

    /// <inheritdoc/>
    protected override void PreStart() => WaitForNext();

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Sweep:
                _ = _services.Store.SweepGuestsAsync(_sweep, CancellationToken.None).PipeTo(Self, failure: static cause => new SweepFailed(cause));
                break;
            case GuestsSwept swept:
                Swept(swept);
                WaitForNext();
                break;
            case SweepFailed failed:
                RoomLog.NotSwept(_services.Logger, failed.Cause);
                WaitForNext();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void WaitForNext() => Timers.StartSingleTimer(Sweep.Instance, Sweep.Instance, Interval);

    private void Swept(GuestsSwept swept)
    {
        GuestMetrics.Instance.Swept(swept);
        if (swept.Forgotten + swept.ItemsReturned + swept.ItemsGone > 0)
            RoomLog.Swept(_services.Logger, swept.Forgotten, swept.ItemsReturned, swept.ItemsGone);
        // A sweeper on another node notifies the rooms there. A room that is active nowhere loads the items when it starts.
        foreach (var room in swept.Returning)
        {
            if (_services.Local.TryFind(room, out var handle))
                handle.Actor?.Tell(TakeItemsBack.Instance);
        }
        foreach (var room in swept.Silent.Where(room => _services.World.FindRoom(room) is not null))
            _services.Actors.Rooms.Tell(new RoomEnvelope(room, CheckPresence.Instance));
    }

    private sealed record Sweep
    {
        public static Sweep Instance { get; } = new();
    }

    private sealed record SweepFailed(Exception Cause);
}
