using System.Collections.Concurrent;

namespace Actors.Cluster.Links.Tcp;

/// <summary>
/// Which line to each node counts: the newest of the newest incarnation. A new one ends the one before and stands when that is down, so that ups and downs
/// are told in turns. A process whose successor has joined under its name gets none, however often it calls.
/// </summary>
internal sealed class LineTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TcpLine> _newest = [];
    private readonly ConcurrentDictionary<string, TcpLine> _standing = new();
    private Dictionary<string, LinkPeer> _peers = [];

    public TcpLine? Standing(string node) => _standing.GetValueOrDefault(node);

    /// <summary>Whether the node has a line under this incarnation, or is about to.</summary>
    public bool Has(string node, long incarnation)
    {
        lock (_lock)
            return _newest.TryGetValue(node, out var line) && line.Incarnation == incarnation && !line.IsOver;
    }

    /// <param name="before">What to wait for before the line stands.</param>
    /// <returns>False when it comes too late, for there is a later process of the name.</returns>
    public bool TryClaim(TcpLine line, out Task before)
    {
        before = Task.CompletedTask;
        TcpLine? replaced;
        lock (_lock)
        {
            if (IsOlder(line.Node, line.Incarnation))
                return false;
            if (_newest.Remove(line.Node, out replaced))
                before = replaced.Gone;
            _newest[line.Node] = line;
        }
        replaced?.End("replaced");
        return true;
    }

    public void Stand(TcpLine line) => _standing[line.Node] = line;

    public void Fall(TcpLine line) => _standing.TryRemove(new(line.Node, line));

    public void Release(TcpLine line)
    {
        lock (_lock)
        {
            if (_newest.GetValueOrDefault(line.Node) == line)
                _newest.Remove(line.Node);
        }
    }

    /// <summary>Ends the lines of processes of the past, and those of nodes that are no peers, unless the node has not been read of yet.</summary>
    public void SetPeers(IReadOnlyCollection<LinkPeer> peers, Func<TcpLine, bool> isNew)
    {
        (TcpLine Line, string Why)[] over;
        lock (_lock)
        {
            _peers = peers.ToDictionary(static peer => peer.Node);
            over =
            [
                .. _newest.Values.Where(line => !_peers.ContainsKey(line.Node) && !isNew(line)).Select(static line => (line, "not a peer")),
                .. _newest.Values.Where(line => _peers.TryGetValue(line.Node, out var peer) && line.Incarnation < peer.Incarnation).Select(static line => (line, "older")),
            ];
        }
        foreach (var (line, why) in over)
            line.End(why);
    }

    public void EndAll(string why)
    {
        TcpLine[] lines;
        lock (_lock)
            lines = [.. _newest.Values];
        foreach (var line in lines)
            line.End(why);
    }

    private bool IsOlder(string node, long incarnation) =>
        (_peers.TryGetValue(node, out var peer) && incarnation < peer.Incarnation)
        || (_newest.TryGetValue(node, out var line) && incarnation < line.Incarnation && !line.IsOver);
}
