using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// Makes a room's frames and offers them to its watchers: at most one a tick, only when there is something new to see, and none
/// while nobody watches. A client that sees only frames takes them for answers, so a frame waits for the commits of what it
/// shows. Only movement is shown meanwhile. When the store is slow, frames show everything, and only events and answers wait.
/// </summary>
internal sealed class RoomPublisher(RoomWatchers watchers, long epoch, Room room, CommitGate gate, RoomServices services)
{
    private static readonly RoomEvent[] NoEvents = [];

    private readonly RecentEvents _recent = new(room.Tick);
    private RoomFrame? _shown;
    private RoomFrame? _held;
    private RoomFrame? _movedTo;
    private long _heldAfter;
    private long _heldSinceTick;
    private long _overdueUntil;
    private long _sequence;
    private long _settledAtTick;

    /// <summary>Whether the room waits for a later tick before it is shown.</summary>
    public bool IsSettling => room.Tick < _settledAtTick;

    /// <summary>Whether a frame waits for nothing but the next tick, which must come even if nothing moves any more.</summary>
    public bool IsDue => _held is not null && gate.Ended >= _heldAfter;

    /// <summary>Called once a tick, after the step.</summary>
    public void Tick()
    {
        if (IsSettling)
            return;
        if (watchers.IsEmpty)
        {
            _recent.Add(gate.TakeEvents());
            (_shown, _held, _movedTo) = (null, null, null);
            return;
        }
        var frame = room.View(_sequence + 1, NoEvents);
        if (_held is not null && gate.Ended < _heldAfter)
        {
            if (room.Tick - _heldSinceTick < services.Options.FrameHoldMilliseconds / services.World.Rules.TickMilliseconds)
            {
                ShowMovement(_held, frame);
                return;
            }
            // The store is slow: from here on frames do not wait for what this one has waited for.
            _overdueUntil = _heldAfter;
        }
        else if (_held is not null && gate.Pending > 0)
        {
            // Its commits have ended, and later ones have not.
            Show(_held.WithMovementOf(frame));
        }
        (_held, _movedTo) = (null, null);
        if (Looks(frame) && !gate.HasEvents)
            return;
        if (gate.Pending == 0 || gate.Ended < _overdueUntil)
        {
            Show(frame);
            return;
        }
        _held = frame;
        _heldAfter = gate.Begun;
        _heldSinceTick = room.Tick;
    }

    /// <summary>Shows nothing before that tick, and then the room's state to all watchers.</summary>
    public void Settle(long untilTick)
    {
        _settledAtTick = untilTick;
        _shown = null;
    }

    /// <summary>Shows what has happened up to the end, all of which has been committed.</summary>
    public void ShowLast()
    {
        if ((_held is not null || gate.HasReadyEvents) && !watchers.IsEmpty)
            Show(room.View(_sequence + 1, NoEvents));
    }

    public void Committed()
    {
        // When movement has been shown meanwhile, the next tick shows both: a frame must not show an earlier place.
        if (_held is null || _movedTo is not null || gate.Ended < _heldAfter)
            return;
        Show(_held);
        _held = null;
    }

    /// <summary>The number of the next event that is shown.</summary>
    public long NextEvent => _recent.Next;

    /// <summary>The number of the next event to happen. All events before it are shown in their time.</summary>
    public long NextToHappen => _recent.Next + gate.EventCount;

    /// <summary>The present state of the room for a new watcher, with the events from that number on.</summary>
    public void ShowTo(IFrameSink watcher, long? fromEvent)
    {
        if (IsSettling)
            return;
        // Events that wait for the next frame are left out: the new watcher gets that frame as well.
        _shown ??= room.View(_sequence, NoEvents);
        var missed = fromEvent is { } from ? _recent.KnownFrom(from) : NoEvents;
        watcher.Offer(epoch, _shown with { Events = missed, FirstEvent = _recent.Next - missed.Length });
    }

    /// <summary>All events shown from that number on, as one frame; null when some of them are no longer known.</summary>
    public RoomFrame? Missed(long fromEvent) =>
        _recent.From(fromEvent) is { } events ? room.View(_sequence, events) with { FirstEvent = fromEvent } : null;

    /// <summary>What was shown last, moved on. Events wait for the frame that shows their effects.</summary>
    private void ShowMovement(RoomFrame held, RoomFrame now)
    {
        if (now.StandsStillSince(_movedTo ?? held) || _shown is null)
            return;
        _movedTo = now;
        Offer(_shown.WithMovementOf(now), NoEvents);
    }

    private bool Looks(RoomFrame frame) =>
        _shown is not null
        && ReferenceEquals(frame.Players, _shown.Players)
        && ReferenceEquals(frame.Creatures, _shown.Creatures)
        && ReferenceEquals(frame.Items, _shown.Items)
        && ReferenceEquals(frame.Nodes, _shown.Nodes)
        && ReferenceEquals(frame.Projectiles, _shown.Projectiles)
        && ReferenceEquals(frame.Components, _shown.Components);

    private void Show(RoomFrame frame) => Offer(frame, gate.TakeEvents());

    private void Offer(RoomFrame frame, RoomEvent[] events)
    {
        _sequence++;
        _shown = frame with { Sequence = _sequence, Events = events, FirstEvent = _recent.Next };
        _recent.Add(events);
        foreach (var watcher in watchers.Sinks)
            watcher.Offer(epoch, _shown);
    }
}
