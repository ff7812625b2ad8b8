using System.Globalization;

namespace Actors.World;

/// <summary>The inclusive bounds of a number in the content.</summary>
internal readonly record struct Bounds(double Least, double Most)
{
    public static readonly Bounds Side = new(4, 1_000);
    public static readonly Bounds Coordinate = new(-500, 500);
    public static readonly Bounds Extent = new(0.1, 1_000);
    public static readonly Bounds Radius = new(0.1, 100);
    public static readonly Bounds NodeRadius = new(0.1, 10);
    public static readonly Bounds ExitWidth = new(1, 100);
    public static readonly Bounds PlayerRadius = new(0.1, 2);
    public static readonly Bounds PlayerSpeed = new(0.1, 50);
    public static readonly Bounds CreatureSpeed = new(0, 50);
    public static readonly Bounds ProjectileSpeed = new(0.1, 100);
    public static readonly Bounds Range = new(0.1, 100);
    public static readonly Bounds Distance = new(0, 1_000);
    public static readonly Bounds Seconds = new(0.05, 86_400);

    public static readonly Bounds ReturnSeconds = new(0, 31_536_000);
    public static readonly Bounds TickMilliseconds = new(10, 1_000);
    public static readonly Bounds Health = new(1, 1_000_000);
    public static readonly Bounds Points = new(0, 10_000);
    public static readonly Bounds Score = new(0, 1_000_000);
    public static readonly Bounds Amount = new(1, 1_000_000);
    public static readonly Bounds Capacity = new(1, 10_000);
    public static readonly Bounds Inventory = new(1, 1_000);
    public static readonly Bounds GroundItems = new(1, 10_000);
    public static readonly Bounds TextUnits = new(1, 4_000);
    public static readonly Bounds Seed = new(0, 1_000_000_000);

    public bool Contain(double value) => value >= Least && value <= Most;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"from {Least:0.###} to {Most:0.###}");
}
