using System.Data.Common;

namespace Actors.Storage;

/// <summary>
/// The registry's rows. A decision that depends on which nodes are live first takes the lock of all such decisions (the counter of incarnations), and then locks all rows in the order
/// of their names, so that a node that is just renewing its row counts with its new state. A renewing node locks no row but its own.
/// </summary>
internal sealed class SqlNodes(SqlSession db)
{
    private const string Columns = "name, run, incarnation, address, role, member, draining, since, seen, rules";

    public async Task<RegisterOutcome> RegisterAsync(string name, string run, string role, string rules, TimeSpan live)
    {
        var incarnation = Convert.ToInt64(await db.ScalarAsync(
            """
            INSERT INTO world (key, value) VALUES ('next_incarnation', '1')
            ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(world.value AS BIGINT) + 1 AS TEXT) RETURNING CAST(value AS BIGINT)
            """));
        var nodes = await LockAsync();
        var now = await NowAsync();
        if (NodeRules.FindExcluding(NodeRules.Live(nodes, now, live), name, run, role, rules) is { } other)
            return new RegisterOutcome(null, other);
        var own = nodes.Find(node => node.Name == name && node.Run == run) ?? new NodeRow(name, run, incarnation, "", role, false, false, now, now);
        own = own with { Role = role, Seen = now, Rules = rules };
        await db.RunAsync(
            $"""
            INSERT INTO nodes ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (name) DO UPDATE SET run = excluded.run, incarnation = excluded.incarnation, address = excluded.address, role = excluded.role,
                member = excluded.member, draining = excluded.draining, since = excluded.since, seen = excluded.seen, rules = excluded.rules
            """,
            name, run, own.Incarnation, own.Address, role, own.IsMember ? 1 : 0, own.Draining ? 1 : 0, own.Since.ToUnixTimeMilliseconds(), own.Seen.ToUnixTimeMilliseconds(), rules);
        // Also rows from a clock that was far ahead, which would never be old.
        await db.RunAsync("DELETE FROM nodes WHERE seen < $1 OR seen > $2", (now - NodeRules.Kept).ToUnixTimeMilliseconds(), (now + NodeRules.Kept).ToUnixTimeMilliseconds());
        return new RegisterOutcome(own, null);
    }

    public async Task<NodeTable> BeatAsync(string name, string run, string address, bool isMember, TimeSpan live)
    {
        var known = await db.RunAsync(
            $"""
            UPDATE nodes SET address = $3, member = $4, seen = {db.Now}
            WHERE name = $1 AND run = $2 AND seen > {db.Now} - $5 AND seen <= {db.Now} + $5 + {(long)NodeRules.Margin.TotalMilliseconds}
            """,
            name, run, address, isMember ? 1 : 0, (long)live.TotalMilliseconds) == 1 || await TakeBackAsync(name, run, address, isMember, live);
        var nodes = await db.QueryAsync($"SELECT {Columns} FROM nodes", Row);
        return NodeRules.Table(known, nodes, await NowAsync(), live);
    }

    public async Task<bool> TryFormAsync(string name, string run, TimeSpan live)
    {
        await LockDecisionsAsync();
        var nodes = await LockAsync();
        return NodeRules.MayForm(NodeRules.Live(nodes, await NowAsync(), live), name, run) && await new SqlLeases(db).AcquireAsync(NodeRules.FormLease, run, live);
    }

    public Task RemoveAsync(string name, string run) => db.RunAsync("DELETE FROM nodes WHERE name = $1 AND run = $2", name, run);

    public async Task<bool> SetDrainingAsync(string node, bool draining) =>
        await db.RunAsync("UPDATE nodes SET draining = $2 WHERE name = $1", node, draining ? 1 : 0) == 1;

    /// <summary>Renews a row that had expired, for instance because the database was away. Nodes that exclude this one may have been admitted meanwhile.</summary>
    private async Task<bool> TakeBackAsync(string name, string run, string address, bool isMember, TimeSpan live)
    {
        await LockDecisionsAsync();
        var nodes = await LockAsync();
        if (nodes.Find(node => node.Name == name && node.Run == run) is not { } own
            || NodeRules.FindExcluding(NodeRules.Live(nodes, await NowAsync(), live), name, run, own.Role, own.Rules) is not null)
            return false;
        return await db.RunAsync($"UPDATE nodes SET address = $2, member = $3, seen = {db.Now} WHERE name = $1", name, address, isMember ? 1 : 0) == 1;
    }

    /// <summary>Without this row nobody has ever registered, and there is nothing to decide.</summary>
    private Task LockDecisionsAsync() => db.QueryAsync($"SELECT value FROM world WHERE key = 'next_incarnation' {db.ForUpdate}", static row => row.GetString(0));

    private Task<List<NodeRow>> LockAsync() => db.QueryAsync($"SELECT {Columns} FROM nodes ORDER BY name {db.ForUpdate}", Row);

    /// <summary>Read after the locks were acquired, because waiting for them takes time.</summary>
    private async Task<DateTimeOffset> NowAsync() => Time(Convert.ToInt64(await db.ScalarAsync($"SELECT {db.Now}")));

    private static NodeRow Row(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetInt32(5) != 0, row.GetInt32(6) != 0,
        Time(row.GetInt64(7)), Time(row.GetInt64(8)))
    {
        Rules = row.GetString(9),
    };

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
