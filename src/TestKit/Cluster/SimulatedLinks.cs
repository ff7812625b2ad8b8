using Actors.Cluster.Links;

namespace Actors.TestKit;

/// <summary>One node's end of the simulated lines.</summary>
internal sealed class SimulatedLinks(SimulatedNetwork network, string node, Func<bool> isPaused) : ILinks
{
    private readonly Queue<(Action<ILinkHandler, string> What, string From)> _held = new();
    private HashSet<string> _peers = [];
    private ILinkHandler? _handler;

    public string Node { get; } = node;

    public string Address => Node + ":0";

    public bool IsDead { get; set; }

    public bool IsListening => _handler is not null && !IsDead;

    public bool IsPaused => isPaused();

    public bool Wants(string peer) => _peers.Contains(peer);

    public Task StartAsync(ILinkHandler handler, CancellationToken cancellation)
    {
        _handler = handler;
        return Task.CompletedTask;
    }

    public void SetPeers(IReadOnlyCollection<LinkPeer> peers)
    {
        var before = _peers;
        _peers = [.. peers.Select(static peer => peer.Node)];
        foreach (var peer in _peers.Order(StringComparer.Ordinal))
        {
            if (!before.Contains(peer))
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
        IsDead = true;
        return ValueTask.CompletedTask;
    }
}
