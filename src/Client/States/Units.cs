namespace Actors.Client.States;

/// <summary>States are reckoned in whole numbers, as the server does: their sums are the same on every machine.</summary>
internal static class Units
{
    public const double Milli = 1e3;
    public const double Micro = 1e6;

    /// <summary>What a number of JSON is in whole parts of a unit.</summary>
    public static long Whole(double number, double unit) => (long)Math.Floor((number * unit) + 0.5);
}
