using Actors.Storage;

namespace Actors.TestKit;

/// <summary>The registry in memory, under the rules of the real stores and by one clock, the database's. Not thread-safe: its store locks.</summary>
internal sealed class MemoryNodes(TimeProvider clock, MemoryLeases leases)
{
    private readonly Dictionary<string, NodeRow> _nodes = [];
    private long _lastIncarnation;

    public RegisterOutcome Register(string name, string run, string role, string rules, TimeSpan live)
    {
        var now = clock.GetUtcNow();
        if (NodeRules.FindExcluding(Live(live), name, run, role, rules) is { } other)
            return new RegisterOutcome(null, other);
        var own = Own(name, run) ?? new NodeRow(name, run, ++_lastIncarnation, "", role, false, false, now, now);
        foreach (var old in _nodes.Values.Where(node => node.Seen < now - NodeRules.Kept || node.Seen > now + NodeRules.Kept).ToList())
            _nodes.Remove(old.Name);
        return new RegisterOutcome(_nodes[name] = own with { Role = role, Rules = rules, Seen = now }, null);
    }

    public NodeTable Beat(string name, string run, string address, bool isMember, TimeSpan live)
    {
        var isKnown = Own(name, run) is { } own
            && (NodeRules.IsLive(own, clock.GetUtcNow(), live) || NodeRules.FindExcluding(Live(live), name, run, own.Role, own.Rules) is null);
        if (isKnown)
            _nodes[name] = _nodes[name] with { Address = address, IsMember = isMember, Seen = clock.GetUtcNow() };
        return NodeRules.Table(isKnown, _nodes.Values, clock.GetUtcNow(), live);
    }

    public bool TryForm(string name, string run, TimeSpan live) => NodeRules.MayForm(Live(live), name, run) && leases.Acquire(NodeRules.FormLease, run, live);

    public void Remove(string name, string run)
    {
        if (Own(name, run) is not null)
            _nodes.Remove(name);
    }

    public bool SetDraining(string node, bool draining)
    {
        if (!_nodes.TryGetValue(node, out var row))
            return false;
        _nodes[node] = row with { Draining = draining };
        return true;
    }

    private NodeRow? Own(string name, string run) => _nodes.GetValueOrDefault(name) is { } row && row.Run == run ? row : null;

    private List<NodeRow> Live(TimeSpan live) => NodeRules.Live(_nodes.Values, clock.GetUtcNow(), live);
}
