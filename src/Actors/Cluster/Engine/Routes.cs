using Actors.Storage;

namespace Actors.Cluster.Engine;

/// <summary>Who owns which shard, as far as this node knows. Knowledge only moves forward: by a higher epoch, or by the same epoch's owner giving up.</summary>
internal sealed class Routes
{
    /// <summary>One object a shard, replaced whole, so that a reader on any thread sees an owner with its own epoch.</summary>
    public sealed record Route(string? Node, long Epoch);

    private static readonly Route Unknown = new(null, -1);

    private readonly Lock _lock = new();
    private readonly Route[] _routes = new Route[Shards.Count];

    public Routes() => Array.Fill(_routes, Unknown);

    public Route Of(int shard) => Volatile.Read(ref _routes[shard]);

    /// <summary>True when that is news: a new owner, or none.</summary>
    public bool TrySet(int shard, string? node, long epoch)
    {
        lock (_lock)
        {
            var known = _routes[shard];
            if (epoch < known.Epoch || (epoch == known.Epoch && (node == known.Node || node is not null)))
                return false;
            Volatile.Write(ref _routes[shard], new Route(node, epoch));
            return node is not null || known.Node is not null;
        }
    }

    /// <summary>
    /// Takes over what the database says. It may be older than what the nodes have said since it was read, but not wrong: where it names an owner under an epoch that is
    /// known as given up, that owner answers that it is none, and is asked again at the next reading.
    /// </summary>
    public bool TrySetFromTable(int shard, string? node, long epoch)
    {
        lock (_lock)
        {
            var known = _routes[shard];
            if (epoch < known.Epoch || (epoch == known.Epoch && node == known.Node))
                return false;
            Volatile.Write(ref _routes[shard], new Route(node, epoch));
            return true;
        }
    }
}
