using System.Globalization;

namespace Actors.World;

/// <summary>What content says of an item whose guest has left.</summary>
/// <param name="Place">The item as it lies where content put it; null: it has no place to go back to, and is gone when its guest is given up.</param>
/// <param name="After">How long after its guest has left it goes there; null: not before the guest is given up.</param>
public readonly record struct ItemHome(ItemRecord? Place, TimeSpan? After)
{
    /// <summary>An item of content bears the number of its place among the items of its room, from 1: they are the first that the room makes.</summary>
    public static ItemHome Of(WorldDefinition world, ItemRecord item)
    {
        var mark = item.Id.Value.LastIndexOf(':');
        if (mark < 0 || !int.TryParse(item.Id.Value.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return default;
        var room = new RoomId(item.Id.Value[..mark]);
        // Of an instance nobody knows here whether it is still open: its things are gone with who has carried them off.
        if (world.FindRoom(room) is not { } definition || room.Key is not null)
            return default;
        if (!world.ItemKinds.TryGetValue(item.Kind, out var kind))
            return new ItemHome(Lying(item, room, definition.Spawn), null); // the kind may come back, and the item with it
        if (!kind.Returns || PlaceOf(definition, item.Kind, number) is not { } place)
            return default;
        return new ItemHome(Lying(item, room, place), (kind.ReturnSeconds ?? world.Rules.ItemReturnSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    private static ItemRecord Lying(ItemRecord item, RoomId room, Vector at) => item with { Player = null, Room = room, Position = at };

    /// <summary>Null: the room did not begin with it, a creature has left it. Content may have changed its order since: then any place of the kind will do.</summary>
    private static Vector? PlaceOf(RoomDefinition room, string kind, int number)
    {
        if (number < 1 || number > room.Items.Count)
            return null;
        if (room.Items[number - 1] is { } placed && placed.Kind == kind)
            return placed.At;
        return room.Items.FirstOrDefault(other => other.Kind == kind)?.At;
    }
}
