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
