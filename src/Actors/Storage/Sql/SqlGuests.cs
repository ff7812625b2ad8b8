using System.Globalization;
using Actors.World;

namespace Actors.Storage;

/// <summary>
/// Absent guests, and the items that they have carried off.
/// <para>
/// A row is <c>away</c> from the commit with which the player leaves its room until the read with which a room admits it again, and no room has such a player in memory. So a
/// transaction that belongs to no room can take its items: it locks the row and checks again that the player is away.
/// </para>
/// <para>
/// A returning item belongs to its room from then on, marked as <c>comes_back</c>. An activation loads it when it begins, or commits it like any other item when it has
/// been notified. Only the room's own activation, whose commits are fenced by its epoch, clears the mark.
/// </para>
/// </summary>
internal sealed class SqlGuests(SqlSession db)
{
    /// <summary>Guests that are read, and locked, at once.</summary>
    public const int Page = 200;

    private const int MaxRooms = 1000;

    private const string IsGuest = $"(token_hash IS NULL OR token_hash NOT LIKE '{PlayerRecord.AccountMark}%')";

    /// <summary>
    /// One page of the guests that have something to lose, and where the next page begins; null: this was the last. The query skips guests for whom it can tell that nothing is due,
    /// because it runs every minute. It must let through all guests that <see cref="GuestRules.FateOf"/> takes something from.
    /// </summary>
    public async Task<(List<PlayerId> Due, long? Last)> FindDueAsync(GuestSweep sweep, long after)
    {
        var (guests, now) = await ReadAsync(
            $"""
            away = 1 AND {IsGuest} AND id > {Text(after)} AND (
                seen <= {db.Now} - {Milliseconds(sweep.ForgetAfter)}
                OR (seen <= {db.Now} - {Milliseconds(sweep.NameAfter)} AND name_key IS NOT NULL AND score = 0 AND wood = 0 AND stone = 0 AND food = 0 AND gold = 0 AND components IS NULL)
                OR EXISTS (SELECT 1 FROM items WHERE items.player = players.id))
            ORDER BY id LIMIT {Text(Page)}
            """);
        List<PlayerId> due = [.. guests.Where(guest => !GuestRules.FateOf(guest, sweep, now).IsNothing).Select(static guest => guest.State.Record.Id)];
        return (due, guests.Count == Page ? guests[^1].State.Record.Id.Value : null);
    }

    /// <summary>Takes what the guests lose, decided again with their rows locked.</summary>
    public async Task<List<GuestFate>> SettleAsync(IReadOnlyList<PlayerId> due, GuestSweep sweep)
    {
        var ids = string.Join(',', due.Select(static player => Text(player.Value)));
        var (guests, now) = await ReadAsync($"away = 1 AND id IN ({ids}) ORDER BY id {db.ForUpdate}");
        List<Statement> statements = [];
        List<GuestFate> fates = [];
        foreach (var guest in guests)
        {
            var (id, fate) = (guest.State.Record.Id, GuestRules.FateOf(guest, sweep, now));
            foreach (var (item, place) in fate.Items)
                statements.Add(Take(item, id, place));
            if (fate.LosesName)
                statements.Add(new Statement("UPDATE players SET name_key = NULL WHERE id = $1", id.Value));
            if (fate.IsForgotten)
                statements.Add(new Statement("DELETE FROM players WHERE id = $1", id.Value));
            fates.Add(fate);
        }
        if (statements.Count > 0 && !await db.TryRunAllAsync(statements))
            throw new InvalidOperationException("What a guest that is away has could not be taken from it.");
        return fates;
    }

    /// <summary>A clock that was ahead has written times far in the future. They are set to now.</summary>
    public Task MendTimesAsync() => db.RunAsync($"UPDATE players SET seen = {db.Now} WHERE {IsTimeWrong}");

    public async Task<bool> IsAnyTimeWrongAsync() => await db.ScalarAsync($"SELECT 1 FROM players WHERE {IsTimeWrong} LIMIT 1") is not null;

    public async Task<GuestsSwept> FindRoomsAsync(GuestsSwept swept) => swept with
    {
        Silent = await RoomsAsync($"SELECT DISTINCT room FROM players WHERE away = 0 AND seen <= {db.Now} - {Milliseconds(GuestRules.Silence)} ORDER BY room LIMIT {Text(MaxRooms)}"),
        Returning = await RoomsAsync($"SELECT DISTINCT room FROM items WHERE comes_back = 1 ORDER BY room LIMIT {Text(MaxRooms)}"),
    };

    public async Task<IReadOnlyList<ItemRecord>> FindReturnedAsync(RoomId room) =>
        await db.QueryAsync($"SELECT {SqlPlayers.ItemColumns} FROM items WHERE room = $1 AND comes_back = 1 ORDER BY id", SqlPlayers.Item, room.Value);

    /// <summary>Marks the players who are in the room as seen, and those whom the store has there but who are not as away.</summary>
    public static IEnumerable<Statement> Check(SqlSession db, RoomId room, PresenceChecked presence)
    {
        var present = string.Join(',', presence.Present.Select(static player => Text(player.Value)).DefaultIfEmpty("0"));
        yield return new Statement($"UPDATE players SET seen = {db.Now} WHERE room = $1 AND away = 0 AND id IN ({present})", room.Value) { AnyRows = true };
        yield return new Statement(
            $"UPDATE players SET away = 1, seen = {db.Now} WHERE room = $1 AND away = 0 AND seen <= {db.Now} - {Milliseconds(GuestRules.OnItsWay)} AND id NOT IN ({present})",
            room.Value)
        {
            AnyRows = true,
        };
    }

    private string IsTimeWrong => $"seen > {db.Now} + {Milliseconds(NodeRules.Margin)}";

    private async Task<(List<AwayGuest> Guests, DateTimeOffset Now)> ReadAsync(string condition)
    {
        var rows = await db.QueryAsync($"SELECT {SqlPlayers.Columns}, seen FROM players WHERE {condition}", static row => (Player: SqlPlayers.Player(row), Seen: row.GetInt64(SqlPlayers.ColumnCount)));
        var items = rows.Count == 0
            ? []
            : await db.QueryAsync($"SELECT {SqlPlayers.ItemColumns} FROM items WHERE player IN ({string.Join(',', rows.Select(static row => Text(row.Player.Id.Value)))}) ORDER BY id",
                SqlPlayers.Item);
        var held = items.ToLookup(static item => item.Player);
        // Read last, because waiting for the rows takes time.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(await db.ScalarAsync($"SELECT {db.Now}"), CultureInfo.InvariantCulture));
        return ([.. rows.Select(row => new AwayGuest(new PlayerState(row.Player, [.. held[row.Player.Id]]), DateTimeOffset.FromUnixTimeMilliseconds(row.Seen)))], now);
    }

    private Task<List<RoomId>> RoomsAsync(string sql) => db.QueryAsync(sql, static row => new RoomId(row.GetString(0)));

    private static Statement Take(ItemRecord item, PlayerId from, ItemRecord? place) => place is null
        ? new Statement("DELETE FROM items WHERE id = $1 AND player = $2", item.Id.Value, from.Value)
        : new Statement(
            "UPDATE items SET player = NULL, room = $3, x = $4, y = $5, comes_back = 1 WHERE id = $1 AND player = $2",
            item.Id.Value, from.Value, place.Room!.Value.Value, place.Position.X, place.Position.Y);

    private static string Milliseconds(TimeSpan time) => Text((long)time.TotalMilliseconds);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
