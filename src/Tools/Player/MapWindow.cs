namespace Actors.Tools.Player;

/// <summary>The part of a room that a map shows. A terminal's cell is about twice as high as it is wide, so a row is twice as many units as a column.</summary>
internal readonly record struct MapWindow(double Left, double Top, double UnitsPerColumn, int Columns, int Rows)
{
    public double UnitsPerRow => 2 * UnitsPerColumn;

    /// <summary>The coarsest scale at which a map of the whole room still shows the way between two trees.</summary>
    private const double Coarse = 1.3;

    private const double Near = 1;

    /// <param name="room">The size of the room.</param>
    /// <param name="whole">Null: the whole room unless that is too coarse, otherwise the surroundings.</param>
    public static MapWindow Of((double Width, double Height) room, (double X, double Y) self, int columns, int rows, bool? whole)
    {
        var fitting = Math.Max(room.Width / columns, room.Height / (2 * rows));
        var scale = whole ?? fitting <= Coarse ? fitting : Math.Min(fitting, Near);
        var (across, down) = (Math.Min(columns, Cells(room.Width, scale)), Math.Min(rows, Cells(room.Height, 2 * scale)));
        return new MapWindow(Edge(self.X, across * scale, room.Width), Edge(self.Y, down * 2 * scale, room.Height), scale, across, down);
    }

    /// <summary>The cell may be outside the window.</summary>
    public (int Column, int Row) CellOf(double x, double y) => ((int)Math.Floor((x - Left) / UnitsPerColumn), (int)Math.Floor((y - Top) / UnitsPerRow));

    public (double X, double Y) MiddleOf(int column, int row) => (Left + ((column + 0.5) * UnitsPerColumn), Top + ((row + 0.5) * UnitsPerRow));

    public bool Has(int column, int row) => column >= 0 && row >= 0 && column < Columns && row < Rows;

    private static int Cells(double length, double unitsPerCell) => Math.Max(1, (int)Math.Ceiling((length / unitsPerCell) - 1e-9));

    /// <summary>Centred on the player, but not beyond the wall.</summary>
    private static double Edge(double self, double shown, double length) =>
        shown >= length ? -shown / 2 : Math.Clamp(self - (shown / 2), -length / 2, (length / 2) - shown);
}
