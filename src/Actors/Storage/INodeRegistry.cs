namespace Actors.Storage;

/// <summary>
/// How the nodes that share a database find each other, and agree on who forms the cluster. A node lives when it has been seen within the time that is given, by the
/// database's clock; a sighting further in the future than it can have been written, because that clock has been set back, is not believed. Expected outcomes
/// are values; an exception means that the database could not be reached, and then nothing is known about the call's effect.
/// </summary>
public interface INodeRegistry
{
    /// <summary>
    /// Registers a node's process. Refused while a live process of another run bears the name; for a server that is alone (<see cref="NodeRow.Alone"/>) while any other
    /// node lives; for a node of a cluster while a server that is alone lives, or a node whose rooms are run by other rules. Asked again by the same run it answers the
    /// same incarnation.
    /// </summary>
    /// <param name="run">Names the process; never used before.</param>
    /// <param name="rules">The modules that its rooms are run by, as <see cref="NodeRow.Rules"/> has them; empty for a node without rooms.</param>
    Task<RegisterOutcome> RegisterAsync(string name, string run, string role, string rules, TimeSpan live, CancellationToken cancellation);

    /// <summary>
    /// Says that the node lives, where it is, and whether it is a member of the cluster by now; answers all live rows, its own among them. A node that was away for longer
    /// than it may be is taken back, unless another process has its name or lives that <see cref="RegisterAsync"/> would refuse it for.
    /// </summary>
    /// <param name="address">The <c>host:port</c> of its remoting; of a server that is alone, its host and process in words.</param>
    Task<NodeTable> BeatAsync(string name, string run, string address, bool isMember, TimeSpan live, CancellationToken cancellation);

    /// <summary>
    /// Whether this node is to form the cluster, decided in one transaction. True for one node only, and only while nobody live is a member: no second node is given the
    /// right within <paramref name="live"/> of the first's. A node that was given the right and asks again gets it again, for as long from then.
    /// </summary>
    Task<bool> TryFormAsync(string name, string run, TimeSpan live, CancellationToken cancellation);

    /// <summary>Takes the node's row away if it is this run's.</summary>
    Task RemoveAsync(string name, string run, CancellationToken cancellation);

    /// <summary>Marks a node as one that is to give up what it hosts, until its process ends. False when there is no such node.</summary>
    Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation);
}

/// <summary>One node as the database has it.</summary>
/// <param name="Run">Its process.</param>
/// <param name="Incarnation">Never used before; given by the database at registration.</param>
/// <param name="Address">Where its remoting listens, <c>host:port</c>; of a server that is alone, its host and process in words; empty until it has said so.</param>
/// <param name="IsMember">Whether it was a member of the cluster when it was last seen.</param>
/// <param name="Draining">It is to give up what it hosts.</param>
/// <param name="Since">When this process registered, by the database's clock.</param>
/// <param name="Seen">When it last said that it lives, by the database's clock.</param>
public sealed record NodeRow(
    string Name, string Run, long Incarnation, string Address, string Role, bool IsMember, bool Draining, DateTimeOffset Since, DateTimeOffset Seen)
{
    /// <summary>The modules that its rooms are run by with their versions, <c>standard 1, adventure 1</c>; empty: it hosts none, or is of a server before.</summary>
    public string Rules { get; init; } = "";

    /// <summary>The role of a server that hosts the whole world in one process, without a cluster.</summary>
    public const string Alone = "alone";
}

/// <summary>Exactly one of the two is given.</summary>
/// <param name="Registered">The node's own row.</param>
/// <param name="RefusedBy">The live node for which it was refused.</param>
public sealed record RegisterOutcome(NodeRow? Registered, NodeRow? RefusedBy);

/// <param name="Known">False when the node's row is not its own any more, or when others live that exclude it: it must register anew.</param>
/// <param name="Live">All live nodes, by name.</param>
/// <param name="Silent">The others: their processes have ended without a word, or their database is away.</param>
public sealed record NodeTable(bool Known, IReadOnlyList<NodeRow> Live, IReadOnlyList<NodeRow> Silent);
