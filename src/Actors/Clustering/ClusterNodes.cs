using System.Collections.Frozen;
using Actors.Storage;

namespace Actors.Clustering;

/// <summary>
/// The table of nodes as this process last saw it, readable from any thread: by placement (which nodes are draining), the operators' page, logs. It is older than a second
/// while the database is away.
/// </summary>
public sealed class ClusterNodes
{
    private volatile State _state = new([], FrozenSet<string>.Empty);

    /// <summary>The live rows, by name.</summary>
    public IReadOnlyList<NodeRow> Rows => _state.Rows;

    /// <summary>Whether the node of this name is to give up what it hosts.</summary>
    public bool IsDraining(string name) => _state.Draining.Contains(name);

    internal void Publish(IReadOnlyList<NodeRow> rows) =>
        _state = new State(
            [.. rows.OrderBy(static row => row.Name, StringComparer.Ordinal)],
            rows.Where(static row => row.Draining).Select(static row => row.Name).ToFrozenSet(StringComparer.Ordinal));

    private sealed record State(IReadOnlyList<NodeRow> Rows, FrozenSet<string> Draining);
}
