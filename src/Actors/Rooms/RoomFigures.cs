namespace Actors.Rooms;

/// <summary>
/// How a room is, written by its actor and read by whoever looks from outside; neither waits for the other. Each figure is whole, and they are of about
/// the same moment.
/// </summary>
internal sealed class RoomFigures
{
    private const int KeptTicks = 128;

    private float[]? _latenessMilliseconds;
    private int _ticks;
    private int _players;
    private int _away;
    private int _restarts;

    public int Players => Volatile.Read(ref _players);

    public int Away => Volatile.Read(ref _away);

    public int Restarts => Volatile.Read(ref _restarts);

    public void Holds(int players, int away)
    {
        Volatile.Write(ref _players, players);
        Volatile.Write(ref _away, away);
    }

    public void Restarted() => Interlocked.Increment(ref _restarts);

    public void Ticked(TimeSpan lateness)
    {
        var kept = _latenessMilliseconds ??= new float[KeptTicks];
        var tick = _ticks;
        kept[tick % KeptTicks] = (float)lateness.TotalMilliseconds;
        // Stays above the number that is kept when it would run over.
        Volatile.Write(ref _ticks, tick == int.MaxValue ? KeptTicks : tick + 1);
    }

    /// <summary>Over the ticks that are kept; zeros before the first.</summary>
    public (double P50Milliseconds, double P99Milliseconds) Lateness()
    {
        var count = Math.Min(Volatile.Read(ref _ticks), KeptTicks);
        if (count == 0)
            return (0, 0);
        Span<float> sorted = stackalloc float[KeptTicks];
        sorted = sorted[..count];
        _latenessMilliseconds.AsSpan(0, count).CopyTo(sorted);
        sorted.Sort();
        return (At(sorted, 0.5), At(sorted, 0.99));
    }

    /// <summary>The smallest that so large a part of them does not exceed, in thousandths.</summary>
    private static double At(ReadOnlySpan<float> sorted, double part) => Math.Round(sorted[(int)Math.Ceiling(part * sorted.Length) - 1], 3);
}
