using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// What has happened in the room lately, for players who come back after their line was cut. Events have numbers that only grow, over all activations of the room: an
/// activation begins with its tick times 65,536, and no room has so many events in a tick.
/// </summary>
internal sealed class RecentEvents(long tick)
{
    /// <summary>Some kilobytes a room; beyond it who comes back is shown the room as it is, and told so.</summary>
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

    /// <summary>Those from that number on that are still known; of an activation of the past none is.</summary>
    public RoomEvent[] KnownFrom(long number) => [.. _events.Skip(_events.Count - (int)Math.Clamp(Next - number, 0, _events.Count))];

    /// <summary>All from that number on; null when some of them are not known any more, or it is a number of the future.</summary>
    public RoomEvent[]? From(long number) => Next - number >= 0 && Next - number <= _events.Count ? KnownFrom(number) : null;
}
