using Actors.Cluster;
using Actors.Storage;
using Actors.World;

namespace Actors.Rooms;

/// <summary>The world has reached a tick at which this room has something to do.</summary>
/// <param name="WorldTick">The tick.</param>
/// <param name="Due">When it was to come to this room, since the epoch.</param>
internal sealed record TickDue(long WorldTick, TimeSpan Due) : RoomMessage;

internal sealed record WatcherAdded(IRoomWatcher Watcher) : RoomMessage;

internal sealed record RoomLoaded(SavedRoom Saved) : RoomMessage;

internal sealed record LoadFailed(Exception Cause) : RoomMessage;

internal sealed record LoadAgain : RoomMessage;

internal sealed record PlayerLoaded(JoinRoom Join, PlayerState? State) : RoomMessage;

internal sealed record PlayerLoadFailed(JoinRoom Join, Exception Cause) : RoomMessage;

internal sealed record CommitEnded(long Number, CommitOutcome Outcome) : RoomMessage;

internal sealed record CommitBroke(long Number, Exception Cause) : RoomMessage;

internal sealed record DepartureTimedOut(PlayerId Player, long Attempt) : RoomMessage;

/// <param name="Number">Which absence: one that has ended, while this was on the way, does not end the next.</param>
internal sealed record GraceEnded(PlayerId Player, long Number) : RoomMessage;

internal sealed record ReservationExpired(PlayerId Player, long Number) : RoomMessage;

/// <summary>Time to keep the players' positions and to see whether anybody needs this room.</summary>
internal sealed record HouseKeeping : RoomMessage;

/// <summary>The room's shard is to be another node's: keep all that there is, then stop.</summary>
internal sealed record SealRoom : RoomMessage;

/// <summary>The room comes from another node, where these were in it: they are on the way.</summary>
internal sealed record GuestsExpected(IReadOnlyList<PlayerId> Players) : RoomMessage;

/// <summary>The last message of an activation that gives way: nothing comes after it.</summary>
internal sealed record Retired : RoomMessage;

/// <summary>The store does not hold what this room believed: its state is void and must be loaded anew.</summary>
public sealed class RoomBrokenException(string message, Exception? inner = null) : Exception(message, inner);
