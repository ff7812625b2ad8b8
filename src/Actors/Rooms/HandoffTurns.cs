using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// When the rooms of this node may seal, so that a node which gives up all its shards does not stop all its rooms at once. A handoff takes the database, the coordinator and the room's new
/// node some ten milliseconds each. If all shards move together, all their rooms stand still until the last of them has moved; one after the other, each stands still only for its own move.
/// A room runs on until its turn.
/// </summary>
internal sealed class HandoffTurns
{
    /// <summary>About as long as the slowest part of one shard's handoff.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>Nothing waits longer, however many shards move: players who enter a room that is about to move wait until it has.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TimeSpan?[] _turns = new TimeSpan?[RoomShards.Count];
    private TimeSpan? _last;

    /// <summary>How long a room that has been asked to seal runs on. Rooms of one shard have their turn together, because a shard moves when the last of them has stopped.</summary>
    public TimeSpan WaitOf(RoomId room, TimeSpan now)
    {
        var shard = RoomShards.Of(room);
        lock (_lock)
        {
            // A turn that has come stays the shard's for a moment, for those of its rooms that are asked a little later.
            if (_turns[shard] is not { } turn || turn + Interval < now)
            {
                turn = _last is { } last && last + Interval > now ? last + Interval : now;
                if (turn > now + Longest)
                    turn = now + Longest;
                _turns[shard] = _last = turn;
            }
            return turn > now ? turn - now : TimeSpan.Zero;
        }
    }
}
