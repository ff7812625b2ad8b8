namespace Actors.World;

/// <summary>Follows the former ids of rooms to those that they have now, over several renamings if need be.</summary>
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

    /// <summary>Null, with an error, when there is no such room.</summary>
    private string? PresentId(FormerRoom room)
    {
        var seen = new HashSet<string> { room.Id };
        var last = room;
        while (!rooms.Contains(last.MovedTo))
        {
            if (!_former.TryGetValue(last.MovedTo, out var next))
            {
                // Said once, of the one that names it. What could not be read may have it.
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
