namespace Actors.Inspection;

/// <summary>What an operator sees of a cluster and may ask of it. The world needs none of it.</summary>
public interface IClusterInspection
{
    /// <summary>The node that is asked.</summary>
    string Node { get; }

    /// <summary>
    /// The members, as this node knows them, and the state of the nodes that host rooms, each asked by itself. A node that has not answered within a second is shown without shards
    /// and report. Requests during a running one share its answer.
    /// </summary>
    Task<ClusterView> GetStatusAsync();

    /// <summary>Makes a node give up its shards, or take them again. An exception means that the database could not be reached.</summary>
    /// <returns>False when there is no such node; a standalone server cannot be drained.</returns>
    Task<bool> SetDrainingAsync(string node, bool draining, CancellationToken cancellation);
}
