using System.Text;

namespace Actors.PlayerDirectory;

/// <summary>Names hash to a fixed number of buckets, each an actor of its own.</summary>
public static class NameBuckets
{
    /// <summary>For all nodes of a cluster, of every version: with different numbers, players would not be found.</summary>
    public const int Count = 64;

    /// <summary>What makes two names the same, as the store sees it.</summary>
    public static string KeyOf(string name) => name.ToLowerInvariant();

    /// <summary>The same on every node, of every version: FNV-1a (32 bits) of the key in UTF-8, folded to six bits.</summary>
    public static int Of(string key)
    {
        Span<byte> bytes = stackalloc byte[128];
        var text = Encoding.UTF8.GetByteCount(key) <= bytes.Length ? bytes[..Encoding.UTF8.GetBytes(key, bytes)] : Encoding.UTF8.GetBytes(key);
        var hash = 2166136261u;
        foreach (var one in text)
            hash = (hash ^ one) * 16777619u;
        hash ^= hash >> 16;
        hash ^= hash >> 8;
        return (int)(hash % Count);
    }
}
