namespace Actors.PlayerDirectory;

/// <summary>
/// A number for a set of players, by which a gateway and a bucket compare their sets without sending them: the sum over the players, so that it is kept up to date
/// at the cost of one player.
/// </summary>
public static class Fingerprints
{
    /// <summary>The same on every node, of every version.</summary>
    public static long Of(PlayerEntry entry)
    {
        var hash = 14695981039346656037ul;
        foreach (var letter in entry.Name)
            hash = (hash ^ letter) * 1099511628211ul;
        return (long)Mix(hash + Mix((ulong)entry.Player.Value + Mix((ulong)entry.Connection.Gateway + Mix((ulong)entry.Connection.Number))));
    }

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15ul;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ul;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBul;
        return value ^ (value >> 31);
    }
}
