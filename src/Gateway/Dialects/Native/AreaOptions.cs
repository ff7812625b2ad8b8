using System.ComponentModel.DataAnnotations;

namespace Actors.Gateway.Dialects.Native;

/// <summary>How much of a large room clients see that wish for an area of interest: a square of cells about their own.</summary>
public sealed class AreaOptions
{
    /// <summary>Units along a cell's side, at least; rooms of more than 4,096 such cells have larger ones.</summary>
    [Range(1, 10_000)]
    public double CellUnits { get; set; } = 32;

    /// <summary>Cells seen in each direction beside one's own. A room that is not larger than such a square is seen whole.</summary>
    [Range(1, 100)]
    public int Radius { get; set; } = 1;
}
