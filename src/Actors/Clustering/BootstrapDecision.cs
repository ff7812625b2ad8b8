using Actors.Storage;

namespace Actors.Clustering;

/// <summary>The next step of a node that is not a member.</summary>
internal abstract record BootstrapDecision
{
    private BootstrapDecision()
    {
    }

    /// <summary>Ask the database whether this is the node that forms the cluster.</summary>
    public sealed record TryForm : BootstrapDecision;

    /// <param name="Addresses"><c>host:port</c> of members, ordered by node name, so that all nodes get the same list.</param>
    public sealed record Join(IReadOnlyList<string> Addresses) : BootstrapDecision;

    /// <param name="own">This node's address: its own row is not a member to join.</param>
    /// <param name="watched">Time since this node's first successful read of the table.</param>
    /// <param name="live">How long a row counts as live.</param>
    public static BootstrapDecision Of(NodeTable table, string own, TimeSpan watched, TimeSpan live)
    {
        if (Members(table.Live) is { Count: > 0 } members)
            return new Join(members);
        if (Members(table.Silent) is not { Count: > 0 } silent || watched >= live)
            return new TryForm();
        // They may only have lost the database: a member that answers lets the node join, whatever its row says.
        return new Join(silent);

        IReadOnlyList<string> Members(IReadOnlyList<NodeRow> rows) =>
            [.. rows.Where(row => row.IsMember && row.Address != own).OrderBy(static row => row.Name, StringComparer.Ordinal).Select(static row => row.Address)];
    }
}
