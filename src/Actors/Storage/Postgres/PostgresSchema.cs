using System.Globalization;

namespace Actors.Storage;

/// <summary>The tables in PostgreSQL, and their migrations. A migration never changes once it has been released.</summary>
internal static class PostgresSchema
{
    /// <summary>The advisory lock of the database that a migrating process holds. Any number that nothing else uses.</summary>
    private const long MigrationLock = 0x4163746F7273;

    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE players (
            id BIGINT PRIMARY KEY,
            name TEXT NOT NULL,
            name_key TEXT UNIQUE,
            token_hash TEXT UNIQUE,
            room TEXT NOT NULL,
            x DOUBLE PRECISION NOT NULL, y DOUBLE PRECISION NOT NULL, facing DOUBLE PRECISION NOT NULL,
            health INTEGER NOT NULL, score INTEGER NOT NULL,
            wood INTEGER NOT NULL, stone INTEGER NOT NULL, food INTEGER NOT NULL, gold INTEGER NOT NULL,
            last_command BIGINT NOT NULL,
            recent TEXT NOT NULL);
        CREATE TABLE items (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            player BIGINT,
            room TEXT,
            x DOUBLE PRECISION NOT NULL, y DOUBLE PRECISION NOT NULL,
            CHECK ((player IS NULL) <> (room IS NULL)));
        CREATE INDEX items_by_player ON items (player) WHERE player IS NOT NULL;
        CREATE INDEX items_by_room ON items (room) WHERE room IS NOT NULL;
        CREATE TABLE rooms (id TEXT PRIMARY KEY, record TEXT NOT NULL);
        CREATE TABLE nodes (
            name TEXT PRIMARY KEY,
            incarnation BIGINT NOT NULL,
            address TEXT NOT NULL,
            weight INTEGER NOT NULL,
            gateway INTEGER NOT NULL,
            draining INTEGER NOT NULL,
            expires BIGINT NOT NULL);
        CREATE TABLE shards (id INTEGER PRIMARY KEY, node TEXT, incarnation BIGINT NOT NULL, epoch BIGINT NOT NULL);
        INSERT INTO shards (id, node, incarnation, epoch) SELECT id, NULL, 0, 0 FROM generate_series(0, 255) AS id;
        CREATE TABLE batches (run TEXT PRIMARY KEY, number BIGINT NOT NULL, outcomes TEXT NOT NULL, begun BIGINT NOT NULL);
        """,
        """
        DROP TABLE shards;
        DROP TABLE nodes;
        CREATE TABLE nodes (
            name TEXT PRIMARY KEY,
            run TEXT NOT NULL,
            incarnation BIGINT NOT NULL,
            address TEXT NOT NULL,
            role TEXT NOT NULL,
            member INTEGER NOT NULL,
            draining INTEGER NOT NULL,
            since BIGINT NOT NULL,
            seen BIGINT NOT NULL);
        CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, duration BIGINT NOT NULL, expires BIGINT NOT NULL);
        ALTER TABLE rooms
            ALTER COLUMN record DROP NOT NULL,
            ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0,
            ADD COLUMN activation TEXT,
            ADD COLUMN roster TEXT,
            ADD COLUMN taken TEXT;
        """,
        """
        ALTER TABLE players
            ADD COLUMN away INTEGER NOT NULL DEFAULT 0,
            ADD COLUMN seen BIGINT NOT NULL DEFAULT 0;
        UPDATE players SET seen = CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT);
        CREATE INDEX players_away ON players (id) WHERE away = 1;
        CREATE INDEX players_in ON players (room) WHERE away = 0;
        ALTER TABLE items ADD COLUMN comes_back INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX items_coming_back ON items (room) WHERE comes_back = 1;
        """,
        """
        ALTER TABLE players ADD COLUMN components TEXT;
        ALTER TABLE items ADD COLUMN components TEXT;
        ALTER TABLE nodes ADD COLUMN rules TEXT NOT NULL DEFAULT '';
        """,
        """
        ALTER TABLE rooms ADD COLUMN instance TEXT;
        ALTER TABLE rooms ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rooms ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rooms ADD COLUMN players INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rooms ADD COLUMN capacity INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rooms ADD COLUMN is_full INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE rooms ADD COLUMN title TEXT;
        ALTER TABLE rooms ADD COLUMN shown TEXT;
        ALTER TABLE rooms ADD COLUMN seen BIGINT NOT NULL DEFAULT 0;
        CREATE INDEX rooms_listed ON rooms (is_full, players DESC, id) WHERE listed = 1;
        CREATE INDEX rooms_listed_of ON rooms (instance, is_full, players DESC, id) WHERE listed = 1;
        CREATE INDEX rooms_open ON rooms (seen) WHERE state = 2;
        CREATE INDEX rooms_ended ON rooms (seen) WHERE state = 4;
        CREATE INDEX players_in_instances ON players (room) WHERE room LIKE '%@%';
        """,
    ];

    public static async Task<bool> MigrateAsync(SqlSession db)
    {
        await db.QueryAsync($"SELECT pg_advisory_xact_lock({MigrationLock})", static _ => 0);
        await db.RunAsync("CREATE TABLE IF NOT EXISTS world (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
        var version = int.Parse((string?)await db.ScalarAsync("SELECT value FROM world WHERE key = 'schema_version'") ?? "0", CultureInfo.InvariantCulture);
        if (version > Migrations.Length)
            throw new InvalidOperationException($"The world's database is of version {version}; this server knows versions up to {Migrations.Length}.");
        foreach (var migration in Migrations[version..])
            await db.RunAsync(migration);
        await db.RunAsync(
            "INSERT INTO world (key, value) VALUES ('schema_version', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            Migrations.Length.ToString(CultureInfo.InvariantCulture));
        return true;
    }
}
