using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Actors.World;

namespace Actors.Storage;

internal sealed record LoadedPlayer(PlayerState State, bool IsAway);

/// <summary>Rows of players, and of the items that are read with them.</summary>
internal static class SqlPlayers
{
    public const string Columns = "id, name, name_key, token_hash, room, x, y, facing, health, score, wood, stone, food, gold, last_command, recent, components";

    public const int ColumnCount = 17;

    public const string ItemColumns = "id, kind, player, room, x, y, components";

    /// <summary>The name and the token are set when the row is created, or by a claim. Rooms do not change them, except the name of a guest that leaves and owns nothing.</summary>
    public static Statement Put(SqlSession db, PlayerRecord player, RoomId from, Presence presence = Presence.In) => new(
        $"""
        INSERT INTO players ({Columns}, away, seen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $19, {db.Now})
        ON CONFLICT (id) DO UPDATE SET room = excluded.room, x = excluded.x, y = excluded.y, facing = excluded.facing, health = excluded.health,
            score = excluded.score, wood = excluded.wood, stone = excluded.stone, food = excluded.food, gold = excluded.gold,
            last_command = excluded.last_command, recent = excluded.recent, components = excluded.components, away = excluded.away, seen = excluded.seen,
            name_key = CASE WHEN $20 = 1 THEN NULL ELSE players.name_key END
        WHERE players.room = $18
        """,
        player.Id.Value, player.Name, player.Named && presence != Presence.AwayUnnamed ? NameKey(player.Name) : null, player.TokenHash, player.Room.Value,
        player.Position.X, player.Position.Y, player.FacingRadians, player.Health, player.Score,
        player.Resources.Wood, player.Resources.Stone, player.Resources.Food, player.Resources.Gold,
        player.LastCommand, JsonSerializer.Serialize(player.Recent), player.Components?.Json, from.Value, presence == Presence.In ? 0 : 1, presence == Presence.AwayUnnamed ? 1 : 0);

    /// <summary>Two names with equal keys are the same name.</summary>
    private static string NameKey(string name) => name.ToLowerInvariant();

    public static async Task<ClaimOutcome> ClaimAsync(SqlSession db, PlayerRecord player, string name)
    {
        if (await db.ScalarAsync("SELECT id FROM players WHERE name_key = $1", NameKey(name)) is long owner && owner != player.Id.Value)
            return ClaimOutcome.Taken;
        // Two players who claim it at once both get here. The column is unique, so the second one's row is not changed.
        Statement[] claim = await db.ScalarAsync("SELECT id FROM players WHERE id = $1", player.Id.Value) is null
            ? [Put(db, player with { Name = name, Named = true }, player.Room)]
            : [new("UPDATE players SET name = $2, name_key = $3 WHERE id = $1", player.Id.Value, name, NameKey(name))];
        return await db.TryRunAllAsync(claim) ? ClaimOutcome.Claimed : ClaimOutcome.Taken;
    }

    /// <summary>A name that was freed is still in the row.</summary>
    public static async Task<ReclaimedName?> ReclaimAsync(SqlSession db, PlayerId player)
    {
        var found = await db.QueryAsync($"SELECT name, name_key FROM players WHERE id = $1 {db.ForUpdate}", static row => (Name: row.GetString(0), IsOwn: !row.IsDBNull(1)), player.Value);
        if (found is not [var (name, isOwn)])
            return null;
        if (isOwn || await db.TryRunAllAsync([new Statement("UPDATE players SET name_key = $2 WHERE id = $1", player.Value, NameKey(name))]))
            return new ReclaimedName(name, null);
        var guest = PlayerName.ForGuest(player);
        await db.RunAsync("UPDATE players SET name = $2, name_key = $3 WHERE id = $1", player.Value, guest, NameKey(guest));
        return new ReclaimedName(guest, name);
    }

