namespace Actors.World;

/// <summary>The room's own chance (SplitMix64): its whole state is one number, which is part of the room.</summary>
internal sealed class RoomRandom(ulong seed)
{
    public ulong State { get; private set; } = seed;

    /// <summary>At least 0 and less than 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>At least 0 and less than <paramref name="limit"/>.</summary>
    public int Next(int limit) => (int)(NextDouble() * limit);

    private ulong Next()
    {
        State += 0x9E3779B97F4A7C15;
        var mixed = State;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
