using Actors.Storage;

namespace Actors.TestKit;

/// <summary>Leases and shards in memory, under the rules of the real stores and by one clock, the database's. Not thread-safe: its store locks.</summary>
internal sealed class MemoryLeases(TimeProvider clock)
{
    private readonly Dictionary<string, (Member Member, DateTimeOffset Expires)> _members = [];
    private readonly (string? Node, long Incarnation, long Epoch)[] _shards = new (string?, long, long)[Shards.Count];
    private long _lastIncarnation;

    public long EpochOf(int shard) => _shards[shard].Epoch;

    public Member? Join(Member node, TimeSpan lease)
    {
        if (IsLive(node.Name))
            return null;
        var member = node with { Incarnation = ++_lastIncarnation };
        _members[node.Name] = (member, clock.GetUtcNow() + lease);
        return member;
    }

    public bool Renew(string node, long incarnation, TimeSpan lease)
    {
        if (!IsLive(node, incarnation))
            return false;
        _members[node] = (_members[node].Member, clock.GetUtcNow() + lease);
        return true;
    }

    public void Leave(string node, long incarnation)
    {
        if (_members.TryGetValue(node, out var entry) && entry.Member.Incarnation == incarnation)
            _members.Remove(node);
        for (var shard = 0; shard < _shards.Length; shard++)
        {
            if (_shards[shard] is var (owner, its, epoch) && owner == node && its == incarnation)
                _shards[shard] = (null, 0, epoch);
        }
    }

    public ClusterTable Read() => new(
        [.. _members.Values.Where(entry => IsLive(entry.Member.Name)).Select(static entry => entry.Member).OrderBy(static member => member.Name, StringComparer.Ordinal)],
        [.. _shards.Select(shard => IsOwned(shard) ? new ShardOwner(shard.Node, shard.Incarnation, shard.Epoch) : new ShardOwner(null, 0, shard.Epoch))]);

    public IReadOnlyList<ShardGrant> Take(string node, long incarnation, IReadOnlyList<int> shards)
    {
        if (!IsLive(node, incarnation))
            return [];
        List<ShardGrant> granted = [];
        foreach (var shard in shards)
        {
            if (IsOwned(_shards[shard]))
                continue;
            var epoch = _shards[shard].Epoch + 1;
            _shards[shard] = (node, incarnation, epoch);
            granted.Add(new ShardGrant(shard, epoch));
        }
        return granted;
    }

    public void Release(string node, long incarnation, IReadOnlyList<ShardGrant> shards)
    {
        foreach (var grant in shards)
        {
            if (_shards[grant.Shard] == (node, incarnation, grant.Epoch))
                _shards[grant.Shard] = (null, 0, grant.Epoch);
        }
    }

    public IReadOnlyList<ShardGift> Give(string node, long incarnation, IReadOnlyList<ShardGift> shards)
    {
        List<ShardGift> given = [];
        foreach (var gift in shards)
        {
            if (_shards[gift.Shard] != (node, incarnation, gift.Epoch) || !IsLive(gift.To, gift.ToIncarnation))
                continue;
            _shards[gift.Shard] = (gift.To, gift.ToIncarnation, gift.Epoch + 1);
            given.Add(gift with { Epoch = gift.Epoch + 1 });
        }
        return given;
    }

    public bool SetDraining(string node, bool draining)
    {
        if (!IsLive(node))
            return false;
        var (member, expires) = _members[node];
        _members[node] = (member with { Draining = draining }, expires);
        return true;
    }

    public IReadOnlyList<ShardGrant>? SeizeAll(string node)
    {
        if (_members.Keys.Any(IsLive))
            return null;
        for (var shard = 0; shard < _shards.Length; shard++)
            _shards[shard] = (node, 0, _shards[shard].Epoch + 1);
        return [.. _shards.Select(static (shard, number) => new ShardGrant(number, shard.Epoch))];
    }

    private bool IsLive(string node) => _members.TryGetValue(node, out var entry) && clock.GetUtcNow() < entry.Expires;

    private bool IsLive(string node, long incarnation) => IsLive(node) && _members[node].Member.Incarnation == incarnation;

    private bool IsOwned((string? Node, long Incarnation, long Epoch) shard) => shard.Node is { } node && IsLive(node, shard.Incarnation);
}
