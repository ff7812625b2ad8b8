using Actors.Storage;

namespace Actors.Cluster.Engine;

/// <summary>The shards that this node owns, and how far each is on its way to another. Belongs to <see cref="Membership"/>'s turns.</summary>
internal sealed class OwnShards(ClusterNode node)
{
    private enum Stage
    {
        Open,

        /// <summary>Its rooms are coming to their end.</summary>
        Sealing,

        /// <summary>All that it had is in the database; it can be freed there.</summary>
        Sealed,

        Releasing,
    }

    private readonly Dictionary<int, (long Epoch, Stage Stage)> _shards = [];
    private readonly long[] _released = new long[Shards.Count];

    public int Count => _shards.Count;

    public int SealingCount => _shards.Count(static entry => entry.Value.Stage != Stage.Open);

    public IReadOnlyList<ShardGrant> All => [.. _shards.Select(static entry => new ShardGrant(entry.Key, entry.Value.Epoch)).OrderBy(static grant => grant.Shard)];

    public bool Has(int shard) => _shards.ContainsKey(shard);

    public bool IsSealing(ShardGrant grant) => _shards.TryGetValue(grant.Shard, out var own) && own.Epoch == grant.Epoch && own.Stage != Stage.Open;

    public void Take(ShardGrant grant)
    {
        if (_shards.TryGetValue(grant.Shard, out var own) && own.Epoch >= grant.Epoch)
            return;
        if (!_shards.ContainsKey(grant.Shard))
            ClusterMetrics.Instance.ShardsChanged(+1);
        _shards[grant.Shard] = (grant.Epoch, Stage.Open);
        node.Rooms!.Open(grant.Shard, grant.Epoch);
        node.SetOwner(grant.Shard, node.Node, grant.Epoch);
    }

    /// <summary>Those that it neither has nor has had and given away since.</summary>
    public IReadOnlyList<ShardGrant> NotYet(IReadOnlyList<ShardGrant> grants) =>
        [.. grants.Where(grant => grant.Epoch > _released[grant.Shard] && (!_shards.TryGetValue(grant.Shard, out var own) || own.Epoch < grant.Epoch))];

    public void Seal(ShardGrant grant, Action closed)
    {
        _shards[grant.Shard] = (grant.Epoch, Stage.Sealing);
        // What is told to the shard's rooms from now on waits for their next owner.
        node.SetOwner(grant.Shard, null, grant.Epoch);
        node.Rooms!.Close(grant.Shard, atOnce: false, closed);
    }

    public void Sealed(ShardGrant grant)
    {
        if (_shards.TryGetValue(grant.Shard, out var own) && own.Epoch == grant.Epoch)
            _shards[grant.Shard] = (grant.Epoch, Stage.Sealed);
        node.Unwatch(grant.Shard);
    }

    /// <summary>Those that can be freed in the database now.</summary>
    public IReadOnlyList<ShardGrant> TakeSealed()
    {
        ShardGrant[] grants = [.. _shards.Where(static entry => entry.Value.Stage == Stage.Sealed).Select(static entry => new ShardGrant(entry.Key, entry.Value.Epoch))];
        foreach (var grant in grants)
            _shards[grant.Shard] = (grant.Epoch, Stage.Releasing);
        return grants;
    }

    public void Released(IReadOnlyList<ShardGrant> grants)
    {
        foreach (var grant in grants)
        {
            _released[grant.Shard] = grant.Epoch;
            if (_shards.TryGetValue(grant.Shard, out var own) && own.Epoch == grant.Epoch)
                Remove(grant.Shard);
        }
    }

    /// <summary>Another has taken it: what is open of it here ends at once.</summary>
    public bool TryLose(int shard, long epoch)
    {
        if (!_shards.TryGetValue(shard, out var own) || own.Epoch != epoch)
            return false;
        Remove(shard);
        node.SetOwner(shard, null, epoch);
        node.Rooms!.Close(shard, atOnce: true, static () => { });
        node.Unwatch(shard);
        return true;
    }

    public void LoseAll()
    {
        foreach (var grant in All)
            TryLose(grant.Shard, grant.Epoch);
    }

    /// <summary>Makes good what the answers of the database have not told: a grant whose answer was lost, a shard that another has taken.</summary>
    public void Reconcile(ClusterTable table, long incarnation)
    {
        for (var shard = 0; shard < Shards.Count; shard++)
        {
            var owner = table.Shards[shard];
            if (owner.Node == node.Node && owner.Incarnation == incarnation)
            {
                if (node.Rooms is not null && !Has(shard) && owner.Epoch > _released[shard])
                    Take(new ShardGrant(shard, owner.Epoch));
            }
            else if (_shards.TryGetValue(shard, out var own) && owner.Epoch > own.Epoch)
            {
                TryLose(shard, own.Epoch);
            }
        }
    }

    private void Remove(int shard)
    {
        if (_shards.Remove(shard))
            ClusterMetrics.Instance.ShardsChanged(-1);
    }
}
