namespace Actors.Client.Connections;

/// <summary>Round trip and the server's clock, as the median of the last samples: one delayed sample does not count.</summary>
internal sealed class Latency
{
    private const int Samples = 9;

    private readonly Queue<(double RoundTrip, double Offset)> _samples = new();

    /// <summary>Milliseconds there and back; null before the first answer.</summary>
    public double? Ping { get; private set; }

    /// <summary>Added to this machine's milliseconds since 1970, it gives the server's; 0 before the first answer.</summary>
    public double ClockOffset { get; private set; }

    public void Add(double roundTrip, double serverTime, double date)
    {
        _samples.Enqueue((roundTrip, serverTime + (roundTrip / 2) - date));
        if (_samples.Count > Samples)
            _samples.Dequeue();
        // Computed here, once a second, and not where they are read, in every frame.
        Ping = Median(static sample => sample.RoundTrip);
        ClockOffset = Median(static sample => sample.Offset);
    }

    public void Clear()
    {
        _samples.Clear();
        (Ping, ClockOffset) = (null, 0);
    }

    private double Median(Func<(double RoundTrip, double Offset), double> of)
    {
        double[] sorted = [.. _samples.Select(of)];
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
