using Actors.Storage;

namespace Actors.Cluster;

/// <summary>
/// Who should own a shard: weighted rendezvous hashing over the nodes that host rooms. Each node computes it for itself and comes to the same answer;
/// when a node comes or goes, only what is to be its, or was, moves.
/// </summary>
public static class Placement
{
    /// <returns>A node for each shard; null when nobody hosts rooms.</returns>
    public static string?[] Assign(IEnumerable<Member> live)
    {
        var hosts = live.Where(static node => node is { Weight: > 0, Draining: false }).ToArray();
        var owners = new string?[Shards.Count];
        for (var shard = 0; shard < owners.Length; shard++)
            owners[shard] = OwnerOf(shard, hosts);
        return owners;
    }

    private static string? OwnerOf(int shard, Member[] hosts)
    {
        string? best = null;
        var highest = double.NegativeInfinity;
        foreach (var host in hosts)
        {
            // The weight divided by an exponentially distributed number wins with a probability proportional to the weight.
            var score = host.Weight / -Math.Log(Uniform(host.Name, shard));
            if (score > highest || (score == highest && string.CompareOrdinal(host.Name, best) < 0))
                (highest, best) = (score, host.Name);
        }
        return best;
    }

    /// <summary>Between 0 and 1, both excluded: FNV-1a of the name and the shard, then the finaliser of SplitMix64, which FNV's high bits need.</summary>
    private static double Uniform(string node, int shard)
    {
        var hash = 14695981039346656037ul;
        foreach (var letter in node)
            hash = (hash ^ letter) * 1099511628211ul;
        hash = (hash ^ (uint)shard) * 1099511628211ul;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9ul;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBul;
        hash ^= hash >> 31;
        return ((hash >> 11) + 0.5) / (1ul << 53);
    }
}
