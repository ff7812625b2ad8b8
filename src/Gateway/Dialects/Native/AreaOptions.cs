using System.ComponentModel.DataAnnotations;

namespace Actors.Gateway.Dialects.Native;

/// <summary>How much of a large room clients with an area of interest see: a square of cells around their own.</summary>
public sealed class AreaOptions
{
    /// <summary>The least length of a cell's side, in units; rooms of more than 4,096 such cells have larger ones.</summary>
    [Range(1, 10_000)]
    public double CellUnits { get; set; } = 32;

    /// <summary>Cells seen in each direction beside one's own. A room that is not larger than such a square is seen completely.</summary>
    [Range(1, 100)]
    public int Radius { get; set; } = 1;
}
