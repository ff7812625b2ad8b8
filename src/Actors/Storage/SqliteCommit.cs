using System.Text.Json;
using Actors.World;

namespace Actors.Storage;

/// <summary>
/// Carries out one room's transaction within the batch's. Each change says what the room believed; where a row is otherwise the
/// whole transaction is refused, so that a room with a wrong idea of the world can never write it down.
/// </summary>
internal sealed class SqliteCommit(SqliteStatements db)
{
    /// <summary>False: a row was not as the room believed. What was written so far is for the caller to roll back.</summary>
    public bool TryApply(RoomTransaction transaction)
    {
        foreach (var change in transaction.Changes)
        {
            var holds = change switch
            {
                ItemChanged item => TryPut(item.Item, transaction.Room),
                ItemConsumed consumed => db.Run("DELETE FROM items WHERE id = $1", consumed.Item.Value) == 1,
                PlayerChanged player => TryPut(player),
                RoomChanged room => Put(room.Room),
                _ => throw new ArgumentException($"Unknown change {change.GetType().Name}.", nameof(transaction)),
            };
            if (!holds)
                return false;
        }
        return true;
    }

    private bool Put(RoomRecord room)
    {
        db.Run(
            "INSERT INTO rooms (id, record) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET record = excluded.record",
            room.Id.Value, JsonSerializer.Serialize(room));
        return true;
    }

    /// <summary>An item changes hands only where it is: in this room, or with a player who is in it.</summary>
    private bool TryPut(ItemRecord item, RoomId room)
    {
        var holder = db.Scalar(
            "SELECT coalesce(i.room, p.room, $2) FROM items i LEFT JOIN players p ON p.id = i.player WHERE i.id = $1", item.Id.Value, room.Value);
        if (holder is string where && where != room.Value)
            return false;
        db.Run(
            """
            INSERT INTO items (id, kind, player, room, x, y) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO UPDATE SET player = excluded.player, room = excluded.room, x = excluded.x, y = excluded.y
            """,
            item.Id.Value, item.Kind, item.Player?.Value, item.Room?.Value, item.Position.X, item.Position.Y);
        return true;
    }

    private bool TryPut(PlayerChanged change)
    {
        var player = change.Player;
        var recent = JsonSerializer.Serialize(player.Recent);
        var updated = db.Run(
            """
            UPDATE players SET room = $3, x = $4, y = $5, facing = $6, health = $7, score = $8,
                wood = $9, stone = $10, food = $11, gold = $12, last_command = $13, recent = $14
            WHERE id = $1 AND room = $2
            """,
            player.Id.Value, change.FromRoom.Value, player.Room.Value, player.Position.X, player.Position.Y, player.FacingRadians,
            player.Health, player.Score, player.Resources.Wood, player.Resources.Stone, player.Resources.Food, player.Resources.Gold,
            player.LastCommand, recent);
        if (updated == 1)
            return true;
        if (db.Scalar("SELECT 1 FROM players WHERE id = $1", player.Id.Value) is not null)
            return false;
        Insert(player, recent);
        return true;
    }

    /// <summary>The name and the token are set with the row, or by a claim; rooms do not change them.</summary>
    public void Insert(PlayerRecord player, string recent) => db.Run(
        """
        INSERT INTO players (id, name, name_key, token_hash, room, x, y, facing, health, score, wood, stone, food, gold, last_command, recent)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """,
        player.Id.Value, player.Name, player.Named ? player.Name.ToLowerInvariant() : null, player.TokenHash, player.Room.Value,
        player.Position.X, player.Position.Y, player.FacingRadians, player.Health, player.Score,
        player.Resources.Wood, player.Resources.Stone, player.Resources.Food, player.Resources.Gold, player.LastCommand, recent);
}
