using System.Text;

namespace Actors.Borders.Tests;

/// <summary>
/// Which folders use which, among siblings. A folder is a namespace and stands for everything inside it. The types directly in a folder
/// may use the folders inside and be used by them, because those are its parts.
/// </summary>
internal sealed class FolderGraph
{
    private const int ShownUses = 5;

    private readonly SortedDictionary<string, SortedDictionary<string, List<Use>>> _arrows = new(StringComparer.Ordinal);

    public FolderGraph(IEnumerable<Use> uses)
    {
        foreach (var use in uses)
        {
            if (Apart(use.User.Namespace, use.Used.Namespace) is not { } apart)
                continue;
            var (from, to) = apart;
            if (!_arrows.TryGetValue(from, out var arrows))
                _arrows[from] = arrows = new(StringComparer.Ordinal);
            if (!arrows.TryGetValue(to, out var why))
                arrows[to] = why = [];
            why.Add(use);
        }
    }

    /// <summary>Every cycle once, by the shortest path from each of its folders that no other cycle has shown.</summary>
    public IReadOnlyList<Circle> Circles()
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var circles = new List<Circle>();
        foreach (var folder in _arrows.Keys)
        {
            if (shown.Contains(folder) || ShortestWayBack(folder) is not { } way)
                continue;
            shown.UnionWith(way);
            circles.Add(new Circle(way, Explain(way)));
        }
        return circles;
    }

    /// <summary>The folders in which the paths of two namespaces diverge; null when one is inside the other.</summary>
    private static (string From, string To)? Apart(string user, string used)
    {
        var (from, to) = (user.Split('.'), used.Split('.'));
        var common = 0;
        while (common < from.Length && common < to.Length && from[common] == to[common])
            common++;
        return common == from.Length || common == to.Length ? null : (string.Join('.', from[..(common + 1)]), string.Join('.', to[..(common + 1)]));
    }

    private List<string>? ShortestWayBack(string start)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var at))
        {
            if (!_arrows.TryGetValue(at, out var arrows))
                continue;
            foreach (var to in arrows.Keys)
            {
                if (to == start)
                    return WayTo(at, start, cameFrom);
                if (cameFrom.TryAdd(to, at))
                    next.Enqueue(to);
            }
        }
        return null;
    }

    private static List<string> WayTo(string end, string start, Dictionary<string, string> cameFrom)
    {
        var way = new List<string> { end };
        while (way[^1] != start)
            way.Add(cameFrom[way[^1]]);
        way.Reverse();
        return way;
    }

    private string Explain(List<string> way)
    {
        var text = new StringBuilder();
        for (var i = 0; i < way.Count; i++)
        {
            var (from, to) = (way[i], way[(i + 1) % way.Count]);
            var why = _arrows[from][to];
            text.Append($"  {from} -> {to}: {string.Join("; ", why.Select(static use => use.ToString()).Order(StringComparer.Ordinal).Take(ShownUses))}");
            text.AppendLine(why.Count > ShownUses ? $"; and {why.Count - ShownUses} more" : "");
        }
        return text.ToString();
    }
}

/// <param name="Folders">Each uses the next, and the last the first.</param>
/// <param name="Explanation">The types that cause it, one arrow a line.</param>
internal sealed record Circle(IReadOnlyList<string> Folders, string Explanation);
