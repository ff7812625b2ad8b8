using System.Text.Json.Serialization;
using Actors.World;

namespace Actors.Cluster.Links.Wire;

/// <summary>
/// A frame on a line: what is the same as in the frame sent before it on that line is left out. Written for a machine, so names are short.
/// </summary>
internal sealed record WireFrame(
    [property: JsonPropertyName("e")] long Epoch,
    [property: JsonPropertyName("r")] RoomId Room,
    [property: JsonPropertyName("s")] long Sequence,
    [property: JsonPropertyName("t")] long Tick,
    [property: JsonPropertyName("p")] PlayerView[]? Players,
    [property: JsonPropertyName("c")] CreatureView[]? Creatures,
    [property: JsonPropertyName("i")] ItemView[]? Items,
    [property: JsonPropertyName("n")] int[]? Nodes,
    [property: JsonPropertyName("j")] ProjectileView[]? Projectiles,
    [property: JsonPropertyName("v")] RoomEvent[]? Events,
    [property: JsonPropertyName("f")] long FirstEvent);

/// <summary>One direction of one line: which frame of each room went last. The sender's and the receiver's tables agree because a line loses nothing from its middle.</summary>
internal sealed class FrameTable
{
    private readonly Dictionary<RoomId, RoomFrame> _last = [];

    public WireFrame Shorten(FrameOf message)
    {
        var frame = message.Frame;
        _last.TryGetValue(frame.Room, out var last);
        _last[frame.Room] = frame;
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
        _last.TryGetValue(wire.Room, out var last);
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
        _last[wire.Room] = frame;
        return new FrameOf(wire.Epoch, frame);
    }
}
