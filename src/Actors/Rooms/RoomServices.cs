using Actors.Cluster;
using Actors.Rooms.Recording;
using Actors.Storage;
using Actors.World;

namespace Actors.Rooms;

/// <summary>What a room's actor is given of the node that it runs on.</summary>
/// <param name="Recordings">Null when no room is recorded.</param>
public sealed record RoomServices(
    ICluster Cluster,
    WorldDefinition World,
    RoomTime Time,
    IWorldStore Store,
    ICommitLog Commits,
    RoomOptions Options,
    RoomRecordings? Recordings = null);

/// <summary>Where a room's changes become durable: in the order in which one room gives them.</summary>
public interface ICommitLog
{
    /// <summary>Takes its place in the order at once, before it returns. Completes once the outcome is known; while the store is out of reach it waits, bounded by the log's own queue.</summary>
    Task<CommitOutcome> CommitAsync(RoomTransaction transaction);
}
