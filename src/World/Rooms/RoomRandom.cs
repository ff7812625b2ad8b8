namespace Actors.World;

/// <summary>The room's own random numbers (SplitMix64). The whole state is one number, which is part of the room: the same inputs give the same numbers.</summary>
public sealed class RoomRandom
{
    internal RoomRandom(ulong seed) => State = seed;

    internal ulong State { get; private set; }

    /// <summary>At least 0 and less than 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>At least 0 and less than <paramref name="limit"/>.</summary>
    public int Next(int limit) => (int)(NextDouble() * limit);

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A random element.</summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public T Pick<T>(IReadOnlyList<T> among) => among.Count > 0 ? among[Next(among.Count)] : throw new ArgumentException("There is nothing to pick from.", nameof(among));

    private ulong Next()
    {
        State += 0x9E3779B97F4A7C15;
        var mixed = State;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
