namespace Actors.Storage;

/// <summary>Leases by name. A row has the requested duration, so that an expiry that cannot have been written by the present clock is detected.</summary>
internal sealed class SqlLeases(SqlSession db)
{
    public async Task<bool> AcquireAsync(string lease, string owner, TimeSpan duration) =>
        await db.RunAsync(
            $"""
            INSERT INTO leases (name, owner, duration, expires) VALUES ($1, $2, $3, {db.Now} + $3)
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, duration = excluded.duration, expires = excluded.expires
            WHERE leases.owner = excluded.owner OR leases.expires <= {db.Now}
                OR leases.expires > {db.Now} + leases.duration + {(long)NodeRules.Margin.TotalMilliseconds}
            """,
            lease, owner, (long)duration.TotalMilliseconds) == 1;

    public Task ReleaseAsync(string lease, string owner) => db.RunAsync("DELETE FROM leases WHERE name = $1 AND owner = $2", lease, owner);
}
