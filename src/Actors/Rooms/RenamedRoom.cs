using Actors.Storage;
using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// Activates a room and takes over what is stored under its former ids: items, gathered nodes and killed creatures, and the numbers of its items. Each
/// former room is claimed, so that nobody else can write to it, and gives up its items in a transaction of its own. The room's own record is written before that: if the
/// node dies in between, the room is not filled with content's items again, and finds the others at its next activation.
/// </summary>
internal static class RenamedRoom
{
    public static async Task<RoomActivation> ActivateAsync(IWorldStore store, WorldDefinition world, RoomId id, string activation)
    {
        var room = await store.ActivateRoomAsync(id, activation, CancellationToken.None);
        // An instance that was opened under another name has its rows under that name: its players are sent back.
        if (id.IsOpened)
            return room;
        foreach (var former in world.FormerIds(id))
            room = room with { Saved = await TakeOverAsync(store, id, room, former, activation) };
        return room;
    }

    private static async Task<SavedRoom> TakeOverAsync(IWorldStore store, RoomId id, RoomActivation room, RoomId former, string activation)
    {
        var (epoch, before, _) = await store.ActivateRoomAsync(former, activation, CancellationToken.None);
        var record = room.Saved.Record ?? (before.Record is { } kept ? kept with { Id = id } : null);
        ItemRecord[] items = [.. before.Items.Select(item => item with { Room = id })];
        List<RoomTransaction> transactions = [];
        if (room.Saved.Record is null && record is not null)
            transactions.Add(new RoomTransaction(id, room.Epoch, [new RoomChanged(record)]));
        if (items.Length > 0)
            transactions.Add(new RoomTransaction(former, epoch, [.. items.Select(static item => new ItemChanged(item))]));
        if (transactions.Count > 0)
        {
            var outcomes = await store.CommitAsync(new CommitBatch(transactions), CancellationToken.None);
            if (outcomes.Any(static outcome => outcome != CommitOutcome.Committed))
                throw new InvalidOperationException($"{id} could not take over what is kept of {former}: {string.Join(", ", outcomes)}.");
        }
        return new SavedRoom(record, [.. room.Saved.Items.Concat(items).OrderBy(static item => item.Id)]);
    }
}
