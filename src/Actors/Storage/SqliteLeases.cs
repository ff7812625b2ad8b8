
namespace Actors.Storage;

/// <summary>Leases and shards in SQLite. Each call is one transaction that has begun with the right to write, so none sees another halfway.</summary>
internal sealed class SqliteLeases(SqliteStatements db)
{
    /// <summary>The database's clock in milliseconds: that of the machine, which all processes on one file share.</summary>
    private const string Now = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";

    public Member? Join(Member node, TimeSpan lease)
    {
        if (db.Scalar($"SELECT 1 FROM nodes WHERE name = $1 AND expires > {Now}", node.Name) is not null)
            return null;
        var incarnation = Convert.ToInt64(db.Scalar(
            """
            INSERT INTO world (key, value) VALUES ('next_incarnation', 1)
            ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING CAST(value AS INTEGER)
            """));
        db.Run(
            $"""
            INSERT INTO nodes (name, incarnation, address, weight, gateway, draining, expires) VALUES ($1, $2, $3, $4, $5, 0, {Now} + $6)
            ON CONFLICT (name) DO UPDATE SET incarnation = excluded.incarnation, address = excluded.address, weight = excluded.weight,
                gateway = excluded.gateway, draining = 0, expires = excluded.expires
            """,
            node.Name, incarnation, node.Address, node.Weight, node.IsGateway ? 1 : 0, Milliseconds(lease));
        return node with { Incarnation = incarnation, Draining = false };
    }

    public bool Renew(string node, long incarnation, TimeSpan lease) =>
        db.Run($"UPDATE nodes SET expires = {Now} + $3 WHERE name = $1 AND incarnation = $2 AND expires > {Now}", node, incarnation, Milliseconds(lease)) == 1;

    public void Leave(string node, long incarnation)
    {
        db.Run("DELETE FROM nodes WHERE name = $1 AND incarnation = $2", node, incarnation);
        db.Run("UPDATE shards SET node = NULL WHERE node = $1 AND incarnation = $2", node, incarnation);
    }

    public ClusterTable Read()
    {
        List<Member> live = [];
        using (var row = db.Get($"SELECT name, incarnation, address, weight, gateway, draining FROM nodes WHERE expires > {Now} ORDER BY name").ExecuteReader())
        {
            while (row.Read())
                live.Add(new Member(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt32(3), row.GetInt64(4) != 0, row.GetInt64(5) != 0));
        }
        var shards = new ShardOwner[Shards.Count];
        using (var row = db.Get(
            $"""
            SELECT s.id, n.name, s.incarnation, s.epoch FROM shards s
            LEFT JOIN nodes n ON n.name = s.node AND n.incarnation = s.incarnation AND n.expires > {Now}
            """).ExecuteReader())
        {
            while (row.Read())
                shards[row.GetInt32(0)] = row.IsDBNull(1) ? new ShardOwner(null, 0, row.GetInt64(3)) : new ShardOwner(row.GetString(1), row.GetInt64(2), row.GetInt64(3));
        }
        return new ClusterTable(live, shards);
    }

    public List<ShardGrant> Take(string node, long incarnation, IReadOnlyList<int> shards)
    {
        List<ShardGrant> granted = [];
        if (db.Scalar($"SELECT 1 FROM nodes WHERE name = $1 AND incarnation = $2 AND expires > {Now}", node, incarnation) is null)
            return granted;
        foreach (var shard in shards)
        {
            var epoch = db.Scalar(
                $"""
                INSERT INTO shards (id, node, incarnation, epoch) VALUES ($1, $2, $3, 1)
                ON CONFLICT (id) DO UPDATE SET node = excluded.node, incarnation = excluded.incarnation, epoch = epoch + 1
                WHERE node IS NULL OR NOT EXISTS (
                    SELECT 1 FROM nodes n WHERE n.name = shards.node AND n.incarnation = shards.incarnation AND n.expires > {Now})
                RETURNING epoch
                """,
                shard, node, incarnation);
            if (epoch is long taken)
                granted.Add(new ShardGrant(shard, taken));
        }
        return granted;
    }

    public void Release(string node, long incarnation, IReadOnlyList<ShardGrant> shards)
    {
        foreach (var grant in shards)
            db.Run("UPDATE shards SET node = NULL WHERE id = $1 AND node = $2 AND incarnation = $3 AND epoch = $4", grant.Shard, node, incarnation, grant.Epoch);
    }

    public bool SetDraining(string node, bool draining) =>
        db.Run($"UPDATE nodes SET draining = $2 WHERE name = $1 AND expires > {Now}", node, draining ? 1 : 0) == 1;

    public List<ShardGrant>? SeizeAll(string node)
    {
        if (db.Scalar($"SELECT 1 FROM nodes WHERE expires > {Now} LIMIT 1") is not null)
            return null;
        List<ShardGrant> granted = [];
        for (var shard = 0; shard < Shards.Count; shard++)
        {
            var epoch = db.Scalar(
                """
                INSERT INTO shards (id, node, incarnation, epoch) VALUES ($1, $2, 0, 1)
                ON CONFLICT (id) DO UPDATE SET node = excluded.node, incarnation = 0, epoch = epoch + 1 RETURNING epoch
                """,
                shard, node);
            granted.Add(new ShardGrant(shard, Convert.ToInt64(epoch)));
        }
        return granted;
    }

    /// <summary>The epoch under which a shard may be committed; 0 before anybody has ever taken it.</summary>
    public long EpochOf(int shard) => db.Scalar("SELECT epoch FROM shards WHERE id = $1", shard) is long epoch ? epoch : 0;

    private static long Milliseconds(TimeSpan lease) => (long)lease.TotalMilliseconds;
}
