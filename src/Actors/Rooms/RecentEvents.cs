using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// The room's latest events, for players who reconnect. Event numbers only grow, over all activations of the room: an
/// activation begins with its tick times 65,536, and no room has so many events in a tick.
/// </summary>
internal sealed class RecentEvents(long tick)
{
    /// <summary>Some kilobytes a room. A player that has missed more gets the room's present state, and is informed of that.</summary>
    private const int Capacity = 512;

    private readonly Queue<RoomEvent> _events = new();

    /// <summary>The number of the next event.</summary>
    public long Next { get; private set; } = tick << 16;

    public void Add(RoomEvent[] events)
    {
        foreach (var happened in events)
        {
            if (_events.Count == Capacity)
                _events.Dequeue();
            _events.Enqueue(happened);
        }
        Next += events.Length;
    }

    /// <summary>The known events from that number on; there are none of an earlier activation.</summary>
    public RoomEvent[] KnownFrom(long number) => [.. _events.Skip(_events.Count - (int)Math.Clamp(Next - number, 0, _events.Count))];

    /// <summary>All events from that number on; null when some of them are no longer known, or the number is in the future.</summary>
    public RoomEvent[]? From(long number) => Next - number >= 0 && Next - number <= _events.Count ? KnownFrom(number) : null;
}
