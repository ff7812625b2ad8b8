using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Links.Tcp;

/// <summary>
/// Counts refusals and other repeated trouble, and logs it at most once in ten seconds for each cause: whoever calls in vain a thousand times a second does not fill the log.
/// </summary>
internal sealed class RefusalLog(TimeProvider time, ILogger logger)
{
    private const int MaxCauses = 1024;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long At, int Kept)> _causes = [];

    /// <param name="address">The caller's, without its port.</param>
    public void Answered(string address, Refusal refusal)
    {
        LinkMetrics.Instance.Refused("in", refusal.Reason);
        if (!refusal.IsOfPassage && MayLog("from " + address, out var kept))
            logger.LogWarning("Somebody at {Address} gets no line: {Problem} (and {Kept} more since the last such message)", address, refusal.Detail, kept);
    }

    public void Called(LinkPeer peer, Refusal refusal)
    {
        LinkMetrics.Instance.Refused("out", refusal.Reason);
        if (!refusal.IsOfPassage && MayLog("to " + peer.Node, out var kept))
            logger.LogWarning("Who answers at {Address} as node {Node} gets no line: {Problem} (and {Kept} more since the last such message)", peer.Address, peer.Node, refusal.Detail, kept);
    }

    public void TooLong(string node, LinkMessage message, int bytes, int most)
    {
        LinkMetrics.Instance.TooLong(message);
        var kind = message.GetType().Name;
        if (MayLog($"{kind} for {node}", out var kept))
            logger.LogError("{Kind} of {Bytes} bytes for node {Node} is not sent: Link:MaxMessageBytes is {Most} (and {Kept} more since the last such message)", kind, bytes, node, most, kept);
    }

    private bool MayLog(string cause, out int kept)
    {
        lock (_lock)
        {
            kept = 0;
            var now = time.GetTimestamp();
            if (_causes.TryGetValue(cause, out var last))
            {
                if (time.GetElapsedTime(last.At, now) < Period)
                {
                    _causes[cause] = (last.At, last.Kept + 1);
                    return false;
                }
                kept = last.Kept;
            }
            else if (_causes.Count >= MaxCauses)
            {
                foreach (var (old, entry) in _causes)
                {
                    if (time.GetElapsedTime(entry.At, now) >= Period)
                        _causes.Remove(old);
                }
                if (_causes.Count >= MaxCauses)
                    return false;
            }
            _causes[cause] = (now, 0);
            return true;
        }
    }
}
