using Actors.World;

namespace Actors.Storage;

/// <summary>
/// Executes a batch. Each change names the state that the room assumes. If a row is in another state, the room's whole transaction is refused, so that a room
/// with a wrong view of the world can never persist it.
/// <para>
/// All transactions are tried together first, because hardly any is ever refused; only after a refusal do they run one by one. The batch is
/// claimed before anything else. A batch that is sent again, because its answer was lost or is late, waits for the first one and gets the same answer.
/// </para>
/// </summary>
internal sealed class SqlCommits(SqlSession db)
{
    private const string Outcomes = "CSX";

    /// <summary>A day in milliseconds. Committers that have done nothing for this long have ended, and their last batch is not sent again.</summary>
    private const long Kept = 86_400_000;

    public async Task<CommitOutcome[]> CommitAsync(CommitBatch batch)
    {
        if (batch.Transactions is not [_, ..] transactions)
            return [];
        if (batch.Id is { } id && await KnownAsync(id) is { } known)
            return known;
        var outcomes = new CommitOutcome[transactions.Count];
        var epochs = await new SqlRooms(db).LockAsync(transactions.Select(static one => one.Room));
        for (var i = 0; i < outcomes.Length; i++)
        {
            var isCurrent = epochs.TryGetValue(transactions[i].Room, out var room) && room.Epoch == transactions[i].Epoch;
            outcomes[i] = isCurrent ? CommitOutcome.Committed : CommitOutcome.StaleEpoch;
        }
        if (outcomes.Contains(CommitOutcome.StaleEpoch) || !await TryAllAsync(transactions))
            await OneByOneAsync(transactions, outcomes);
        await PutRostersAsync(transactions.Where((_, i) => outcomes[i] == CommitOutcome.Committed), epochs);
        if (batch.Id is { } own)
            await db.RunAsync("UPDATE batches SET outcomes = $2 WHERE run = $1", own.Run, new string([.. outcomes.Select(static outcome => Outcomes[(int)outcome])]));
        return outcomes;
    }

    /// <summary>Claims the batch. Returns its outcomes if it has been executed before, else null.</summary>
    private async Task<CommitOutcome[]?> KnownAsync(BatchId id)
    {
        var claimed = await db.RunAsync(
            $"""
            INSERT INTO batches (run, number, outcomes, begun) VALUES ($1, $2, '', {db.Now})
            ON CONFLICT (run) DO UPDATE SET number = excluded.number, outcomes = '', begun = excluded.begun WHERE batches.number < excluded.number
            """,
            id.Run, id.Number);
        if (claimed == 1)
        {
            if (id.Number == 1)
                await db.RunAsync($"DELETE FROM batches WHERE begun < {db.Now} - {Kept}");
            return null;
        }
        var outcomes = (string)(await db.ScalarAsync("SELECT outcomes FROM batches WHERE run = $1", id.Run))!;
        return [.. outcomes.Select(static letter => (CommitOutcome)Outcomes.IndexOf(letter, StringComparison.Ordinal))];
    }

    private async Task<bool> TryAllAsync(IReadOnlyList<RoomTransaction> transactions)
    {
        var statements = transactions.SelectMany(transaction => transaction.Changes.SelectMany(change => Of(change, transaction.Room))).ToList();
        return statements.Count == 0 || await db.TryRunAllAsync(statements);
    }

    private async Task OneByOneAsync(IReadOnlyList<RoomTransaction> transactions, CommitOutcome[] outcomes)
    {
        HashSet<(RoomId Room, long Epoch)> refused = [];
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] == CommitOutcome.Committed && (refused.Contains((transactions[i].Room, transactions[i].Epoch)) || !await TryAllAsync([transactions[i]])))
                outcomes[i] = CommitOutcome.Conflict;
            if (outcomes[i] != CommitOutcome.Committed)
                refused.Add((transactions[i].Room, transactions[i].Epoch));
        }
    }

    /// <summary>A room's last commit decides whether there is a roster, because a player in an earlier roster may have left by a later commit.</summary>
    private async Task PutRostersAsync(IEnumerable<RoomTransaction> committed, Dictionary<RoomId, RoomEpoch> epochs)
    {
        Dictionary<RoomId, HandoffRoster?> rosters = [];
        foreach (var transaction in committed)
            rosters[transaction.Room] = transaction.Roster;
        var statements = rosters
            .Where(room => room.Value is not null || epochs[room.Key].HasRoster)
            .Select(static room => SqlRooms.Put(room.Key, room.Value))
            .ToList();
        if (statements.Count > 0 && !await db.TryRunAllAsync(statements))
            throw new InvalidOperationException("A room's row that was locked could not be written.");
    }

    /// <summary>Each statement changes exactly one row if the rows are as the room assumes, or any number if it says so.</summary>
    private IEnumerable<Statement> Of(Change change, RoomId room) => change switch
    {
        ItemChanged item => [Put(item.Item, room)],
        ItemConsumed consumed => [new Statement("DELETE FROM items WHERE id = $1", consumed.Item.Value)],
        PlayerChanged player => [SqlPlayers.Put(db, player.Player, player.FromRoom, player.Presence)],
        PresenceChecked presence when room.Key is not null => SqlGuests.Check(db, room, presence).Append(SqlInstances.Heard(db, room)),
        PresenceChecked presence => SqlGuests.Check(db, room, presence),
        RoomChanged changed => [SqlRooms.Put(db, changed.Room)],
        InstanceOpened opened => SqlInstances.Open(db, opened),
        _ => throw new ArgumentException($"Unknown change {change.GetType().Name}.", nameof(change)),
    };

    /// <summary>An item changes hands only if it is in this room, or with a player who is in it.</summary>
    private static Statement Put(ItemRecord item, RoomId room) => new(
        """
        INSERT INTO items (id, kind, player, room, x, y, components) VALUES ($1, $2, $3, $4, $5, $6, $8)
        ON CONFLICT (id) DO UPDATE SET player = excluded.player, room = excluded.room, x = excluded.x, y = excluded.y, components = excluded.components, comes_back = 0
        WHERE coalesce(items.room, (SELECT p.room FROM players p WHERE p.id = items.player), $7) = $7
        """,
        item.Id.Value, item.Kind, item.Player?.Value, item.Room?.Value, item.Position.X, item.Position.Y, room.Value, item.Components?.Json);
}
