using System.Buffers.Binary;

namespace Actors.Codecs.MessagePack;

/// <summary>
/// A moment as the timestamp extension has it: seconds since 1970 in UTC, which may be negative and reach far beyond what
/// <see cref="DateTimeOffset"/> holds, and nanoseconds forward from there, below 1,000,000,000.
/// </summary>
public readonly record struct MessagePackTimestamp(long Seconds, uint Nanoseconds)
{
    public const uint NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The largest number of seconds of the 64-bit form: 34 bits, in the year 2514.</summary>
    private const long MaxSeconds34 = (1L << 34) - 1;

    private const int NanosecondsPerTick = 100;

    /// <summary>Exact: a tick is 100 ns.</summary>
    public static MessagePackTimestamp From(DateTimeOffset moment)
    {
        var sinceEpoch = moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var (seconds, ticks) = Math.DivRem(sinceEpoch, TimeSpan.TicksPerSecond);
        return ticks >= 0
            ? new(seconds, (uint)ticks * NanosecondsPerTick)
            : new(seconds - 1, (uint)(ticks + TimeSpan.TicksPerSecond) * NanosecondsPerTick);
    }

    /// <summary>Rounded down to 100 ns; false where it is outside the years 1 to 9999.</summary>
    public bool TryGetDateTimeOffset(out DateTimeOffset moment)
    {
        var inRange = Seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && Seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        moment = inRange ? DateTimeOffset.FromUnixTimeSeconds(Seconds).AddTicks(Nanoseconds / NanosecondsPerTick) : default;
        return inRange;
    }

    internal static bool TryParse(ReadOnlySpan<byte> data, out MessagePackTimestamp timestamp)
    {
        switch (data.Length)
        {
            case 4:
                timestamp = new(BinaryPrimitives.ReadUInt32BigEndian(data), 0);
                break;
            case 8:
                var both = BinaryPrimitives.ReadUInt64BigEndian(data);
                timestamp = new((long)(both & MaxSeconds34), (uint)(both >> 34));
                break;
            case 12:
                timestamp = new(BinaryPrimitives.ReadInt64BigEndian(data[4..]), BinaryPrimitives.ReadUInt32BigEndian(data));
                break;
            default:
                timestamp = default;
                return false;
        }
        return timestamp.Nanoseconds < NanosecondsPerSecond;
    }

    /// <summary>The shortest of the three widths, at the start of at least 12 bytes; returns its length.</summary>
    internal int Format(Span<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Nanoseconds, NanosecondsPerSecond);
        if (Seconds is < 0 or > MaxSeconds34)
        {
            BinaryPrimitives.WriteUInt32BigEndian(data, Nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(data[4..], Seconds);
            return 12;
        }
        if (Nanoseconds == 0 && Seconds <= uint.MaxValue)
        {
            BinaryPrimitives.WriteUInt32BigEndian(data, (uint)Seconds);
            return 4;
        }
        BinaryPrimitives.WriteUInt64BigEndian(data, ((ulong)Nanoseconds << 34) | (ulong)Seconds);
        return 8;
    }
}
