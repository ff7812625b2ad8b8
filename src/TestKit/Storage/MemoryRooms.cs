using Actors.Storage;
using Actors.World;

namespace Actors.TestKit;

/// <summary>Epochs and rosters of rooms, under the rules of the real stores. Not thread-safe: its store locks.</summary>
internal sealed class MemoryRooms
{
    private readonly Dictionary<RoomId, Row> _rows = [];

    /// <summary>0 before any activation.</summary>
    public long EpochOf(RoomId room) => _rows.GetValueOrDefault(room)?.Epoch ?? 0;

    /// <param name="before">The last epoch that is assumed for a room without a row.</param>
    public (long Epoch, HandoffRoster? Roster) Activate(RoomId room, string activation, long before)
    {
        var row = _rows.GetValueOrDefault(room) ?? new Row(before, null, null, null);
        if (row.Activation != activation)
            _rows[room] = row = new Row(row.Epoch + 1, activation, null, row.Roster);
        return (row.Epoch, row.Taken);
    }

    public void Remove(RoomId room) => _rows.Remove(room);

    /// <summary>The room's last commit says whether there is a roster.</summary>
    public void Committed(RoomTransaction transaction)
    {
        if (_rows.TryGetValue(transaction.Room, out var row))
            _rows[transaction.Room] = row with { Roster = transaction.Roster, Taken = null };
    }

    private sealed record Row(long Epoch, string? Activation, HandoffRoster? Roster, HandoffRoster? Taken);
}
