using System.Text;

namespace Actors;

/// <summary>Maps a text to one of a fixed number of buckets, in the same way on every node and in every version.</summary>
internal static class StableHash
{
    /// <summary>FNV-1a (32 bits) of the text in UTF-8, folded so that few buckets see all of its bits.</summary>
    public static int BucketOf(string text, int buckets)
    {
        Span<byte> bytes = stackalloc byte[256];
        var utf8 = Encoding.UTF8.GetByteCount(text) <= bytes.Length ? bytes[..Encoding.UTF8.GetBytes(text, bytes)] : Encoding.UTF8.GetBytes(text);
        var hash = 2166136261u;
        foreach (var one in utf8)
            hash = (hash ^ one) * 16777619u;
        hash ^= hash >> 16;
        hash ^= hash >> 8;
        return (int)(hash % buckets);
    }
}
