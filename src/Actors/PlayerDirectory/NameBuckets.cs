namespace Actors.PlayerDirectory;

/// <summary>Names hash to a fixed number of buckets, each an actor of its own.</summary>
public static class NameBuckets
{
    /// <summary>The same on all nodes of a cluster, of every version: with different numbers, players would not be found.</summary>
    public const int Count = 64;

    /// <summary>Two names with one key are the same name, as in the store.</summary>
    public static string KeyOf(string name) => name.ToLowerInvariant();

    /// <summary>The same on every node, of every version.</summary>
    public static int Of(string key) => StableHash.BucketOf(key, Count);
}
