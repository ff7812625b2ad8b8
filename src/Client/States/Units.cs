namespace Actors.Client.States;

/// <summary>States are computed in whole numbers, as on the server, so their sums are the same on every machine.</summary>
internal static class Units
{
    public const double Milli = 1e3;
    public const double Micro = 1e6;

    /// <summary>A number of JSON in whole fractions of a unit.</summary>
    public static long Whole(double number, double unit) => (long)Math.Floor((number * unit) + 0.5);
}
