using Actors.Storage;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Once a minute, has the store delete the rows of instances that ended long ago, and wakes open instances that have been silent: their node may have died with nobody in them, and
/// they end only when they are awake. Each node that hosts rooms has a sweeper. The store decides, so the order of the sweepers does not matter.
/// </summary>
public sealed class InstanceSweeper : UntypedActor, IWithTimers
{
    /// <summary>From the end of one sweep to the beginning of the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly RoomServices _services;

    /// <summary>Made by <see cref="Props"/>.</summary>
    public InstanceSweeper(RoomServices services) => _services = services;

    /// <summary>Set by Akka when the actor is made.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>One for each node that hosts rooms.</summary>
    public static Props Props(RoomServices services) => Akka.Actor.Props.Create(() => new InstanceSweeper(services));

    /// <inheritdoc/>
    protected override void PreStart() => WaitForNext();

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Sweep:
                _ = _services.Store.SweepInstancesAsync(CancellationToken.None).PipeTo(Self, failure: static cause => new SweepFailed(cause));
                break;
            case InstancesSwept swept:
                InstanceMetrics.Instance.Swept(swept);
                foreach (var room in swept.Silent)
                    _services.Actors.Rooms.Tell(new RoomEnvelope(room, CheckPresence.Instance));
                WaitForNext();
                break;
            case SweepFailed failed:
                RoomLog.InstancesNotSwept(_services.Logger, failed.Cause);
                WaitForNext();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void WaitForNext() => Timers.StartSingleTimer(Sweep.Instance, Sweep.Instance, Interval);

    private sealed record Sweep
    {
        public static Sweep Instance { get; } = new();
    }

    private sealed record SweepFailed(Exception Cause);
}
