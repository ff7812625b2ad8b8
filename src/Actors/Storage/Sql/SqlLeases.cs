using System.Data.Common;
using System.Globalization;

namespace Actors.Storage;

/// <summary>
/// Leases and shards. Where transactions run side by side, rows are locked in one order, nodes by name and then shards by number, so none waits
/// for another in a circle; a commit holds its shards' rows shared, so that a shard changes hands between commits and never within one.
/// </summary>
internal sealed class SqlLeases(SqlSession db)
{
    /// <summary>Who owns a shard that has a row here has a lease that lives.</summary>
    private string IsOwned => $"EXISTS (SELECT 1 FROM nodes n WHERE n.name = shards.node AND n.incarnation = shards.incarnation AND n.expires > {db.Now})";

    public async Task<Member?> JoinAsync(Member node, TimeSpan lease)
    {
        var incarnation = Convert.ToInt64(await db.ScalarAsync(
            """
            INSERT INTO world (key, value) VALUES ('next_incarnation', '1')
            ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(world.value AS BIGINT) + 1 AS TEXT) RETURNING CAST(value AS BIGINT)
            """));
        var joined = await db.RunAsync(
            $"""
            INSERT INTO nodes (name, incarnation, address, weight, gateway, draining, expires) VALUES ($1, $2, $3, $4, $5, 0, {db.Now} + $6)
            ON CONFLICT (name) DO UPDATE SET incarnation = excluded.incarnation, address = excluded.address, weight = excluded.weight,
                gateway = excluded.gateway, draining = 0, expires = excluded.expires
            WHERE nodes.expires <= {db.Now}
            """,
            node.Name, incarnation, node.Address, node.Weight, node.IsGateway ? 1 : 0, Milliseconds(lease));
        return joined == 1 ? node with { Incarnation = incarnation, Draining = false } : null;
    }

    public async Task<bool> RenewAsync(string node, long incarnation, TimeSpan lease) =>
        await db.RunAsync($"UPDATE nodes SET expires = {db.Now} + $3 WHERE name = $1 AND incarnation = $2 AND expires > {db.Now}", node, incarnation, Milliseconds(lease)) == 1;

    public async Task LeaveAsync(string node, long incarnation)
    {
        await db.RunAsync("DELETE FROM nodes WHERE name = $1 AND incarnation = $2", node, incarnation);
        await db.QueryAsync($"SELECT id FROM shards WHERE node = $1 AND incarnation = $2 ORDER BY id {db.ForUpdate}", Number, node, incarnation);
        await db.RunAsync("UPDATE shards SET node = NULL WHERE node = $1 AND incarnation = $2", node, incarnation);
    }

