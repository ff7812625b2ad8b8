namespace Actors.World;

/// <summary>Reads <c>at</c>: one place, or a list of places for as many equal things.</summary>
internal static class Places
{
    public static IEnumerable<(Vector At, Place Where)> Read(MapReader map)
    {
        if (map.Require("at") is not { } node)
        {
            yield break;
        }

        IReadOnlyList<ContentNode> places = node is ListNode { Items: [ListNode, ..] } many ? many.Items : [node];
        foreach (var place in places)
        {
            if (Values.TryPair(place, "at", "[x, y]", Bounds.Coordinate, map.Errors, out var at))
            {
                yield return (at, place.At);
            }
        }
    }

    /// <summary>Counts the things, not the entries of the list, because one <c>at</c> can create many things.</summary>
    public static bool TooMany(MapReader room, string key, int count, int most)
    {
        if (count <= most)
        {
            return false;
        }

        room.Errors.Add(room.Find(key)?.At ?? room.At, $"\"{key}\" holds {count}; at most {most} are allowed");
        return true;
    }
}
