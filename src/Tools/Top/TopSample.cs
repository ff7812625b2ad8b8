namespace Actors.Tools.Top;

/// <summary>The answers of all gateways at one moment: the cluster as the first of them sees it, and the connections of each.</summary>
/// <param name="CommitsPerSecond">By node, since the previous sample; without nodes that were not in it.</param>
internal sealed record TopSample(AdminState Cluster, IReadOnlyDictionary<string, AdminConnections> Connections, IReadOnlyDictionary<string, double> CommitsPerSecond)
{
    public int Players => Cluster.Nodes.Sum(static node => node.Players);

    public int Away => Cluster.Nodes.Sum(static node => node.Away);

    public int ActiveRooms => Cluster.Nodes.Sum(static node => node.ActiveRooms);

    public int ConnectionCount => Connections.Values.Sum(static each => each.Total);

    public IEnumerable<(string Dialect, int Count)> Dialects => Connections.Values
        .SelectMany(static each => each.Dialects)
        .GroupBy(static each => each.Key, StringComparer.Ordinal)
        .Select(static each => (each.Key, each.Sum(static one => one.Value)))
        .OrderByDescending(static each => each.Item2)
        .ThenBy(static each => each.Key, StringComparer.Ordinal);

    /// <summary>The worst p99 of the rooms of a node.</summary>
    public double Lateness(string node) =>
        Cluster.Rooms.Where(room => room.Owner == node).Select(static room => room.LatenessP99Milliseconds).DefaultIfEmpty().Max();

    /// <param name="before">Null for the first sample.</param>
    public static TopSample Of(IReadOnlyList<AdminState> gateways, TopSample? before)
    {
        var cluster = gateways[0];
        var connections = new Dictionary<string, AdminConnections>(StringComparer.Ordinal);
        // Two addresses may lead to the same gateway.
        foreach (var gateway in gateways)
            connections[gateway.Node] = gateway.Connections;
        return new TopSample(cluster, connections, before is null ? new Dictionary<string, double>() : Rates(before.Cluster, cluster));
    }

    private static Dictionary<string, double> Rates(AdminState before, AdminState now)
    {
        var rates = new Dictionary<string, double>(StringComparer.Ordinal);
        var seconds = (now.At - before.At).TotalSeconds;
        foreach (var node in now.Nodes)
        {
            // Another process of the same name counts from zero.
            if (seconds > 0 && node.Reported && before.Nodes.FirstOrDefault(was => was.Name == node.Name) is { Reported: true } was && was.Incarnation == node.Incarnation
                && node.Commits >= was.Commits)
                rates[node.Name] = (node.Commits - was.Commits) / seconds;
        }
        return rates;
    }
}