    public async Task<ClusterTable> ReadAsync()
    {
        var live = await db.QueryAsync(
            $"SELECT name, incarnation, address, weight, gateway, draining FROM nodes WHERE expires > {db.Now} ORDER BY name",
            static row => new Member(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4) != 0, row.GetInt32(5) != 0));
        // Of those that live by the list before: the two were read at one instant of the tables, but not of the clock.
        var incarnations = live.ToDictionary(static member => member.Incarnation, static member => member.Name);
        var shards = new ShardOwner[Shards.Count];
        foreach (var (id, incarnation, epoch) in await db.QueryAsync(
            "SELECT id, CASE WHEN node IS NULL THEN 0 ELSE incarnation END, epoch FROM shards", static row => (row.GetInt32(0), row.GetInt64(1), row.GetInt64(2))))
        {
            shards[id] = incarnations.TryGetValue(incarnation, out var name) ? new ShardOwner(name, incarnation, epoch) : new ShardOwner(null, 0, epoch);
        }
        return new ClusterTable(live, shards);
    }

    public async Task<IReadOnlyList<ShardGrant>> TakeAsync(string node, long incarnation, IReadOnlyList<int> shards)
    {
        if (shards.Count == 0)
            return [];
        await LockNodesAsync();
        if (await db.ScalarAsync($"SELECT name FROM nodes WHERE name = $1 AND incarnation = $2 AND expires > {db.Now}", node, incarnation) is null)
            return [];
        await LockAsync(shards, db.ForUpdate);
        var granted = await db.QueryAsync(
            $"""
            UPDATE shards SET node = $1, incarnation = $2, epoch = epoch + 1
            WHERE id IN ({string.Join(',', shards)}) AND (node IS NULL OR NOT {IsOwned}) RETURNING id, epoch
            """,
            Grant, node, incarnation);
        granted.Sort(static (one, other) => one.Shard.CompareTo(other.Shard));
        return granted;
    }

    public async Task ReleaseAsync(string node, long incarnation, IReadOnlyList<ShardGrant> shards)
    {
        foreach (var grant in shards.OrderBy(static grant => grant.Shard))
            await db.RunAsync("UPDATE shards SET node = NULL WHERE id = $1 AND node = $2 AND incarnation = $3 AND epoch = $4", grant.Shard, node, incarnation, grant.Epoch);
    }

    public async Task<IReadOnlyList<ShardGift>> GiveAsync(string node, long incarnation, IReadOnlyList<ShardGift> shards)
    {
        if (shards.Count == 0)
            return [];
        await LockNodesAsync();
        await LockAsync(shards.Select(static gift => gift.Shard), db.ForUpdate);
        List<ShardGift> given = [];
        foreach (var to in shards.GroupBy(static gift => (gift.To, gift.ToIncarnation)))
        {
            var those = string.Join(" OR ", to.Select(static gift => string.Create(CultureInfo.InvariantCulture, $"(id = {gift.Shard} AND epoch = {gift.Epoch})")));
            given.AddRange(await db.QueryAsync(
                $"""
                UPDATE shards SET node = $1, incarnation = $2, epoch = epoch + 1 WHERE node = $3 AND incarnation = $4 AND ({those})
                AND EXISTS (SELECT 1 FROM nodes n WHERE n.name = $1 AND n.incarnation = $2 AND n.expires > {db.Now}) RETURNING id, epoch
                """,
                row => new ShardGift(row.GetInt32(0), row.GetInt64(1), to.Key.To, to.Key.ToIncarnation),
                to.Key.To, to.Key.ToIncarnation, node, incarnation));
        }
        return given;
    }

    public async Task<bool> SetDrainingAsync(string node, bool draining) =>
        await db.RunAsync($"UPDATE nodes SET draining = $2 WHERE name = $1 AND expires > {db.Now}", node, draining ? 1 : 0) == 1;

    public async Task<IReadOnlyList<ShardGrant>?> SeizeAllAsync(string node)
    {
        await LockNodesAsync();
        if (await db.ScalarAsync($"SELECT name FROM nodes WHERE expires > {db.Now} LIMIT 1") is not null)
            return null;
        await db.QueryAsync($"SELECT id FROM shards ORDER BY id {db.ForUpdate}", Number);
        var granted = await db.QueryAsync("UPDATE shards SET node = $1, incarnation = 0, epoch = epoch + 1 RETURNING id, epoch", Grant, node);
        granted.Sort(static (one, other) => one.Shard.CompareTo(other.Shard));
        return granted;
    }

    /// <summary>The epochs under which these may be committed, which stay so until the transaction ends; 0 before anybody has ever taken one.</summary>
    public async Task<IReadOnlyDictionary<int, long>> EpochsAsync(IEnumerable<int> shards) =>
        (await LockAsync(shards, db.ForShare)).ToDictionary(static grant => grant.Shard, static grant => grant.Epoch);

    /// <summary>A lease that is just being renewed counts as it will be.</summary>
    private Task LockNodesAsync() => db.QueryAsync($"SELECT expires FROM nodes ORDER BY name {db.ForShare}", static row => row.GetInt64(0));

    private Task<List<ShardGrant>> LockAsync(IEnumerable<int> shards, string how) =>
        db.QueryAsync($"SELECT id, epoch FROM shards WHERE id IN ({string.Join(',', shards.Distinct().Order())}) ORDER BY id {how}", Grant);

    private static ShardGrant Grant(DbDataReader row) => new(row.GetInt32(0), row.GetInt64(1));

    private static int Number(DbDataReader row) => row.GetInt32(0);

    private static long Milliseconds(TimeSpan lease) => (long)lease.TotalMilliseconds;
}
