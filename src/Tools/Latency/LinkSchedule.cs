namespace Actors.Tools.Latency;

/// <summary>
/// Decides when traffic that enters a link leaves it. Time is passed in as milliseconds, chance comes from the seed, so the same traffic meets the same
/// conditions.
/// </summary>
internal sealed class LinkSchedule(LinkConditions conditions, int stream)
{
    private const int SegmentBytes = 1460;
    private const double LeastRetransmitMilliseconds = 200;
    private const int MaxRetransmits = 5;
    private readonly Random _random = new(unchecked((conditions.Seed * 397) ^ stream));
    private double _linkFree;
    private double _lastDue;

    /// <summary>False: the datagram is lost. Because of jitter, datagrams may overtake one another.</summary>
    public bool TryDatagram(double now, int bytes, out double due)
    {
        due = Transmitted(now, bytes) + Delay();
        return _random.NextDouble() >= conditions.Loss;
    }

    /// <summary>A lost segment delays everything behind it by a retransmission; nothing is missing or overtakes.</summary>
    public double Chunk(double now, int bytes)
    {
        var due = Transmitted(now, bytes) + Delay();
        for (var rest = bytes; rest > 0; rest -= SegmentBytes)
            due += Stall();
        return _lastDue = Math.Max(_lastDue, due);
    }

    private double Stall()
    {
        double stall = 0;
        var wait = Math.Max(LeastRetransmitMilliseconds, 2 * conditions.LatencyMilliseconds);
        for (var i = 0; i < MaxRetransmits && _random.NextDouble() < conditions.Loss; i++, wait *= 2)
            stall += wait;
        return stall;
    }

    private double Delay() => conditions.LatencyMilliseconds + (_random.NextDouble() * conditions.JitterMilliseconds);

    private double Transmitted(double now, int bytes)
    {
        if (conditions.BytesPerSecond <= 0)
            return now;
        return _linkFree = Math.Max(_linkFree, now) + (bytes * 1000.0 / conditions.BytesPerSecond);
    }
}