    /// <summary>Players who were away are in the world from now on, with their former names if nobody has taken them.</summary>
    public static async Task AdmitAsync(SqlSession db, IEnumerable<PlayerId> players)
    {
        var ids = JsonSerializer.Serialize(players.Select(static player => player.Value));
        await db.RunAsync(
            $"""
            UPDATE players SET away = 0, seen = {db.Now}
            WHERE id IN (SELECT id FROM players WHERE away = 1 AND id IN (SELECT CAST(value AS BIGINT) FROM {db.Each("$1")}) ORDER BY id {db.ForUpdate})
            """,
            ids);
        var unnamed = await db.QueryAsync(
            $"SELECT id, name FROM players WHERE name_key IS NULL AND id IN (SELECT CAST(value AS BIGINT) FROM {db.Each("$1")}) ORDER BY id",
            static row => (Id: new PlayerId(row.GetInt64(0)), Name: row.GetString(1)),
            ids);
        foreach (var (id, name) in unnamed.Where(static one => one.Name != PlayerName.ForGuest(one.Id)))
            await db.TryRunAllAsync([new Statement("UPDATE players SET name_key = $2 WHERE id = $1", id.Value, NameKey(name))]);
    }

    public static async Task<PlayerState?> FindByTokenAsync(SqlSession db, string tokenHash) => (await FindOneAsync(db, "token_hash = $1", tokenHash))?.State;

    public static async Task<Dictionary<PlayerId, LoadedPlayer>> FindAsync(SqlSession db, IReadOnlyList<PlayerId> players)
    {
        // A single player is read by a statement that is always the same, which the database already knows.
        if (players is [var alone])
            return await FindOneAsync(db, "id = $1", alone.Value) is { } one ? new() { [alone] = one } : [];
        var ids = string.Join(',', players.Select(static player => player.Value.ToString(CultureInfo.InvariantCulture)));
        var found = await db.QueryAsync($"SELECT {Columns}, away FROM players WHERE id IN ({ids})", Row);
        var items = found.Count == 0 ? [] : await db.QueryAsync($"SELECT {ItemColumns} FROM items WHERE player IN ({ids}) ORDER BY id", Item);
        var held = items.ToLookup(static item => item.Player);
        return found.ToDictionary(static row => row.Player.Id, row => new LoadedPlayer(new PlayerState(row.Player, [.. held[row.Player.Id]]), row.IsAway));
    }

    /// <param name="condition">A condition on one value, <c>$1</c>.</param>
    private static async Task<LoadedPlayer?> FindOneAsync(SqlSession db, string condition, object value)
    {
        var found = await db.QueryAsync($"SELECT {Columns}, away FROM players WHERE {condition}", Row, value);
        return found is [var (record, isAway)]
            ? new LoadedPlayer(new PlayerState(record, await db.QueryAsync($"SELECT {ItemColumns} FROM items WHERE player = $1 ORDER BY id", Item, record.Id.Value)), isAway)
            : null;
    }

    private static (PlayerRecord Player, bool IsAway) Row(DbDataReader row) => (Player(row), row.GetInt32(ColumnCount) != 0);

    public static ItemRecord Item(DbDataReader row) => new(
        new ItemId(row.GetString(0)),
        row.GetString(1),
        row.IsDBNull(2) ? null : new PlayerId(row.GetInt64(2)),
        row.IsDBNull(3) ? null : new RoomId(row.GetString(3)),
        new Vector(row.GetDouble(4), row.GetDouble(5)))
    {
        Components = row.IsDBNull(6) ? null : ComponentData.Parse(row.GetString(6)),
    };

    public static PlayerRecord Player(DbDataReader row) => new()
    {
        Id = new PlayerId(row.GetInt64(0)),
        // A guest that has lost its name is a guest like any other, whatever its former name.
        Name = row.IsDBNull(2) ? PlayerName.ForGuest(new PlayerId(row.GetInt64(0))) : row.GetString(1),
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
        Components = row.IsDBNull(16) ? null : ComponentData.Parse(row.GetString(16)),
    };
}
