namespace Actors.Storage;

/// <summary>What every registry decides in the same way, from all rows and the database's clock.</summary>
internal static class NodeRules
{
    /// <summary>The lease that is the right to form the cluster.</summary>
    public const string FormLease = "form-cluster";

    /// <summary>How much later than now a time may be without doubt: clocks of databases are corrected by small steps.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>Rows of nodes that were not seen for so long are removed: no process comes back after that.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public static bool IsLive(NodeRow node, DateTimeOffset now, TimeSpan live) => now - node.Seen < live && node.Seen - now <= live + Margin;

    public static List<NodeRow> Live(IEnumerable<NodeRow> nodes, DateTimeOffset now, TimeSpan live) =>
        [.. nodes.Where(node => IsLive(node, now, live)).OrderBy(static node => node.Name, StringComparer.Ordinal)];

    public static NodeTable Table(bool known, IReadOnlyCollection<NodeRow> nodes, DateTimeOffset now, TimeSpan live) =>
        new(known, Live(nodes, now, live), [.. nodes.Where(node => !IsLive(node, now, live)).OrderBy(static node => node.Name, StringComparer.Ordinal)]);

    /// <summary>The live node for which a process of this name, run, role and rules may not be there; null: it may.</summary>
    public static NodeRow? FindExcluding(IEnumerable<NodeRow> live, string name, string run, string role, string rules) =>
        live.FirstOrDefault(other => other.Run != run && (other.Name == name || other.Role == NodeRow.Alone || role == NodeRow.Alone || !MayRunTogether(other.Rules, rules)));

    /// <summary>
    /// Whether rooms that are run by these rules may be in one cluster: the modules are the same in the same order. Their versions may differ, for new rules go out node by
    /// node; then what a later version has written of a component is kept untouched where an earlier one runs.
    /// </summary>
    public static bool MayRunTogether(string one, string other) => one.Length == 0 || other.Length == 0 || Modules(one).SequenceEqual(Modules(other), StringComparer.Ordinal);

    /// <summary>Their names alone.</summary>
    private static IEnumerable<string> Modules(string rules) => rules.Split(", ").Select(static module => module.Split(' ')[0]);

    /// <summary>Whether a node may form a cluster, but for the right that one node only is given.</summary>
    public static bool MayForm(IReadOnlyList<NodeRow> live, string name, string run) =>
        live.Any(node => node.Name == name && node.Run == run) && !live.Any(static node => node.IsMember);
}
