namespace Actors.Inspection;

/// <summary>What an operator sees of a cluster and may ask of it. The world needs none of it.</summary>
public interface IClusterInspection
{
    /// <summary>The node that is asked.</summary>
    string Node { get; }

    /// <summary>
    /// Who is a member, as this node knows it, and how the nodes that host rooms are, each asked by itself: one that has not answered within a second is without shards and
    /// report. Whoever asks while a request is running shares its answer.
    /// </summary>
    Task<ClusterView> GetStatusAsync();

    /// <summary>Tells a node to give up its shards, or to take them again. An exception means that the database could not be reached.</summary>
    /// <returns>False when there is no such node; a server that is alone cannot be drained.</returns>
    Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation);
}
