namespace Actors.Dispatch;

/// <summary>
/// The live queues of one kind of mailbox in one actor system. A queue enters when it is created and leaves when its actor stops, so that depths can be
/// computed on demand. The cost here is eight bytes per queue and nothing per message.
/// </summary>
internal sealed class MailboxCensus
{
    private readonly Lock _lock = new();
    private readonly List<MeteredQueue> _queues = [];

    /// <param name="kind">The path of the mailbox in the configuration.</param>
    public MailboxCensus(string kind)
    {
        Kind = kind;
        Tag = new KeyValuePair<string, object?>("mailbox", kind);
        DispatchMetrics.Instance.Add(this);
    }

    public string Kind { get; }

    public KeyValuePair<string, object?> Tag { get; }

    public long Count
    {
        get
        {
            lock (_lock)
                return _queues.Count;
        }
    }

    public void Enter(MeteredQueue queue)
    {
        lock (_lock)
        {
            queue.CensusIndex = _queues.Count;
            _queues.Add(queue);
        }
    }

    public void Leave(MeteredQueue queue)
    {
        lock (_lock)
        {
            var index = queue.CensusIndex;
            if (index < 0)
                return;
            var last = _queues[^1];
            _queues[index] = last;
            last.CensusIndex = index;
            queue.CensusIndex = -1;
            _queues.RemoveAt(_queues.Count - 1);
        }
    }

    public long TotalDepth()
    {
        lock (_lock)
            return _queues.Sum(static queue => (long)queue.Count);
    }

    public long MaxDepth()
    {
        lock (_lock)
            return _queues.Count == 0 ? 0 : _queues.Max(static queue => queue.Count);
    }
}
