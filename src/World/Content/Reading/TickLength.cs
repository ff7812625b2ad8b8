namespace Actors.World;

/// <summary>Turns the seconds that authors write into ticks, of which a room counts nothing smaller.</summary>
internal readonly record struct TickLength(int Milliseconds)
{
    private static readonly int DefaultMilliseconds = new WorldRules().TickMilliseconds;

    public int Ticks(double seconds) =>
        Math.Max(1, (int)Math.Round(seconds * 1000 / Milliseconds, MidpointRounding.AwayFromZero));

    /// <summary>The definitions' defaults are in ticks of the default length; the time that they mean stays.</summary>
    public int FromDefault(int ticks) => Ticks(ticks * DefaultMilliseconds / 1000.0);
}
