namespace Actors.Datagrams;

/// <summary>The packets that one client has to acknowledge, as they were sent. Not thread-safe.</summary>
internal sealed class Unacknowledged(DatagramLimits limits, DatagramMetrics metrics)
{
    private sealed class Waiting(byte[] datagram)
    {
        public byte[] Datagram { get; } = datagram;

        public long SentMs { get; set; }

        public int Sends { get; set; }
    }

    private readonly Dictionary<int, Waiting> _bySequence = [];

    public int Count => _bySequence.Count;

    public bool Contains(int sequence) => _bySequence.ContainsKey(sequence);

    public void Add(int sequence, ReadOnlySpan<byte> datagram, long nowMs)
    {
        _bySequence.Add(sequence, new Waiting(datagram.ToArray()) { SentMs = nowMs, Sends = 1 });
        metrics.UnacknowledgedChanged(+1);
    }

    public bool Acknowledge(int sequence)
    {
        if (!_bySequence.Remove(sequence))
            return false;
        metrics.UnacknowledgedChanged(-1);
        return true;
    }

    /// <summary>Sends packets that are due again, under their old numbers.</summary>
    /// <returns>False: a packet has been sent as often as it may be.</returns>
    public bool ResendDue(long nowMs, Action<ReadOnlyMemory<byte>> send)
    {
        foreach (var (_, waiting) in _bySequence)
        {
            if (nowMs - waiting.SentMs < limits.ResendSeconds * 1000)
                continue;
            if (waiting.Sends >= limits.MaxSends)
                return false;
            waiting.Sends++;
            waiting.SentMs = nowMs;
            metrics.Resent();
            send(waiting.Datagram);
        }
        return true;
    }

    public void Clear()
    {
        metrics.UnacknowledgedChanged(-_bySequence.Count);
        _bySequence.Clear();
    }
}
