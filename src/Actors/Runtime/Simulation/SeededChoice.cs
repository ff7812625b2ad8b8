namespace Actors.Runtime;

/// <summary>SplitMix64: the same choices for the same seed on every version of the platform.</summary>
internal struct SeededChoice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from zero up to, without, the count.</summary>
    public int Next(int count)
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (int)Math.BigMul(z, (ulong)count, out _);
    }
}
