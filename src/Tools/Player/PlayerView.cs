using System.Globalization;
using Actors.Client;
using Actors.Tools.Common.Terminal;
using Spectre.Console;
using Self = Actors.Client.Player;

namespace Actors.Tools.Player;

/// <summary>A player's screen: the room's name, the map, beside it what is there, below it what was said, and the input line.</summary>
internal static class PlayerView
{
    private const int PanelWidth = 30, MinMapWidth = 30, MinMapHeight = 3, MinLog = 3, MaxLog = 12, HealthCells = 10;

    /// <param name="status">What is wrong with the connection; null: nothing.</param>
    public static IReadOnlyList<Line> Lines(Scene scene, string typed, string? status, int width, int height, bool? whole)
    {
        var logHeight = Math.Clamp(height / 4, MinLog, MaxLog);
        // If a terminal has not even space for a map, its end is shown, where one types.
        var mapHeight = Math.Max(0, height - logHeight - 3);
        var lines = new List<Line> { Head(scene, status) };
        if (scene.Game.Room is { } room && mapHeight >= MinMapHeight)
        {
            var hasPanel = width >= PanelWidth + MinMapWidth;
            var map = MapView.Lines(room, scene.Game.State, scene.Game.Me, hasPanel ? width - PanelWidth - 1 : width, mapHeight, whole);
            var panel = hasPanel ? Panel(scene.Game, room) : [];
            for (var row = 0; row < mapHeight; row++)
            {
                var line = new Line();
                if (row < map.Count)
                    line.Add(map[row]);
                if (row < panel.Count)
                    line = line.Fit(Math.Min(width - PanelWidth, map[0].Width + 1)).Add(panel[row].Cut(PanelWidth));
                lines.Add(line);
            }
        }
        var log = scene.Log.TakeLast(logHeight).SelectMany(line => line.Wrap(width)).TakeLast(logHeight).ToList();
        while (lines.Count < height - logHeight - 2)
            lines.Add(new Line());
        lines.AddRange(Enumerable.Repeat(new Line(), logHeight - log.Count).Concat(log));
        lines.Add(new Line("> ", Look.Dim).Add(TailOf(typed, width - 3)));
        lines.Add(new Line("arrows walk, shift+arrow on and on, tab completes, ctrl+t map, ctrl+c ends", Look.Dim));
        return [.. lines.TakeLast(height).Select(line => line.Cut(width))];
    }

    /// <summary>The cursor's position on the screen, in the input line.</summary>
    public static (int Column, int Row) CursorOf(string typed, int width, int height) => (2 + new Line(TailOf(typed, width - 3)).Width, height - 2);

    private static Line Head(Scene scene, string? status)
    {
        var line = new Line(scene.Game.Room?.Title ?? "Coming in ...", Look.Strong);
        if (scene.Game.Room is { ZoneTitle.Length: > 0 } room)
            line.Add($"  {room.ZoneTitle}", Look.Dim);
        return status is null ? line : line.Add("  ").Add(status, Look.Bad);
    }

    private static List<Line> Panel(GameClient game, Room room)
    {
        var lines = new List<Line>();
        if (game is not { State: { } state, Me: { } self })
            return lines;
        lines.Add(new Line(self.Name, Look.Strong).Add($"  score {Text(self.Score)}"));
        lines.Add(Health(self));
        var held = new[] { ("wood", self.Resources.Wood), ("stone", self.Resources.Stone), ("food", self.Resources.Food), ("gold", self.Resources.Gold) }.Where(static each => each.Item2 > 0)
            .Select(static each => $"{each.Item1} {Text(each.Item2)}");
        lines.Add(new Line(string.Join("  ", held)));
        foreach (var exit in room.Exits)
            lines.Add(new Line($"{Glyphs.Arrow(exit.X - self.X, exit.Y - self.Y)} {exit.Direction}", Glyphs.Exit).Add($" {exit.Title}", Look.Dim));
        lines.Add(new Line());
        foreach (var alike in Things(state, room, self).OrderBy(static thing => thing.Distance).GroupBy(static thing => thing.Name, StringComparer.Ordinal))
        {
            // A wood has a hundred trees: only the nearest is listed.
            var (nearest, others) = (alike.First(), alike.Count() - 1);
            lines.Add(new Line(nearest.Glyph, nearest.Style).Add($" {nearest.Name} ")
                .Add($"{nearest.Arrow} {Text((int)Math.Round(nearest.Distance))}{(others > 0 ? $", {Text(others)} more" : "")}", Look.Dim));
        }
        return lines;
    }

    private static Line Health(Self self)
    {
        if (self.Health <= 0)
            return new Line("You are dead.", Look.Bad);
        var share = (double)self.Health / Math.Max(1, self.MaxHealth);
        var full = Math.Clamp((int)Math.Ceiling(share * HealthCells), 1, HealthCells);
        return new Line(new string('█', full), share < 0.3 ? Look.Bad : share < 0.6 ? Look.Warn : Look.Good)
            .Add(new string('░', HealthCells - full), Look.Dim).Add($" {Text(self.Health)}/{Text(self.MaxHealth)}");
    }

    private static IEnumerable<(string Glyph, Style Style, string Name, double Distance, string Arrow)> Things(RoomState state, Room room, Self self)
    {
        return state.Players.Where(player => player.Id != self.Id).Select(player => Seen(Glyphs.OfPlayer(player.Name), Glyphs.Player, player.Name, player.X, player.Y))
            .Concat(state.Creatures.Select(creature => Seen(Glyphs.OfCreature(creature.Name), Glyphs.Creature, creature.Health < creature.MaxHealth
                ? $"{creature.Name} {Text(creature.Health)}/{Text(creature.MaxHealth)}" : creature.Name, creature.X, creature.Y)))
            .Concat(state.Items.Select(item => Seen(Glyphs.Thing, Glyphs.Item, item.Name, item.X, item.Y)))
            .Concat(room.Nodes.Zip(state.Nodes).Where(static node => node.Second > 0).Select(static node => node.First).Select(node =>
            {
                var (glyph, style) = Glyphs.OfResource(node.Resource);
                return Seen(glyph, style, node.Resource, node.X, node.Y);
            }));

        (string, Style, string, double, string) Seen(string glyph, Style style, string name, double x, double y) =>
            (glyph, style, name, Distance(self, x, y), Glyphs.Arrow(x - self.X, y - self.Y));
    }

    private static double Distance(Self self, double x, double y) => Math.Sqrt(((x - self.X) * (x - self.X)) + ((y - self.Y) * (y - self.Y)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The input scrolls to the left.</summary>
    private static string TailOf(string typed, int width) => typed.Length <= width ? typed : typed[^Math.Max(0, width)..];
}
