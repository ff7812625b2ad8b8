using System.Globalization;
using Actors.World;

namespace Actors.Rooms;

/// <summary>Rooms hash to a fixed number of shards; a shard is what a node hosts.</summary>
public static class RoomShards
{
    /// <summary>
    /// The same on all nodes of a cluster, of every version: a cluster in which they differ has rooms in two places (fenced, but never at rest). The coordinator writes its state once
    /// for each shard that moves, so more shards make a hand-over longer: docs/adr/0008.
    /// </summary>
    public const int Count = 64;

    private static readonly string[] Ids = [.. Enumerable.Range(0, Count).Select(static shard => shard.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The same on every node, of every version.</summary>
    public static int Of(RoomId room) => StableHash.BucketOf(room.Value, Count);

    /// <summary>The name that Akka knows the room's shard by.</summary>
    public static string IdOf(string room) => Ids[StableHash.BucketOf(room, Count)];

    /// <summary>False for a name that is not one of our shards.</summary>
    public static bool TryParse(string id, out int shard) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out shard) && shard < Count;
}
