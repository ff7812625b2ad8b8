using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Actors.World;

namespace Actors.Storage;

/// <summary>Players' rows, and items' as they are read with them.</summary>
internal static class SqlPlayers
{
    private const string Columns = "id, name, name_key, token_hash, room, x, y, facing, health, score, wood, stone, food, gold, last_command, recent";

    public const string ItemColumns = "id, kind, player, room, x, y";

    /// <summary>The name and the token are set with the row, or by a claim; rooms do not change them.</summary>
    public static Statement Put(PlayerRecord player, RoomId from) => new(
        $"""
        INSERT INTO players ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ON CONFLICT (id) DO UPDATE SET room = excluded.room, x = excluded.x, y = excluded.y, facing = excluded.facing, health = excluded.health,
            score = excluded.score, wood = excluded.wood, stone = excluded.stone, food = excluded.food, gold = excluded.gold,
            last_command = excluded.last_command, recent = excluded.recent
        WHERE players.room = $17
        """,
        player.Id.Value, player.Name, player.Named ? NameKey(player.Name) : null, player.TokenHash, player.Room.Value,
        player.Position.X, player.Position.Y, player.FacingRadians, player.Health, player.Score,
        player.Resources.Wood, player.Resources.Stone, player.Resources.Food, player.Resources.Gold,
        player.LastCommand, JsonSerializer.Serialize(player.Recent), from.Value);

    /// <summary>What makes two names the same.</summary>
    private static string NameKey(string name) => name.ToLowerInvariant();

    public static async Task<ClaimOutcome> ClaimAsync(SqlSession db, PlayerRecord player, string name)
    {
        if (await db.ScalarAsync("SELECT id FROM players WHERE name_key = $1", NameKey(name)) is long owner && owner != player.Id.Value)
            return ClaimOutcome.Taken;
        // Two who claim it at once both get here; the column is unique, and then the row is not changed.
        Statement[] claim = await db.ScalarAsync("SELECT id FROM players WHERE id = $1", player.Id.Value) is null
            ? [Put(player with { Name = name, Named = true }, player.Room)]
            : [new("UPDATE players SET name = $2, name_key = $3 WHERE id = $1", player.Id.Value, name, NameKey(name))];
        return await db.TryRunAllAsync(claim) ? ClaimOutcome.Claimed : ClaimOutcome.Taken;
    }

    /// <param name="condition">Of one value, <c>$1</c>.</param>
    public static async Task<PlayerState?> FindAsync(SqlSession db, string condition, object value)
    {
        var found = await db.QueryAsync($"SELECT {Columns} FROM players WHERE {condition}", Player, value);
        return found is [var record] ? new PlayerState(record, await db.QueryAsync($"SELECT {ItemColumns} FROM items WHERE player = $1 ORDER BY id", Item, record.Id.Value)) : null;
    }

    /// <summary>By a statement that is always the same, which the database knows already.</summary>
    public static async Task<Dictionary<PlayerId, PlayerState>> FindAloneAsync(SqlSession db, PlayerId player) =>
        await FindAsync(db, "id = $1", player.Value) is { } state ? new() { [player] = state } : [];

    public static async Task<Dictionary<PlayerId, PlayerState>> FindAsync(SqlSession db, IReadOnlyList<PlayerId> players)
    {
        var ids = string.Join(',', players.Select(static player => player.Value.ToString(CultureInfo.InvariantCulture)));
        var found = await db.QueryAsync($"SELECT {Columns} FROM players WHERE id IN ({ids})", Player);
        var items = found.Count == 0 ? [] : await db.QueryAsync($"SELECT {ItemColumns} FROM items WHERE player IN ({ids}) ORDER BY id", Item);
        var held = items.ToLookup(static item => item.Player);
        return found.ToDictionary(static record => record.Id, record => new PlayerState(record, [.. held[record.Id]]));
    }

    public static ItemRecord Item(DbDataReader row) => new(
        new ItemId(row.GetString(0)),
        row.GetString(1),
        row.IsDBNull(2) ? null : new PlayerId(row.GetInt64(2)),
        row.IsDBNull(3) ? null : new RoomId(row.GetString(3)),
        new Vector(row.GetDouble(4), row.GetDouble(5)));

    private static PlayerRecord Player(DbDataReader row) => new()
    {
        Id = new PlayerId(row.GetInt64(0)),
        Name = row.GetString(1),
        Named = !row.IsDBNull(2),
        TokenHash = row.IsDBNull(3) ? null : row.GetString(3),
        Room = new RoomId(row.GetString(4)),
        Position = new Vector(row.GetDouble(5), row.GetDouble(6)),
        FacingRadians = row.GetDouble(7),
        Health = row.GetInt32(8),
        Score = row.GetInt32(9),
        Resources = new ResourceCounts(row.GetInt32(10), row.GetInt32(11), row.GetInt32(12), row.GetInt32(13)),
        LastCommand = row.GetInt64(14),
        Recent = JsonSerializer.Deserialize<CommandResult[]>(row.GetString(15)) ?? [],
    };
}
