using Actors.Storage;

namespace Actors.Clustering;

/// <summary>
/// Detects two clusters on one database, and decides which one ends. It takes several faults at once to get there (a node paused for longer than the lease of the
/// downing that it missed, a database that only new nodes can reach), but clusters never merge by themselves, so one has to end. Both sides see the same table and
/// come to opposite answers: the cluster with fewer members ends; of two equal ones, the one that does not have the first name.
/// </summary>
internal static class SecondCluster
{
    /// <param name="live">The rows of the table that are live.</param>
    /// <param name="known">The addresses of this node's cluster, whatever their status.</param>
    public static bool MustYield(IReadOnlyList<NodeRow> live, IReadOnlySet<string> known)
    {
        var members = live.Where(static row => row.IsMember).ToLookup(row => known.Contains(row.Address));
        var (own, others) = (members[true].ToList(), members[false].ToList());
        if (others.Count == 0 || own.Count > others.Count)
            return false;
        return own.Count < others.Count || string.CompareOrdinal(FirstOf(others), FirstOf(own)) < 0;
    }

    private static string FirstOf(IEnumerable<NodeRow> rows) => rows.Select(static row => row.Name).Min(StringComparer.Ordinal)!;
}
