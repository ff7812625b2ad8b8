using Actors.World;

namespace Actors.Cluster.Links.Wire;

/// <summary>
/// One direction of one line: which frame of each room went last. The sender's and the receiver's tables agree because a line loses nothing from its
/// middle, and because the sender alone decides what is forgotten, and says so before the room's next frame.
/// </summary>
internal sealed class FrameTable
{
    private readonly Dictionary<RoomId, (RoomFrame Frame, long At)> _last = [];

    public int Count => _last.Count;

    /// <param name="at">When it is sent, by any clock that does not go back.</param>
    public WireFrame Shorten(FrameOf message, long at)
    {
        var frame = message.Frame;
        var last = _last.GetValueOrDefault(frame.Room).Frame;
        _last[frame.Room] = (frame, at);
        return new WireFrame(
            message.Epoch,
            frame.Room,
            frame.Sequence,
            frame.Tick,
            ReferenceEquals(frame.Players, last?.Players) ? null : frame.Players,
            ReferenceEquals(frame.Creatures, last?.Creatures) ? null : frame.Creatures,
            ReferenceEquals(frame.Items, last?.Items) ? null : frame.Items,
            ReferenceEquals(frame.Nodes, last?.Nodes) ? null : frame.Nodes,
            ReferenceEquals(frame.Projectiles, last?.Projectiles) ? null : frame.Projectiles,
            frame.Events.Length == 0 ? null : frame.Events,
            frame.FirstEvent);
    }

    /// <returns>Null when parts are left out that never came: the line is broken.</returns>
    public FrameOf? Complete(WireFrame wire)
    {
        var last = _last.GetValueOrDefault(wire.Room).Frame;
        if ((wire.Players ?? last?.Players) is not { } players || (wire.Creatures ?? last?.Creatures) is not { } creatures
            || (wire.Items ?? last?.Items) is not { } items || (wire.Nodes ?? last?.Nodes) is not { } nodes
            || (wire.Projectiles ?? last?.Projectiles) is not { } projectiles)
        {
            return null;
        }
        var frame = new RoomFrame
        {
            Room = wire.Room,
            Sequence = wire.Sequence,
            Tick = wire.Tick,
            Players = players,
            Creatures = creatures,
            Items = items,
            Nodes = nodes,
            Projectiles = projectiles,
            Events = wire.Events ?? [],
            FirstEvent = wire.FirstEvent,
        };
        _last[wire.Room] = (frame, 0);
        return new FrameOf(wire.Epoch, frame);
    }

    /// <summary>Rooms of which nothing was sent since: nobody watches them over this line, or nothing happens in them.</summary>
    public RoomId[] SilentSince(long at) => [.. _last.Where(room => room.Value.At < at).Select(static room => room.Key)];

    public void Forget(IEnumerable<RoomId> rooms)
    {
        foreach (var room in rooms)
            _last.Remove(room);
    }
}
