namespace Actors.Sharding;

/// <summary>A node that can host rooms.</summary>
/// <param name="Weight">The node's share of the shards, relative to the others' weights; above 0.</param>
public readonly record struct ShardHost(string Name, int Weight);

/// <summary>
/// Decides which node should host a shard, by weighted rendezvous hashing. The result depends only on the nodes' names and weights, so every coordinator computes the same one.
/// When a node joins or leaves, only the shards that it gets, or had, move.
/// </summary>
public static class Placement
{
    /// <returns>The index of the host; -1 when there is none.</returns>
    public static int OwnerOf(int shard, IReadOnlyList<ShardHost> hosts)
    {
        var best = -1;
        var highest = double.NegativeInfinity;
        for (var index = 0; index < hosts.Count; index++)
        {
            // The weight divided by an exponentially distributed number wins with a probability proportional to the weight.
            var score = hosts[index].Weight / -Math.Log(Uniform(hosts[index].Name, shard));
            if (score > highest || (score == highest && string.CompareOrdinal(hosts[index].Name, hosts[best].Name) < 0))
                (highest, best) = (score, index);
        }
        return best;
    }

    /// <summary>Between 0 and 1, exclusive: FNV-1a of the name and the shard, then the finaliser of SplitMix64, which FNV's high bits need.</summary>
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
