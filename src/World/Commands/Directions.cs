namespace Actors.World;

/// <summary>The words for ways out.</summary>
public static class Directions
{
    /// <summary>All of them, as content and exits name them.</summary>
    public static IReadOnlyList<string> Long { get; } =
        ["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "up", "down", "in", "out"];

    private static readonly string[] Short = ["n", "s", "e", "w", "ne", "nw", "se", "sw", "u", "d", "in", "out"];

    /// <summary>Reads a long or short word, in any case.</summary>
    /// <param name="direction">The long word in lower case; the word itself when false.</param>
    public static bool TryParse(string word, out string direction)
    {
        var lower = word.ToLowerInvariant();
        var at = Array.IndexOf(Short, lower);
        direction = at >= 0 ? Long[at] : lower;
        return at >= 0 || Long.Contains(lower);
    }
}
