namespace Actors.World;

/// <summary>Checks the rooms of instances: how many there are, and which one is the entry.</summary>
internal sealed class SetLinker(WorldMap map, ContentErrors errors)
{
    /// <summary>The room of each set that is marked as the entry, else the first in the order of the files.</summary>
    public HashSet<string> FindEntries()
    {
        var entries = new HashSet<string>();
        foreach (var set in map.Rooms.Where(static room => room.Definition.Set is not null).GroupBy(static room => room.Definition.Set!))
        {
            RoomDraft[] rooms = [.. set];
            if (rooms.Length > ContentLimits.RoomsPerInstance)
            {
                errors.Add(rooms[ContentLimits.RoomsPerInstance].At, $"{rooms.Length} rooms say instance: {set.Key}; at most {ContentLimits.RoomsPerInstance} are allowed");
            }

            RoomDraft[] said = [.. rooms.Where(static room => room.Definition.IsEntry)];
            foreach (var other in said.Skip(1))
            {
                errors.Add(other.At, $"players come into {Wording.Quoted(set.Key)} by the room {Wording.Quoted(said[0].Definition.Id)}: one room alone says entry: true");
            }

            entries.Add((said.Length > 0 ? said[0] : rooms[0]).Definition.Id);
        }

        return entries;
    }
}
