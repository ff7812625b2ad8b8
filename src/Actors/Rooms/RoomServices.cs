using Actors.Rooms.Recording;
using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>What a room's actor is given of the node that it runs on.</summary>
/// <param name="Content">The world's content, which may be reloaded.</param>
/// <param name="Local">The rooms of this node, for driving and inspecting them.</param>
/// <param name="Frames">Where frames go.</param>
/// <param name="Recordings">Null when no room is recorded.</param>
public sealed record RoomServices(
    LiveWorld Content,
    RoomTime Time,
    IWorldStore Store,
    RoomOptions Options,
    NodeActors Actors,
    LocalRooms Local,
    IFrameSinks Frames,
    ILogger Logger,
    RoomRecordings? Recordings = null)
{
    /// <summary>The current content.</summary>
    public WorldDefinition World => Content.Current;
}
