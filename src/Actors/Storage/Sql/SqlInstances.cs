using System.Globalization;
using System.Text.Json;
using Actors.World;

namespace Actors.Storage;

/// <summary>
/// Rows of rooms that rules have opened. Lists and sweeps query columns beside the record, which are written together with it, so they never disagree.
/// <para>
/// An instance has rows from the commit that opens it. An activation creates a row only for a room that a player is stored in, because that player has to get out. So a made-up
/// name leaves nothing behind. A deleted row belonged to an instance that had ended an hour before. A row that is created for a stranded player has a higher epoch than the
/// room can ever have had. So no activation of the room, however late, can commit again.
/// </para>
/// </summary>
internal sealed class SqlInstances(SqlSession db)
{
    /// <summary>Rooms whose <c>id</c> has a key. An index has the same condition.</summary>
    public const string IsOpened = "room LIKE '%@%'";

    /// <summary>Makes the rows of rooms that are activated for the first time.</summary>
    /// <param name="ids">A JSON array of room ids.</param>
    public Task AddAsync(string ids) => db.RunAsync(
        $"""
        INSERT INTO rooms (id, epoch, state, seen)
        SELECT value, CASE WHEN value LIKE '%@%' THEN {db.Now} ELSE 0 END, CASE WHEN value LIKE '%@%' THEN {Text(InstanceState.Ended)} ELSE 0 END, {db.Now} FROM {db.Each("$1")}
        WHERE value NOT LIKE '%@%' OR EXISTS (SELECT 1 FROM players WHERE {IsOpened} AND room = value)
        ORDER BY value ON CONFLICT (id) DO NOTHING
        """,
        ids);

    public static IEnumerable<Statement> Open(SqlSession db, InstanceOpened opened) => opened.Rooms.Select(room => new Statement(
        $"""
        INSERT INTO rooms (id, record, epoch, instance, state, listed, players, capacity, is_full, title, shown, seen)
        VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9, $10, {db.Now})
        """,
        Values(room)));

    /// <summary>The row exists, as for every room that commits.</summary>
    public static Statement Put(SqlSession db, RoomRecord room) => new(
        $"""
        UPDATE rooms SET record = $2, instance = $3, state = $4, listed = $5, players = $6, capacity = $7, is_full = $8, title = $9, shown = $10, seen = {db.Now} WHERE id = $1
        """,
        Values(room));

    /// <summary>The room has been asked who is there.</summary>
    public static Statement Heard(SqlSession db, RoomId room) => new($"UPDATE rooms SET seen = {db.Now} WHERE id = $1", room.Value);

    public async Task<IReadOnlyList<ListedRoom>> ListAsync(RoomQuery query)
    {
        var listed = await db.QueryAsync(
            $"""
            SELECT id, instance, title, players, capacity, shown FROM rooms WHERE listed = 1 {(query.Set is null ? "" : "AND instance = $1")}
            ORDER BY is_full, players DESC, id LIMIT {Text(InstanceRules.MaxLookedAt)}
            """,
            static row => new ListedRoom(new RoomId(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4), RoomTags.Parse(row.GetString(5))),
            query.Set is null ? [] : [query.Set]);
        return InstanceRules.Matching(listed, query);
    }

    /// <summary>A clock that was ahead has written times far in the future. They count as silence.</summary>
    public Task<List<RoomId>> FindSilentAsync() => db.QueryAsync(
        $"""
        SELECT id FROM rooms
        WHERE state = {Text(InstanceState.Open)} AND (seen <= {db.Now} - {Text(InstanceRules.Silence)} OR seen > {db.Now} + {Text(NodeRules.Margin)})
        ORDER BY id LIMIT {Text(InstanceRules.MaxSwept)}
        """,
        static row => new RoomId(row.GetString(0)));

    public Task<List<RoomId>> FindOldAsync() => db.QueryAsync($"SELECT id FROM rooms WHERE {IsOld} ORDER BY id LIMIT {Text(InstanceRules.MaxSwept)}", static row => new RoomId(row.GetString(0)));

    /// <summary>Decided again with the rows locked, because a room commits, and is activated, with its row locked.</summary>
    public async Task<int> RemoveAsync(IReadOnlyList<RoomId> rooms)
    {
        var ids = JsonSerializer.Serialize(rooms.Select(static room => room.Value));
        var old = await db.QueryAsync($"SELECT id FROM rooms WHERE {IsOld} AND id IN (SELECT value FROM {db.Each("$1")}) ORDER BY id {db.ForUpdate}", static row => row.GetString(0), ids);
        ids = JsonSerializer.Serialize(old);
        // Items of kinds that were no longer in the content when the instance ended. There are no others.
        await db.RunAsync($"DELETE FROM items WHERE room IN (SELECT value FROM {db.Each("$1")})", ids);
        return await db.RunAsync($"DELETE FROM rooms WHERE id IN (SELECT value FROM {db.Each("$1")})", ids);
    }

    private string IsOld =>
        $"state = {Text(InstanceState.Ended)} AND seen <= {db.Now} - {Text(InstanceRules.Kept)} AND NOT EXISTS (SELECT 1 FROM players WHERE {IsOpened} AND players.room = rooms.id)";

    private static object?[] Values(RoomRecord room)
    {
        var instance = room.Instance!;
        var state = InstanceRules.StateOf(room);
        return
        [
            room.Id.Value, JsonSerializer.Serialize(room), instance.Set, (int)state, instance is { IsListed: true, HasEnded: false } && instance.Entry == room.Id ? 1 : 0,
            instance.Players, instance.Capacity, instance.Players >= instance.Capacity ? 1 : 0, instance.Title, instance.Shown.Json,
        ];
    }

    private static string Text(InstanceState state) => Text((int)state);

    private static string Text(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
