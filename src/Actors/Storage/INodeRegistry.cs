namespace Actors.Storage;

/// <summary>
/// How the nodes that share a database find each other, and agree on which one forms the cluster. A node is live when it was last seen within the given time, by the
/// database's clock. A time further in the future than can have been written (because that clock has been set back) does not count. Expected outcomes
/// are values; an exception means that the database could not be reached, and then nothing is known about the call's effect.
/// </summary>
public interface INodeRegistry
{
    /// <summary>
    /// Registers a node's process. Refused while a live process of another run has the name. A standalone server (<see cref="NodeRow.Alone"/>) is also refused while any other
    /// node is live; a node of a cluster, while a standalone server is live or a node whose rooms run by other rules. When the same run registers again, the answer has the
    /// same incarnation.
    /// </summary>
    /// <param name="run">Identifies the process; never used before.</param>
    /// <param name="rules">The rules modules of its rooms, in the form of <see cref="NodeRow.Rules"/>; empty for a node without rooms.</param>
    Task<RegisterOutcome> RegisterAsync(string name, string run, string role, string rules, TimeSpan live, CancellationToken cancellation);

    /// <summary>
    /// Renews the node's row, with its address and whether it is a member of the cluster by now; returns all live rows, its own among them. A node whose row had expired
    /// is live again, unless another process has its name, or a process is live for which <see cref="RegisterAsync"/> would refuse it.
    /// </summary>
    /// <param name="address">The <c>host:port</c> of its remoting; for a standalone server, its host and process in words.</param>
    Task<NodeTable> BeatAsync(string name, string run, string address, bool isMember, TimeSpan live, CancellationToken cancellation);

    /// <summary>
    /// Whether this node is to form the cluster, decided in one transaction. True for one node only, and only while no live node is a member: no second node gets the
    /// right within <paramref name="live"/> of the first. A node that has the right and asks again gets it again, for the same time from then.
    /// </summary>
    Task<bool> TryFormAsync(string name, string run, TimeSpan live, CancellationToken cancellation);

    /// <summary>Removes the node's row if it belongs to this run.</summary>
    Task RemoveAsync(string name, string run, CancellationToken cancellation);

    /// <summary>Marks a node that has to give up what it hosts, until its process ends. False when there is no such node.</summary>
    Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation);
}

/// <summary>A node's row in the database.</summary>
/// <param name="Run">Identifies its process.</param>
/// <param name="Incarnation">Assigned by the database at registration; never used before.</param>
/// <param name="Address">Where its remoting listens, <c>host:port</c>; for a standalone server, its host and process in words. Empty until its first beat.</param>
/// <param name="IsMember">Whether it was a member of the cluster when it was last seen.</param>
/// <param name="Draining">The node has to give up what it hosts.</param>
/// <param name="Since">When this process registered, by the database's clock.</param>
/// <param name="Seen">When it last renewed the row, by the database's clock.</param>
public sealed record NodeRow(
    string Name, string Run, long Incarnation, string Address, string Role, bool IsMember, bool Draining, DateTimeOffset Since, DateTimeOffset Seen)
{
    /// <summary>The rules modules of its rooms with their versions, <c>standard 1, adventure 1</c>. Empty: it hosts no rooms, or is an older server.</summary>
    public string Rules { get; init; } = "";

    /// <summary>The role of a server that hosts the whole world in one process, without a cluster.</summary>
    public const string Alone = "alone";
}

/// <summary>Exactly one of the two is set.</summary>
/// <param name="Registered">The node's own row.</param>
/// <param name="RefusedBy">The live node because of which it was refused.</param>
public sealed record RegisterOutcome(NodeRow? Registered, NodeRow? RefusedBy);

/// <param name="Known">False when the row no longer belongs to this node, or when live nodes exclude it. It must register again.</param>
/// <param name="Live">All live nodes, by name.</param>
/// <param name="Silent">All other nodes: their processes have ended without removing the row, or have lost the database.</param>
public sealed record NodeTable(bool Known, IReadOnlyList<NodeRow> Live, IReadOnlyList<NodeRow> Silent);
