using Actors.Cluster.Links;

namespace Actors.TestKit;

/// <summary>One node's end of the simulated lines.</summary>
internal sealed class SimulatedLinks(SimulatedNetwork network, string node, Func<bool> isPaused) : ILinks
{
    private readonly Queue<(Action<ILinkHandler, string> What, string From)> _held = new();
    private Dictionary<string, LinkPeer> _peers = [];
    private ILinkHandler? _handler;

    public string Node { get; } = node;

    public string Address => Node + ":0";

    public bool IsDead { get; set; }

    /// <summary>0: not part of the cluster, and without lines.</summary>
    public long Incarnation { get; private set; }

    public bool IsListening => _handler is not null && !IsDead;

    public bool IsPaused => isPaused();

    public bool Wants(string peer) => _peers.ContainsKey(peer);

    /// <summary>Whether a later process of the other's name is known.</summary>
    public bool Refuses(SimulatedLinks other) => _peers.TryGetValue(other.Node, out var peer) && other.Incarnation < peer.Incarnation;

    public Task StartAsync(ILinkHandler handler, CancellationToken cancellation)
    {
        _handler = handler;
        return Task.CompletedTask;
    }

    public void SetSelf(long incarnation)
    {
        if (Incarnation == incarnation)
            return;
        Incarnation = incarnation;
        network.EndLines(this, static _ => true);
        foreach (var peer in _peers.Keys.Order(StringComparer.Ordinal))
            network.Dial(this, peer);
    }

    public void SetPeers(IReadOnlyCollection<LinkPeer> peers)
    {
        var before = _peers;
        _peers = peers.ToDictionary(static peer => peer.Node);
        network.EndLines(this, Refuses);
        network.EndOldLines(this, other => !Wants(other.Node));
        foreach (var peer in _peers.Keys.Order(StringComparer.Ordinal))
        {
            if (!before.ContainsKey(peer))
                network.Dial(this, peer);
        }
    }

    public bool Send(string node, LinkMessage message) => network.Send(this, node, message);

    public void Deliver(Action<ILinkHandler, string> what, string from)
    {
        if (IsDead || _handler is null)
            return;
        if (IsPaused)
        {
            _held.Enqueue((what, from));
            return;
        }
        Resume();
        what(_handler, from);
    }

    /// <summary>What came while the process stood still is read when it goes on.</summary>
    public void Resume()
    {
        while (!IsDead && _held.TryDequeue(out var held))
            held.What(_handler!, held.From);
    }

    public ValueTask DisposeAsync()
    {
        network.Kill(this);
        return ValueTask.CompletedTask;
    }
}
