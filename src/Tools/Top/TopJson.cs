using System.Text.Json;

namespace Actors.Tools.Top;

/// <summary>A sample as one line of JSON.</summary>
internal static class TopJson
{
    public static string Line(TopSample sample) => JsonSerializer.Serialize(
        new
        {
            sample.Cluster.At,
            sample.Cluster.Node,
            sample.Players,
            sample.Away,
            sample.ActiveRooms,
            Connections = new { Total = sample.ConnectionCount, Dialects = sample.Dialects.ToDictionary(static each => each.Dialect, static each => each.Count), Gateways = sample.Connections },
            CommitsPerSecond = sample.CommitsPerSecond.Count == 0 ? (double?)null : Math.Round(sample.CommitsPerSecond.Values.Sum(), 3),
            Nodes = sample.Cluster.Nodes.Select(node => new
            {
                node.Name,
                node.Status,
                node.Reachable,
                node.Oldest,
                node.Gateway,
                node.Draining,
                node.Reported,
                node.Shards,
                node.ActiveRooms,
                node.Players,
                node.Away,
                node.Commits,
                CommitsPerSecond = sample.CommitsPerSecond.TryGetValue(node.Name, out var rate) ? Math.Round(rate, 3) : (double?)null,
                LatenessP99Milliseconds = sample.Lateness(node.Name),
            }),
            sample.Cluster.Rooms,
            sample.Cluster.Notice,
        },
        JsonSerializerOptions.Web);
}
