using System.Numerics;

namespace Actors.Tools.Common;

/// <summary>
/// Counts of non-negative whole numbers in log-linear buckets: each power of two is cut into 64 equal parts, so a percentile
/// is at most 1/64 above the true one. Fixed size (30 KiB), safe for many writers.
/// </summary>
internal sealed class Histogram
{
    private const int Bits = 6;
    private const int Parts = 1 << Bits;
    private readonly long[] _counts = new long[(64 - Bits) * Parts];
    private long _count;
    private long _max;

    public long Count => Interlocked.Read(ref _count);

    public long Max => Interlocked.Read(ref _max);

    public void Record(long value)
    {
        value = Math.Max(value, 0);
        Interlocked.Increment(ref _counts[IndexOf(value)]);
        Interlocked.Increment(ref _count);
        long max;
        while (value > (max = Interlocked.Read(ref _max)) && Interlocked.CompareExchange(ref _max, value, max) != max)
        {
        }
    }

    /// <summary>The smallest bucket's top under which at least this share (0..1) of the values lie; 0 without values.</summary>
    public long Percentile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(Math.Clamp(share, 0, 1) * Count));
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += Interlocked.Read(ref _counts[i]);
            if (seen >= wanted)
                return Math.Min(TopOf(i), Max);
        }
        return Max;
    }

    internal static int IndexOf(long value)
    {
        if (value < 2 * Parts)
            return (int)value;
        var shift = BitOperations.Log2((ulong)value) - Bits;
        return (shift * Parts) + (int)(value >> shift);
    }

    internal static long TopOf(int index)
    {
        if (index < 2 * Parts)
            return index;
        var shift = (index / Parts) - 1;
        return ((((long)index % Parts) + Parts + 1) << shift) - 1;
    }
}
