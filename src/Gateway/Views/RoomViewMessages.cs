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

/// <summary>A frame of the room has come. While it waits, later ones may take its place: see <see cref="LatestFrame"/>.</summary>
internal sealed class FrameArrived(long epoch, RoomFrame frame, bool isStale)
{
    public long Epoch => epoch;

    public RoomFrame Frame { get; set; } = frame;

    /// <summary>Only its events are shown, not its state.</summary>
    public bool IsStale { get; set; } = isStale;
}

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

/// <summary>What others on this gateway can see of a view, and the frames that wait for it.</summary>
internal sealed class LatestFrame
{
    /// <summary>The most events that one waiting frame may carry, as in the stream that brings it.</summary>
    internal const int MostEvents = 1024;

    private readonly Lock _lock = new();
    private FrameArrived? _last;
    private int _waiting;

    /// <summary>The frame that was shown last; null before the first.</summary>
    public volatile RoomFrame? Newest;

    /// <summary>
    /// Adds a frame to those that wait. If as many wait as may, it takes the place of the last one, with the events of both: a view that is late shows fewer states, and all events.
    /// A frame of the room's next activation always waits by itself.
    /// </summary>
    /// <returns>The message for the view; null: one that was sent before carries the frame.</returns>
    public FrameArrived? Queue(long epoch, RoomFrame frame, bool isStale, int most)
    {
        int dropped;
        lock (_lock)
        {
            if (_last is null || _waiting < most || _last.Epoch != epoch)
            {
                _waiting++;
                return _last = new FrameArrived(epoch, frame, isStale);
            }
            (_last.Frame, _last.IsStale) = (frame.Superseding(_last.Frame, MostEvents, out dropped), isStale);
        }
        GatewayMetrics.Instance.FrameSkipped();
        GatewayMetrics.Instance.EventsDropped(dropped);
        return null;
    }

    /// <summary>Called on the view's turn when it takes a frame, which does not change any more.</summary>
    /// <returns>True: no other waits behind it.</returns>
    public bool Take(FrameArrived arrived)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_last, arrived))
                _last = null;
            return --_waiting == 0;
        }
    }
}
