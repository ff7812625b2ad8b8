namespace Actors.World;

/// <summary>An id that a room had before.</summary>
/// <param name="At">The place of the id in the file.</param>
/// <param name="MovedTo">The id that it has now, or a former one of the same room.</param>
/// <param name="MovedToAt">The place of that id in the file.</param>
internal sealed record FormerRoom(string Id, Place At, string MovedTo, Place MovedToAt);

/// <summary>Reads what <c>world.yaml</c> says about renamed rooms.</summary>
internal static class FormerRoomReader
{
    public static IReadOnlyList<FormerRoom> Read(MapReader world, ContentErrors errors)
    {
        var former = new List<FormerRoom>();
        foreach (var (id, at, node) in world.Entries("formerRooms", ContentLimits.FormerRooms))
        {
            if (!Values.TryId(id, at, "formerRooms", errors) || MapReader.Open(node, $"former room \"{id}\"", at, errors) is not { } map)
            {
                continue;
            }

            var movedTo = map.Id("movedTo");
            former.Add(new FormerRoom(id, at, movedTo, map.Find("movedTo")?.At ?? at));
            map.Finish();
        }

        return former;
    }
}
