using System.Data.Common;
using System.Text.Json;
using Actors.World;

namespace Actors.Storage;

internal readonly record struct RoomClaim(RoomId Room, string Activation);

/// <summary>A room as its activation claimed it, before its text columns are parsed.</summary>
internal sealed record ClaimedRoom(long Epoch, string? Record, string? Roster, IReadOnlyList<ItemRecord> Items);

/// <param name="HasRoster">Whether there is a roster that a commit has to discard.</param>
internal readonly record struct RoomEpoch(long Epoch, bool HasRoster);

/// <summary>
/// Rows of rooms: epochs, rosters and the rooms' own records. Commits and activations lock the rows of their rooms in the same order, so they cannot deadlock,
/// and a room changes hands between commits, never within one. The lock is exclusive from the beginning: of two commits that shared a row, neither could write it.
/// <para>
/// A roster is in <c>roster</c> from the commit that seals a room until the next activation claims it, and then in <c>taken</c>, for that activation alone, until
/// its first commit.
/// </para>
/// </summary>
internal sealed class SqlRooms(SqlSession db)
{
    public async Task<Dictionary<RoomClaim, ClaimedRoom>> ActivateAsync(IReadOnlyList<RoomClaim> claims)
    {
        Dictionary<RoomClaim, ClaimedRoom> claimed = [];
        // Two activations of one room in a group claim it one after the other.
        for (var left = claims; left.Count > 0; left = [.. left.Where(claim => !claimed.ContainsKey(claim))])
            await ActivateAsync([.. left.DistinctBy(static claim => claim.Room)], claimed);
        return claimed;
    }

    /// <summary>The epochs under which these rooms may commit. They do not change until the transaction ends. Rooms that were never activated are missing.</summary>
    public async Task<Dictionary<RoomId, RoomEpoch>> LockAsync(IEnumerable<RoomId> rooms) =>
        (await db.QueryAsync(
            $"""
            SELECT id, epoch, CASE WHEN roster IS NULL AND taken IS NULL THEN 0 ELSE 1 END
            FROM rooms WHERE epoch > 0 AND id IN (SELECT value FROM {db.Each("$1")}) ORDER BY id {db.ForUpdate}
            """,
            static row => (Id: new RoomId(row.GetString(0)), Row: new RoomEpoch(row.GetInt64(1), row.GetInt32(2) != 0)),
            Ids(rooms))).ToDictionary(static room => room.Id, static room => room.Row);

    /// <summary>The row exists, because a room commits under an epoch that it has claimed.</summary>
    public static Statement Put(SqlSession db, RoomRecord room) => room.Instance is null
        ? new("UPDATE rooms SET record = $2 WHERE id = $1", room.Id.Value, JsonSerializer.Serialize(room))
        : SqlInstances.Put(db, room);

    /// <param name="roster">Null: the rosters in the row are discarded.</param>
    public static Statement Put(RoomId room, HandoffRoster? roster) =>
        new("UPDATE rooms SET roster = $2, taken = NULL WHERE id = $1", room.Value, roster is null ? null : StoredJson.Write(roster));

    private async Task ActivateAsync(IReadOnlyList<RoomClaim> claims, Dictionary<RoomClaim, ClaimedRoom> claimed)
    {
        var ids = Ids(claims.Select(static claim => claim.Room));
        await new SqlInstances(db).AddAsync(ids);
        var rows = (await db.QueryAsync(
            $"SELECT id, epoch, activation, record, roster, taken FROM rooms WHERE id IN (SELECT value FROM {db.Each("$1")}) ORDER BY id {db.ForUpdate}",
            static row => (Room: new RoomId(row.GetString(0)), Epoch: row.GetInt64(1), Activation: Text(row, 2), Record: Text(row, 3), Roster: Text(row, 4), Taken: Text(row, 5)),
            ids)).ToDictionary(static row => row.Room);
        var fresh = claims.Where(claim => rows.TryGetValue(claim.Room, out var row) && row.Activation != claim.Activation).ToHashSet();
        // Returning items are now in the room.
        var arrived = new Statement($"UPDATE items SET comes_back = 0 WHERE comes_back = 1 AND room IN (SELECT value FROM {db.Each("$1")})", ids) { AnyRows = true };
        if (!await db.TryRunAllAsync([.. fresh.Select(Claim), arrived]))
            throw new InvalidOperationException("A room's row that was locked could not be claimed.");
        var items = (await db.QueryAsync($"SELECT {SqlPlayers.ItemColumns} FROM items WHERE room IN (SELECT value FROM {db.Each("$1")}) ORDER BY id", SqlPlayers.Item, ids))
            .ToLookup(static item => item.Room);
        foreach (var claim in claims)
        {
            if (!rows.TryGetValue(claim.Room, out var row))
            {
                claimed[claim] = new ClaimedRoom(0, null, null, []);
                continue;
            }
            var isFresh = fresh.Contains(claim);
            claimed[claim] = new ClaimedRoom(isFresh ? row.Epoch + 1 : row.Epoch, row.Record, isFresh ? row.Roster : row.Taken, [.. items[claim.Room]]);
        }
    }

    private static Statement Claim(RoomClaim claim) =>
        new("UPDATE rooms SET epoch = epoch + 1, activation = $2, taken = roster, roster = NULL WHERE id = $1", claim.Room.Value, claim.Activation);

    private static string Ids(IEnumerable<RoomId> rooms) => JsonSerializer.Serialize(rooms.Select(static room => room.Value).Distinct());

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
