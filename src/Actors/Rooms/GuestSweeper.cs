using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>
/// Looks once a minute what guests that have left lose by it, and sees that it comes about: names, things that go back to their places, and at last the guests themselves. Every
/// node that hosts rooms has one; the store decides, so it does not matter who is first.
/// </summary>
public sealed class GuestSweeper : UntypedActor, IWithTimers
{
    /// <summary>From the end of one look to the beginning of the next.</summary>
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

    protected override void PreStart() => WaitForNext();

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
        // Rooms that are active on another node are told there; one that is active nowhere has its items when it begins.
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
