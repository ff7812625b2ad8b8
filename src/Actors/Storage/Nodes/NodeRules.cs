namespace Actors.Storage;

/// <summary>Decisions that are the same in every registry, made from all rows and the database's clock.</summary>
internal static class NodeRules
{
    /// <summary>The lease that grants the right to form the cluster.</summary>
    public const string FormLease = "form-cluster";

    /// <summary>How far in the future a time may be and still be believed, because clocks of databases are corrected in small steps.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>Rows of nodes that were not seen for this long are removed, because no process comes back after that.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public static bool IsLive(NodeRow node, DateTimeOffset now, TimeSpan live) => now - node.Seen < live && node.Seen - now <= live + Margin;

    public static List<NodeRow> Live(IEnumerable<NodeRow> nodes, DateTimeOffset now, TimeSpan live) =>
        [.. nodes.Where(node => IsLive(node, now, live)).OrderBy(static node => node.Name, StringComparer.Ordinal)];

    public static NodeTable Table(bool known, IReadOnlyCollection<NodeRow> nodes, DateTimeOffset now, TimeSpan live) =>
        new(known, Live(nodes, now, live), [.. nodes.Where(node => !IsLive(node, now, live)).OrderBy(static node => node.Name, StringComparer.Ordinal)]);

    /// <summary>The live node that excludes a process of this name, run, role and rules. Null: no node does.</summary>
    public static NodeRow? FindExcluding(IEnumerable<NodeRow> live, string name, string run, string role, string rules) =>
        live.FirstOrDefault(other => other.Run != run && (other.Name == name || other.Role == NodeRow.Alone || role == NodeRow.Alone || !MayRunTogether(other.Rules, rules)));

    /// <summary>
    /// Whether rooms with these rules may be in one cluster: the modules must be the same in the same order. Their versions may differ, because new rules are rolled out node by
    /// node. Where an earlier version runs, component data that a later version has written is kept untouched.
    /// </summary>
    public static bool MayRunTogether(string one, string other) => one.Length == 0 || other.Length == 0 || Modules(one).SequenceEqual(Modules(other), StringComparer.Ordinal);

    /// <summary>The names of the modules, without versions.</summary>
    private static IEnumerable<string> Modules(string rules) => rules.Split(", ").Select(static module => module.Split(' ')[0]);

    /// <summary>Whether a node may form a cluster, apart from the right, which only one node gets.</summary>
    public static bool MayForm(IReadOnlyList<NodeRow> live, string name, string run) =>
        live.Any(node => node.Name == name && node.Run == run) && !live.Any(static node => node.IsMember);
}
