using HdrHistogram;

namespace Actors.Bench.Load.Measuring;

/// <summary>The totals of all clients of one run; counts only while it is open.</summary>
internal sealed class Tally
{
    private const long LongestMicroseconds = TimeSpan.MicrosecondsPerHour;

    /// <summary>Precise to a thousandth of each value.</summary>
    private readonly LongHistogram _microseconds = new(1, LongestMicroseconds, 3);

    public bool IsOpen { get; set; }

    public long Frames { get; private set; }

    public long Bytes { get; private set; }

    public long Inputs { get; private set; }

    /// <summary>The round trip that at least this share (0..1) did not exceed; null without any.</summary>
    public double? RoundTripMilliseconds(double share) => _microseconds.TotalCount == 0 ? null : _microseconds.GetValueAtPercentile(100 * share) / 1000.0;

    public void Add(int frames, int bytes)
    {
        if (!IsOpen)
            return;
        Frames += frames;
        Bytes += bytes;
    }

    public void Sent() => Inputs += IsOpen ? 1 : 0;

    public void RoundTrip(TimeSpan took)
    {
        if (IsOpen)
            _microseconds.RecordValue(Math.Clamp((long)took.TotalMicroseconds, 0, LongestMicroseconds));
    }
}
