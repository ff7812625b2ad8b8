using System.Globalization;

namespace Actors.World;

/// <summary>What content says about an item that an absent guest carries.</summary>
/// <param name="Place">The item at the place where content put it. Null: it has no place to return to, and is deleted when its guest is forgotten.</param>
/// <param name="After">How long after its guest has left it returns there. Null: not before the guest is forgotten.</param>
public readonly record struct ItemHome(ItemRecord? Place, TimeSpan? After)
{
    /// <summary>The id of an item from content ends with the number of its place among the items of its room, from 1, because they are the first items that the room creates.</summary>
    public static ItemHome Of(WorldDefinition world, ItemRecord item)
    {
        var mark = item.Id.Value.LastIndexOf(':');
        if (mark < 0 || !int.TryParse(item.Id.Value.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return default;
        var room = new RoomId(item.Id.Value[..mark]);
        // It is not known here whether an instance is still open, so its items are deleted with the guest that has carried them off.
        if (world.FindRoom(room) is not { } definition || room.Key is not null)
            return default;
        if (!world.ItemKinds.TryGetValue(item.Kind, out var kind))
            return new ItemHome(Lying(item, room, definition.Spawn), null); // the kind may come back, and the item with it
        if (!kind.Returns || PlaceOf(definition, item.Kind, number) is not { } place)
            return default;
        return new ItemHome(Lying(item, room, place), (kind.ReturnSeconds ?? world.Rules.ItemReturnSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    private static ItemRecord Lying(ItemRecord item, RoomId room, Vector at) => item with { Player = null, Room = room, Position = at };

    /// <summary>Null: the room did not begin with the item; a creature dropped it. Content may have been reordered since; then any place of the same kind will do.</summary>
    private static Vector? PlaceOf(RoomDefinition room, string kind, int number)
    {
        if (number < 1 || number > room.Items.Count)
            return null;
        if (room.Items[number - 1] is { } placed && placed.Kind == kind)
            return placed.At;
        return room.Items.FirstOrDefault(other => other.Kind == kind)?.At;
    }
}
