using Actors.Client;
using Actors.Tools.Common.Terminal;
using Spectre.Console;
using Self = Actors.Client.Player;

namespace Actors.Tools.Player;

/// <summary>A room from above, in a frame. Exits are drawn on the frame; those out of view too, on the side where they are.</summary>
internal static class MapView
{
    /// <summary>
    /// The distance between dots on the floor, in columns; the same distance takes half as many rows. Without dots, players would not see that they walk.
    /// </summary>
    private const int DotsEvery = 6;

    /// <param name="width">Including the frame; the map takes less if the room is smaller.</param>
    public static IReadOnlyList<Line> Lines(Room room, RoomState? state, Self? self, int width, int height, bool? whole)
    {
        var window = MapWindow.Of((room.Width, room.Height), self is null ? (0, 0) : (self.X, self.Y), Math.Max(1, width - 2), Math.Max(1, height - 2), whole);
        var cells = new Cell[window.Columns + 2, window.Rows + 2];
        Floor(cells, window);
        foreach (var piece in room.Scenery)
            Cover(cells, window, piece);
        for (var i = 0; i < room.Nodes.Count; i++)
        {
            var (glyph, style) = Glyphs.OfResource(room.Nodes[i].Resource);
            Put(cells, window, room.Nodes[i].X, room.Nodes[i].Y, glyph, state is not null && i < state.Nodes.Count && state.Nodes[i] == 0 ? Glyphs.Spent : style);
        }
        if (state is not null)
            Put(cells, window, state, self);
        Frame(cells);
        foreach (var exit in room.Exits)
            Open(cells, window, exit);
        return [.. Rows(cells)];
    }

    private static void Floor(Cell[,] cells, MapWindow window)
    {
        for (var row = 0; row < window.Rows; row++)
        {
            for (var column = 0; column < window.Columns; column++)
            {
                var (x, y) = window.MiddleOf(column, row);
                cells[column + 1, row + 1] = HasDot(x, window.UnitsPerColumn, window) && HasDot(y, window.UnitsPerRow, window) ? new("·", Look.Dim) : new(" ", Style.Plain);
            }
        }
    }

    /// <summary>Whether a cell contains one of the lines on which dots are drawn. The lines are fixed to the room, not to the window.</summary>
    private static bool HasDot(double middle, double length, MapWindow window)
    {
        var apart = DotsEvery * window.UnitsPerColumn;
        return Math.Floor((middle + (length / 2)) / apart) > Math.Floor((middle - (length / 2)) / apart);
    }

    private static void Cover(Cell[,] cells, MapWindow window, Scenery piece)
    {
        var (glyph, style) = Glyphs.OfScenery(piece.Kind);
        var isSeen = false;
        var (halfWidth, halfHeight) = piece.Radius > 0 ? (piece.Radius, piece.Radius) : (piece.Width / 2, piece.Height / 2);
        var (left, top) = window.CellOf(piece.X - halfWidth, piece.Y - halfHeight);
        var (right, bottom) = window.CellOf(piece.X + halfWidth, piece.Y + halfHeight);
        for (var row = Math.Max(0, top); row <= Math.Min(window.Rows - 1, bottom); row++)
        {
            for (var column = Math.Max(0, left); column <= Math.Min(window.Columns - 1, right); column++)
            {
                var (x, y) = window.MiddleOf(column, row);
                if (!Covers((x - piece.X) / halfWidth, (y - piece.Y) / halfHeight))
                    continue;
                cells[column + 1, row + 1] = new(glyph, style);
                isSeen = true;
            }
        }
        // The smallest piece covers no cell's middle, and gets one cell anyway.
        if (!isSeen)
            Put(cells, window, piece.X, piece.Y, glyph, style);

        // If an edge runs through the middles of two cells, only one of them is covered.
        bool Covers(double across, double down) => piece.Radius > 0 ? (across * across) + (down * down) < 1 : across is >= -1 and < 1 && down is >= -1 and < 1;
    }

