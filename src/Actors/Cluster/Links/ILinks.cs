namespace Actors.Cluster.Links;

/// <summary>
/// The lines from this node to the others: one to each, kept up while the other is a peer. What is sent to one node arrives there in its order or
/// not at all; when something was lost the line has gone down in between, and both ends are told.
/// </summary>
public interface ILinks : IAsyncDisposable
{
    /// <summary>Where other nodes reach this one, <c>host:port</c>; known once started.</summary>
    string Address { get; }

    /// <summary>Begins to listen. Called once, before anything else.</summary>
    Task StartAsync(ILinkHandler handler, CancellationToken cancellation);

    /// <summary>
    /// The incarnation under which this node is part of the cluster; 0, as at first: it is not, and has no lines. Lines under another incarnation end.
    /// </summary>
    void SetSelf(long incarnation);

    /// <summary>
    /// The nodes that there are, this one left out: lines to others are closed, those that are missing are made, again and again. A process of an earlier
    /// incarnation than one that is known gets none; one of a later takes the earlier's place.
    /// </summary>
    void SetPeers(IReadOnlyCollection<LinkPeer> peers);

    /// <summary>
    /// Sends in order, without waiting. Frames have a place each: the newest state of a room wins and takes on the events of the one that it supersedes.
    /// When too much else waits, the line is closed, for nothing may be missing from the middle of it.
    /// </summary>
    /// <returns>False when there is no line, or the message is longer than a line carries: it is dropped.</returns>
    bool Send(string node, LinkMessage message);
}

/// <param name="Incarnation">A node that was started anew under its name is another peer.</param>
public sealed record LinkPeer(string Node, long Incarnation, string Address);

/// <summary>Takes what the lines bring. No two calls for one node at once; each returns at once.</summary>
public interface ILinkHandler
{
    /// <summary>A line to the node stands. Before its first message, and not again before it is down.</summary>
    void LinkUp(string node);

    void Received(string node, LinkMessage message);

    /// <summary>What was on its way in either direction may be lost.</summary>
    void LinkDown(string node);
}
