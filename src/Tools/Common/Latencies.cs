using HdrHistogram;

namespace Actors.Tools.Common;

/// <summary>Durations in microseconds, to a thousandth of each value. Fixed size (184 KiB), safe for many writers.</summary>
internal sealed class Latencies
{
    /// <summary>Longer durations count as this long.</summary>
    public const long MaxMicroseconds = TimeSpan.MicrosecondsPerHour;

    private const int Digits = 3;

    private readonly LongConcurrentHistogram _counts = new(1, MaxMicroseconds, Digits);

    public long Count => _counts.TotalCount;

    public void Record(long microseconds) => _counts.RecordValue(Math.Clamp(microseconds, 0, MaxMicroseconds));

    /// <summary>The value that at least this share (0..1) of the values does not exceed; 0 without values.</summary>
    public long Percentile(double share) => Count == 0 ? 0 : _counts.GetValueAtPercentile(share * 100);
}
