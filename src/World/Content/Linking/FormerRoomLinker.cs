namespace Actors.World;

/// <summary>Resolves the former ids of rooms to their current ids, across several renamings if necessary.</summary>
internal sealed class FormerRoomLinker(IReadOnlyList<FormerRoom> former, HashSet<string> rooms, bool complete, ContentErrors errors)
{
    private readonly Dictionary<string, FormerRoom> _former = former.ToDictionary(room => room.Id);

    public Dictionary<string, string> Link()
    {
        var present = new Dictionary<string, string>();
        foreach (var room in former)
        {
            if (rooms.Contains(room.Id))
            {
                errors.Add(room.At, $"there is a room \"{room.Id}\"; only one that is called otherwise now can have moved");
            }
            else if (room.MovedTo.Length > 0 && PresentId(room) is { } id)
            {
                present[room.Id] = id;
            }
        }

        return present;
    }

    /// <summary>Null when there is no such room; that is reported as an error.</summary>
    private string? PresentId(FormerRoom room)
    {
        var seen = new HashSet<string> { room.Id };
        var last = room;
        while (!rooms.Contains(last.MovedTo))
        {
            if (!_former.TryGetValue(last.MovedTo, out var next))
            {
                // Reported once, for the entry that names it. If a file or room could not be read, the id may be in there.
                if (last == room && complete)
                {
                    errors.Add(room.MovedToAt, $"there is no room {Wording.Quoted(room.MovedTo)}{Nearest.Hint(room.MovedTo, rooms)}");
                }

                return null;
            }

            if (!seen.Add(next.Id))
            {
                errors.Add(room.MovedToAt, $"former room \"{room.Id}\" leads in a circle: {string.Join(", ", seen)}");
                return null;
            }

            last = next;
        }

        return last.MovedTo;
    }
}
