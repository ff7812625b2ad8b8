namespace Actors.Rooms;

/// <summary>
/// Statistics of a room. Its actor writes them and anyone may read them; neither waits for the other. Each figure is consistent, and all are of about
/// the same moment.
/// </summary>
internal sealed class RoomStats
{
    private const int SampledTicks = 128;

    private float[]? _latenessMilliseconds;
    private int _ticks;
    private int _players;
    private int _disconnected;
    private int _restarts;
    private long _commits;

    public int Players => Volatile.Read(ref _players);

    public int Disconnected => Volatile.Read(ref _disconnected);

    public int Restarts => Volatile.Read(ref _restarts);

    /// <summary>The room's committed transactions, of all activations on this node.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    public void Set(int players, int disconnected)
    {
        Volatile.Write(ref _players, players);
        Volatile.Write(ref _disconnected, disconnected);
    }

    public void Committed() => Interlocked.Increment(ref _commits);

    public void Restarted() => Interlocked.Increment(ref _restarts);

    public void Ticked(TimeSpan lateness)
    {
        var samples = _latenessMilliseconds ??= new float[SampledTicks];
        var tick = _ticks;
        samples[tick % SampledTicks] = (float)lateness.TotalMilliseconds;
        // Does not fall below the number of samples when it would overflow.
        Volatile.Write(ref _ticks, tick == int.MaxValue ? SampledTicks : tick + 1);
    }

    /// <summary>Over the sampled ticks; zeros before the first.</summary>
    public (double P50Milliseconds, double P99Milliseconds) Lateness()
    {
        var count = Math.Min(Volatile.Read(ref _ticks), SampledTicks);
        if (count == 0)
            return (0, 0);
        Span<float> sorted = stackalloc float[SampledTicks];
        sorted = sorted[..count];
        _latenessMilliseconds.AsSpan(0, count).CopyTo(sorted);
        sorted.Sort();
        return (At(sorted, 0.5), At(sorted, 0.99));
    }

    /// <summary>The smallest sample that so large a part of them does not exceed, rounded to thousandths.</summary>
    private static double At(ReadOnlySpan<float> sorted, double part) => Math.Round(sorted[(int)Math.Ceiling(part * sorted.Length) - 1], 3);
}
