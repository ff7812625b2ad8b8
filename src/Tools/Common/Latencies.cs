using HdrHistogram;

namespace Actors.Tools.Common;

/// <summary>How long things took, in microseconds, to a thousandth of each value. Fixed size (184 KiB), safe for many writers.</summary>
internal sealed class Latencies
{
    /// <summary>What took longer counts as having taken this long.</summary>
    public const long MaxMicroseconds = TimeSpan.MicrosecondsPerHour;

    private const int Digits = 3;

    private readonly LongConcurrentHistogram _counts = new(1, MaxMicroseconds, Digits);

    public long Count => _counts.TotalCount;

    public void Record(long microseconds) => _counts.RecordValue(Math.Clamp(microseconds, 0, MaxMicroseconds));

    /// <summary>What at least this share (0..1) of the values lies at or under; 0 without values.</summary>
    public long Percentile(double share) => Count == 0 ? 0 : _counts.GetValueAtPercentile(share * 100);
}
