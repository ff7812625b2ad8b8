using Microsoft.Data.Sqlite;

namespace Actors.Storage;

/// <summary>The tables in SQLite, and their migrations. A migration never changes once it has been released.</summary>
internal static class SqliteSchema
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE world (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE players (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            name_key TEXT UNIQUE,
            token_hash TEXT UNIQUE,
            room TEXT NOT NULL,
            x REAL NOT NULL, y REAL NOT NULL, facing REAL NOT NULL,
            health INTEGER NOT NULL, score INTEGER NOT NULL,
            wood INTEGER NOT NULL, stone INTEGER NOT NULL, food INTEGER NOT NULL, gold INTEGER NOT NULL,
            last_command INTEGER NOT NULL,
            recent TEXT NOT NULL);
        CREATE TABLE items (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            player INTEGER,
            room TEXT,
            x REAL NOT NULL, y REAL NOT NULL,
            CHECK ((player IS NULL) <> (room IS NULL)));
        CREATE INDEX items_by_player ON items (player) WHERE player IS NOT NULL;
        CREATE INDEX items_by_room ON items (room) WHERE room IS NOT NULL;
        CREATE TABLE rooms (id TEXT PRIMARY KEY, record TEXT NOT NULL);
        """,
        """
        CREATE TABLE nodes (
            name TEXT PRIMARY KEY,
            incarnation INTEGER NOT NULL,
            address TEXT NOT NULL,
            weight INTEGER NOT NULL,
            gateway INTEGER NOT NULL,
            draining INTEGER NOT NULL,
            expires INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE shards (id INTEGER PRIMARY KEY, node TEXT, incarnation INTEGER NOT NULL, epoch INTEGER NOT NULL);
        """,
        """
        CREATE TABLE batches (run TEXT PRIMARY KEY, number INTEGER NOT NULL, outcomes TEXT NOT NULL, begun INTEGER NOT NULL) WITHOUT ROWID;
        WITH RECURSIVE numbers (id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM numbers WHERE id < 255)
        INSERT INTO shards (id, node, incarnation, epoch) SELECT id, NULL, 0, 0 FROM numbers WHERE true ON CONFLICT (id) DO NOTHING;
        """,
        """
        DROP TABLE shards;
        DROP TABLE nodes;
        CREATE TABLE nodes (
            name TEXT PRIMARY KEY,
            run TEXT NOT NULL,
            incarnation INTEGER NOT NULL,
            address TEXT NOT NULL,
            role TEXT NOT NULL,
            member INTEGER NOT NULL,
            draining INTEGER NOT NULL,
            since INTEGER NOT NULL,
            seen INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, duration INTEGER NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
        ALTER TABLE rooms RENAME TO rooms_before;
        CREATE TABLE rooms (
            id TEXT PRIMARY KEY,
            record TEXT,
            epoch INTEGER NOT NULL DEFAULT 0,
            activation TEXT,
            roster TEXT,
            taken TEXT);
        INSERT INTO rooms (id, record) SELECT id, record FROM rooms_before;
        DROP TABLE rooms_before;
        """,
        """
        ALTER TABLE players ADD COLUMN away INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE players ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
        UPDATE players SET seen = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER);
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
        ALTER TABLE rooms ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX rooms_listed ON rooms (is_full, players DESC, id) WHERE listed = 1;
        CREATE INDEX rooms_listed_of ON rooms (instance, is_full, players DESC, id) WHERE listed = 1;
        CREATE INDEX rooms_open ON rooms (seen) WHERE state = 2;
        CREATE INDEX rooms_ended ON rooms (seen) WHERE state = 4;
        CREATE INDEX players_in_instances ON players (room) WHERE room LIKE '%@%';
        """,
    ];

    public static void Migrate(SqliteConnection connection)
    {
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version";
            var version = Convert.ToInt32(command.ExecuteScalar());
            if (version > Migrations.Length)
                throw new InvalidOperationException($"The world's file is of version {version}; this server knows versions up to {Migrations.Length}.");
            for (; version < Migrations.Length; version++)
            {
                command.CommandText = Migrations[version];
                command.ExecuteNonQuery();
            }
            command.CommandText = $"PRAGMA user_version = {Migrations.Length}; COMMIT";
            command.ExecuteNonQuery();
        }
        catch
        {
            begin.CommandText = "ROLLBACK";
            begin.ExecuteNonQuery();
            throw;
        }
    }
}
