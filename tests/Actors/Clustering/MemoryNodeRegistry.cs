using Actors.Storage;

namespace Actors.Tests.Clustering;

/// <summary>The table of nodes and the leases, as a database would store them, on the test's clock.</summary>
internal sealed class MemoryNodeRegistry(TimeProvider time) : INodeRegistry, ILeaseStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, NodeRow> _rows = [];
    private readonly Dictionary<string, (string Owner, DateTimeOffset Until)> _leases = [];
    private (string? Run, DateTimeOffset Until) _former;
    private long _incarnations;

    /// <summary>The registry cannot be reached.</summary>
    public bool IsAway { get; set; }

    public List<string> Formed { get; } = [];

    public Task<RegisterOutcome> RegisterAsync(string name, string run, string role, string rules, TimeSpan live, CancellationToken c) => Do(() =>
    {
        if (_rows.TryGetValue(name, out var row) && row.Run != run && IsLive(row, live))
            return new RegisterOutcome(null, row);
        if (Live(live).FirstOrDefault(other => other.Name != name && (role == NodeRow.Alone || other.Role == NodeRow.Alone || !NodeRules.MayRunTogether(other.Rules, rules))) is { } excluding)
            return new RegisterOutcome(null, excluding);
        var own = row?.Run == run ? row with { Seen = time.GetUtcNow() } : new NodeRow(name, run, ++_incarnations, "", role, false, false, time.GetUtcNow(), time.GetUtcNow());
        return new RegisterOutcome(_rows[name] = own with { Rules = rules }, null);
    });

    public Task<NodeTable> BeatAsync(string name, string run, string address, bool isMember, TimeSpan live, CancellationToken c) => Do(() =>
    {
        var known = _rows.TryGetValue(name, out var row) && row.Run == run && (IsLive(row, live) || NodeRules.FindExcluding(Live(live), name, run, row.Role, row.Rules) is null);
        if (known)
            _rows[name] = row! with { Address = address, IsMember = isMember, Seen = time.GetUtcNow() };
        return new NodeTable(known, [.. Live(live)], [.. _rows.Values.Where(other => !IsLive(other, live))]);
    });

    public Task<bool> TryFormAsync(string name, string run, TimeSpan live, CancellationToken c) => Do(() =>
    {
        if (!_rows.TryGetValue(name, out var row) || row.Run != run || Live(live).Any(static other => other.IsMember))
            return false;
        if (_former is var (former, until) && former != run && until > time.GetUtcNow())
            return false;
        if (_former.Run != run)
            Formed.Add(name);
        _former = (run, time.GetUtcNow() + live);
        return true;
    });

    public Task RemoveAsync(string name, string run, CancellationToken c) => Do(() => _rows.TryGetValue(name, out var row) && row.Run == run && _rows.Remove(name));

    public Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken c) => Do(() =>
    {
        if (!_rows.TryGetValue(node, out var row))
            return false;
        _rows[node] = row with { Draining = draining };
        return true;
    });

    public Task<bool> AcquireAsync(string lease, string owner, TimeSpan duration, CancellationToken c) => Do(() =>
    {
        if (_leases.TryGetValue(lease, out var held) && held.Owner != owner && held.Until > time.GetUtcNow())
            return false;
        _leases[lease] = (owner, time.GetUtcNow() + duration);
        return true;
    });

    public Task ReleaseAsync(string lease, string owner, CancellationToken c) =>
        Do(() => _leases.TryGetValue(lease, out var held) && held.Owner == owner && _leases.Remove(lease));

    public IReadOnlyList<NodeRow> Rows
    {
        get
        {
            lock (_lock)
                return [.. _rows.Values];
        }
    }

    private IEnumerable<NodeRow> Live(TimeSpan live) => _rows.Values.Where(row => IsLive(row, live)).OrderBy(static row => row.Name, StringComparer.Ordinal);

    private bool IsLive(NodeRow row, TimeSpan live) => NodeRules.IsLive(row, time.GetUtcNow(), live);

    private Task<T> Do<T>(Func<T> what)
    {
        lock (_lock)
            return IsAway ? Task.FromException<T>(new IOException("The database is away.")) : Task.FromResult(what());
    }
}
