using Actors.Tools.Common;

namespace Actors.Bench.Load.Measuring;

/// <summary>What the clients of one run have seen together; counts only while it is open.</summary>
internal sealed class Tally
{
    public bool IsOpen { get; set; }

    public long Frames { get; private set; }

    public long Bytes { get; private set; }

    public long Inputs { get; private set; }

    /// <summary>Microseconds.</summary>
    public Latencies RoundTrips { get; } = new();

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
            RoundTrips.Record((long)took.TotalMicroseconds);
    }
}