    private static void Put(Cell[,] cells, MapWindow window, RoomState state, Self? self)
    {
        foreach (var item in state.Items)
            Put(cells, window, item.X, item.Y, Glyphs.Thing, Glyphs.Item);
        foreach (var creature in state.Creatures)
            Put(cells, window, creature.X, creature.Y, Glyphs.OfCreature(creature.Name), creature.Health > 0 ? Glyphs.Creature : Glyphs.Spent);
        foreach (var player in state.Players.Where(player => player.Id != self?.Id))
            Put(cells, window, player.X, player.Y, Glyphs.OfPlayer(player.Name), player.Health > 0 ? Glyphs.Player : Glyphs.Spent);
        foreach (var shot in state.Projectiles)
            Put(cells, window, shot.X, shot.Y, Glyphs.Projectile, Glyphs.Shot);
        if (self is not null)
            Put(cells, window, self.X, self.Y, Glyphs.Myself, Glyphs.Self);
    }

    private static void Put(Cell[,] cells, MapWindow window, double x, double y, string glyph, Style style)
    {
        var (column, row) = window.CellOf(x, y);
        // A player right at the wall is drawn in the last cell before it.
        (column, row) = (column == window.Columns ? column - 1 : column, row == window.Rows ? row - 1 : row);
        if (window.Has(column, row))
            cells[column + 1, row + 1] = new(glyph, style);
    }

    private static void Frame(Cell[,] cells)
    {
        var (right, bottom) = (cells.GetLength(0) - 1, cells.GetLength(1) - 1);
        for (var column = 0; column <= right; column++)
            cells[column, 0] = cells[column, bottom] = new("─", Look.Dim);
        for (var row = 0; row <= bottom; row++)
            cells[0, row] = cells[right, row] = new("│", Look.Dim);
        (cells[0, 0], cells[right, 0], cells[0, bottom], cells[right, bottom]) = (new("┌", Look.Dim), new("┐", Look.Dim), new("└", Look.Dim), new("┘", Look.Dim));
    }

    private static void Open(Cell[,] cells, MapWindow window, Exit exit)
    {
        var (column, row) = window.CellOf(exit.X, exit.Y);
        var (right, bottom) = (window.Columns + 1, window.Rows + 1);
        var (x, y) = (Math.Clamp(column + 1, 1, window.Columns), Math.Clamp(row + 1, 1, window.Rows));
        // On the nearest wall; an exit may also be in the middle of a room, such as stairs.
        (string Glyph, int Distance, int X, int Y)[] sides = [("▲", row, x, 0), ("▼", window.Rows - 1 - row, x, bottom), ("◀", column, 0, y), ("▶", window.Columns - 1 - column, right, y)];
        var side = sides.MinBy(static each => each.Distance);
        var (glyph, atX, atY) = side.Distance > 1 ? ("◆", x, y) : (side.Glyph, side.X, side.Y);
        cells[atX, atY] = new(glyph, Glyphs.Exit);
        Name(cells, exit.Direction, atX, atY, atY == 0 || atY == bottom);
    }

    /// <summary>Beside the sign of the exit, on the frame or over the floor, if there is space.</summary>
    private static void Name(Cell[,] cells, string name, int x, int y, bool isOnFrame)
    {
        var right = cells.GetLength(0) - 1;
        var text = Line.Clean(name);
        var start = x + 1 + text.Length < right ? x + 1 : x - text.Length;
        if (start < 1 || Enumerable.Range(start, text.Length).Any(column => isOnFrame ? cells[column, y].Glyph != "─" : cells[column, y].Glyph is not (" " or "·")))
            return;
        for (var i = 0; i < text.Length; i++)
            cells[start + i, y] = new(text[i].ToString(), Glyphs.Exit);
    }

    private static IEnumerable<Line> Rows(Cell[,] cells)
    {
        for (var row = 0; row < cells.GetLength(1); row++)
        {
            var line = new Line();
            for (var column = 0; column < cells.GetLength(0);)
            {
                // Consecutive cells of one style become one text.
                var (text, style) = ("", cells[column, row].Style);
                for (; column < cells.GetLength(0) && cells[column, row].Style == style; column++)
                    text += cells[column, row].Glyph;
                line.Add(text, style);
            }
            yield return line;
        }
    }

    private readonly record struct Cell(string Glyph, Style Style);
}
