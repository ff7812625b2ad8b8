using Actors.Gateway.Dialects;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Views;

/// <param name="Epoch">The activation in which the subscriber is.</param>
internal sealed record Subscribe(IViewSubscriber Subscriber, IRoomEncoding Encoding, long Epoch, long? FromEvent);

/// <param name="Epoch">The activation that the subscriber has left.</param>
/// <param name="UntilEvent">Earlier events of the room are still to be shown; null: none.</param>
internal sealed record Unsubscribe(IViewSubscriber Subscriber, long Epoch, long? UntilEvent);

/// <summary>The events that departed subscribers still wait for may never come.</summary>
internal sealed class OwedEventsTimedOut
{
    public static OwedEventsTimedOut Instance { get; } = new();
}

internal sealed record ChangeEncoding(IViewSubscriber Subscriber, IRoomEncoding Encoding);

/// <summary>Reloaded content gives the room this definition.</summary>
internal sealed record Redefined(RoomDefinition Definition);

/// <summary>The subscriber has been notified of the room's new definition.</summary>
internal sealed record ShowAgain(IViewSubscriber Subscriber, IRoomEncoding Encoding);

internal sealed record KeyframeRequested(IViewSubscriber Subscriber);

/// <param name="IsStale">Only its events are shown, not its state.</param>
internal sealed record FrameArrived(long Epoch, RoomFrame Frame, bool IsStale);

internal sealed record RefreshDue;

internal sealed record RoomIdle;

internal sealed record ViewUnused;

/// <summary>No more frames come from one node.</summary>
/// <param name="Carried">Whether a room is on that node.</param>
internal sealed record StreamEnded(Predicate<IActorRef> Carried);

/// <summary>No newer frame may have come since a stale one.</summary>
internal sealed class StaleIsNewest
{
    public static StaleIsNewest Instance { get; } = new();
}

/// <summary>The room has not answered yet.</summary>
internal sealed class WatchRetry
{
    public static WatchRetry Instance { get; } = new();
}

/// <summary>What others on this gateway can see of a view, and how many frames wait for it.</summary>
internal sealed class LatestFrame
{
    private int _backlog;

    /// <summary>The frame that was shown last; null before the first.</summary>
    public volatile RoomFrame? Newest;

    /// <summary>Reserves a place for one more frame.</summary>
    /// <returns>False: as many wait already as may.</returns>
    public bool TryQueue(int most)
    {
        if (Interlocked.Increment(ref _backlog) <= most)
            return true;
        Interlocked.Decrement(ref _backlog);
        return false;
    }

    /// <summary>Called on the view's turn when it takes a frame.</summary>
    /// <returns>True: no other waits behind it.</returns>
    public bool Taken() => Interlocked.Decrement(ref _backlog) == 0;
}
