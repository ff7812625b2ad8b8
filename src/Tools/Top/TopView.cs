using System.Globalization;
using Actors.Tools.Common.Terminal;
using Spectre.Console;

namespace Actors.Tools.Top;

/// <summary>
/// A sample as lines of a terminal: the cluster in one line, its nodes, the connections, and as many rooms as fit, those with the most players first.
/// </summary>
internal static class TopView
{
    /// <summary>Limits for the lateness of a tick: if one in a hundred of a room's ticks is later than this, its players notice.</summary>
    private const double LateMilliseconds = 10, TooLateMilliseconds = 50;

    private const string Gap = "  ";

    private static readonly Column<AdminRoom>[] RoomColumns =
    [
        new("ROOM", -28, static room => room.Room),
        new("NODE", -16, static room => room.Owner),
        new("PLAYERS", 7, static room => Show(room.Players)),
        new("AWAY", 5, static room => Show(room.Away)),
        new("WATCHERS", 8, static room => Show(room.Watchers)),
        new("LATE p50 ms", 11, static room => Milliseconds(room.LatenessP50Milliseconds)),
        new("p99 ms", 7, static room => Milliseconds(room.LatenessP99Milliseconds), static room => Late(room.LatenessP99Milliseconds)),
        new("RESTARTS", 8, static room => Show(room.Restarts), static room => room.Restarts > 0 ? Look.Warn : Style.Plain),
        new("", -11, static room => room.Quarantined ? "quarantined" : "", static _ => Look.Bad),
    ];

    /// <param name="height">The number of lines; the rooms get what is left.</param>
    /// <param name="trouble">What has gone wrong since the sample was taken; null: nothing.</param>
    public static IReadOnlyList<Line> Lines(TopSample sample, int width, int height, string? trouble = null)
    {
        var lines = new List<Line> { Summary(sample) };
        if (trouble is not null)
            lines.Add(new Line(trouble, Look.Bad));
        if (sample.Cluster.Notice is { } notice)
            lines.AddRange(notice.Split('\n').Take(3).Select(static line => new Line(line, Look.Warn)));
        lines.Add(new Line());
        lines.AddRange(Table(NodeColumns(sample), sample.Cluster.Nodes, width));
        lines.Add(new Line());
        lines.Add(new Line("CONNECTIONS  ", Look.Dim).Add(Connections(sample)));
        lines.Add(new Line());
        lines.AddRange(Table(RoomColumns, sample.Cluster.Rooms, width).Take(Math.Max(2, height - lines.Count)));
        return [.. lines.Select(line => line.Cut(width))];
    }

    private static Line Summary(TopSample sample)
    {
        var (players, away) = (sample.Players, sample.Away);
        return new Line(sample.Cluster.Node, Look.Strong).Add(string.Create(CultureInfo.InvariantCulture,
            $"  {sample.Cluster.At:HH:mm:ss}Z  {Count(sample.Cluster.Nodes.Count, "node")}, {Count(sample.ActiveRooms, "active room")}, "
            + $"{Count(players, "player")}{(away > 0 ? $" ({away} away)" : "")}, "
            + $"{Count(sample.ConnectionCount, "connection")}, {(sample.CommitsPerSecond.Count == 0 ? "?" : Show(sample.CommitsPerSecond.Values.Sum()))} commits/s"));
    }

    private static Column<AdminNode>[] NodeColumns(TopSample sample) =>
    [
        new("NODE", -16, static node => node.Name),
        new("MEMBER", -20, static node => node.Status is null ? "no member" : node.Reachable ? node.Status + (node.Oldest ? ", coordinator" : "") : node.Status + ", unreachable",
            static node => node is { Status: not null, Reachable: true } ? Look.Good : Look.Bad),
        new("STATE", -15, State, static node => node.Draining || IsSilent(node) ? Look.Warn : Style.Plain),
        new("SHARDS", 6, static node => Known(node, node.Shards)),
        new("ROOMS", 6, static node => Known(node, node.ActiveRooms)),
        new("PLAYERS", 7, static node => Known(node, node.Players)),
        new("AWAY", 5, static node => Known(node, node.Away)),
        new("LATE p99 ms", 11, node => Milliseconds(sample.Lateness(node.Name)), node => Late(sample.Lateness(node.Name))),
        new("COMMITS/s", 9, node => sample.CommitsPerSecond.TryGetValue(node.Name, out var rate) ? Show(rate) : node.Weight > 0 ? "?" : "0"),
    ];

    private static string State(AdminNode node) => node switch
    {
        { Draining: true } => node.Shards > 0 ? "draining" : "drained",
        { } when IsSilent(node) => "does not answer",
        { Gateway: true } => node.Weight > 0 ? "gateway, rooms" : "gateway",
        _ => "rooms",
    };

    private static bool IsSilent(AdminNode node) => node is { Weight: > 0, Reported: false };

    /// <summary>The value of a node that does not answer is unknown; a node that hosts no rooms has none.</summary>
    private static string Known(AdminNode node, int value) => IsSilent(node) ? "?" : Show(value);

    private static string Connections(TopSample sample) => sample.ConnectionCount == 0
        ? "none"
        : string.Join(", ", sample.Dialects.Select(static each => $"{each.Dialect} {Show(each.Count)}"))
        + (sample.Connections.Count > 1 ? $"  ({string.Join(", ", sample.Connections.Select(static each => $"{each.Key} {Show(each.Value.Total)}"))})" : "");

    private static IEnumerable<Line> Table<T>(Column<T>[] columns, IReadOnlyList<T> rows, int width)
    {
        // A line that is too long ends after a whole column: half a number would be a wrong one.
        var space = width + Gap.Length;
        Column<T>[] fitting = [.. columns.TakeWhile(column => (space -= Math.Abs(column.Width) + Gap.Length) >= 0)];
        yield return Row(fitting, static column => column.Title, static _ => Look.Dim);
        foreach (var row in rows)
            yield return Row(fitting, column => column.Of(row), column => column.Look?.Invoke(row) ?? Style.Plain);
    }

    private static Line Row<T>(Column<T>[] columns, Func<Column<T>, string> text, Func<Column<T>, Style> look)
    {
        var line = new Line();
        foreach (var column in columns)
        {
            var cell = new Line(text(column), look(column)).Cut(Math.Abs(column.Width));
            var blanks = new string(' ', Math.Abs(column.Width) - cell.Width);
            line.Add(line.Width > 0 ? Gap : "");
            _ = column.Width < 0 ? line.Add(cell).Add(blanks) : line.Add(blanks).Add(cell);
        }
        return line;
    }

    private static Style Late(double milliseconds) => milliseconds switch
    {
        >= TooLateMilliseconds => Look.Bad,
        >= LateMilliseconds => Look.Warn,
        _ => Style.Plain,
    };

    private static string Count(int count, string what) => $"{Show(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Milliseconds(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Show(double value) => value.ToString(value is > 0 and < 10 ? "0.#" : "#,0", CultureInfo.InvariantCulture);

    /// <param name="Width">Negative: the text is aligned to the left.</param>
    private sealed record Column<T>(string Title, int Width, Func<T, string> Of, Func<T, Style>? Look = null);
}
