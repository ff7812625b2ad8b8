namespace Actors.World;

/// <summary>Converts the seconds that authors write to ticks, the smallest time that a room counts.</summary>
internal readonly record struct TickLength(int Milliseconds)
{
    private static readonly int DefaultMilliseconds = new WorldRules().TickMilliseconds;

    public int Ticks(double seconds) =>
        Math.Max(1, (int)Math.Round(seconds * 1000 / Milliseconds, MidpointRounding.AwayFromZero));

    /// <summary>Converts a default of the definitions, which is in ticks of the default length, so that its time stays the same.</summary>
    public int FromDefault(int ticks) => Ticks(ticks * DefaultMilliseconds / 1000.0);
}
