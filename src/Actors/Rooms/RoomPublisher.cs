using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// Makes a room's frames and offers them to its watchers: at most one a tick, only when there is something new to see, and none
/// while nobody watches. A client that sees only frames takes them for answers, so a frame waits for the commits of what it
/// shows, but not for ever: when the store is slow, movement continues and only events and answers wait.
/// </summary>
internal sealed class RoomPublisher(RoomWatchers watchers, long epoch, Room room, CommitGate gate, RoomServices services)
{
    private static readonly RoomEvent[] NoEvents = [];

    private readonly RecentEvents _recent = new(room.Tick);
    private RoomFrame? _shown;
    private RoomFrame? _held;
    private long _heldAfter;
    private long _heldSinceTick;
    private long _overdueUntil;
    private long _sequence;
    private long _settledAtTick;

    /// <summary>Whether the room waits for a later tick before it is shown.</summary>
    public bool IsSettling => room.Tick < _settledAtTick;

    /// <summary>Called once a tick, after the step.</summary>
    public void Tick()
    {
        if (IsSettling)
            return;
        if (watchers.IsEmpty)
        {
            _recent.Add(gate.TakeEvents());
            _shown = null;
            _held = null;
            return;
        }
        if (_held is not null && !ReleaseHeld())
        {
            if (room.Tick - _heldSinceTick < services.Options.FrameHoldMilliseconds / services.World.Rules.TickMilliseconds)
                return;
            // The store is slow: from here on frames do not wait for what this one has waited for.
            _overdueUntil = _heldAfter;
            Show(_held);
            _held = null;
        }
        var frame = room.View(_sequence + 1, NoEvents);
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

    /// <summary>Shows what has happened up to the end, all of it committed.</summary>
    public void ShowLast()
    {
        if (_held is not null)
            ReleaseHeld();
        if (gate.HasReadyEvents && !watchers.IsEmpty)
            Show(room.View(_sequence + 1, NoEvents));
    }

    public void Committed()
    {
        if (_held is not null)
            ReleaseHeld();
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

    private bool ReleaseHeld()
    {
        if (gate.Ended < _heldAfter)
            return false;
        Show(_held!);
        _held = null;
        return true;
    }

    private bool Looks(RoomFrame frame) =>
        _shown is not null
        && ReferenceEquals(frame.Players, _shown.Players)
        && ReferenceEquals(frame.Creatures, _shown.Creatures)
        && ReferenceEquals(frame.Items, _shown.Items)
        && ReferenceEquals(frame.Nodes, _shown.Nodes)
        && ReferenceEquals(frame.Projectiles, _shown.Projectiles)
        && ReferenceEquals(frame.Components, _shown.Components);

    private void Show(RoomFrame frame)
    {
        _sequence++;
        _shown = frame with { Sequence = _sequence, Events = gate.TakeEvents(), FirstEvent = _recent.Next };
        _recent.Add(_shown.Events);
        foreach (var watcher in watchers.Sinks)
            watcher.Offer(epoch, _shown);
    }
}
