using System.Globalization;

namespace Actors.World;

/// <summary>
/// Finds the thing in content that a room's record means. The record numbers nodes and creatures as content had them when it was written. Changed content may have
/// others, or the same in another order, so the record also says what stood where.
/// </summary>
internal static class ContentMatch
{
    public static string NameOf(NodeDefinition node) => Name(node.Resource.Word(), node.At);

    public static string NameOf(PlacedCreature creature) => Name(creature.Kind, creature.At);

    /// <summary>The thing's present index; null when content no longer has it.</summary>
    /// <param name="index">Its index in the record.</param>
    /// <param name="name">Null in a record of an earlier version of the server, whose index is trusted.</param>
    public static int? Find<T>(IReadOnlyList<T> things, int index, string? name, Func<T, string> nameOf)
    {
        if (index >= 0 && index < things.Count && (name is null || nameOf(things[index]) == name))
            return index;
        for (var other = 0; name is not null && other < things.Count; other++)
        {
            if (nameOf(things[other]) == name)
                return other;
        }
        return null;
    }

    private static string Name(string kind, Vector at) => string.Create(CultureInfo.InvariantCulture, $"{kind}@{at.X},{at.Y}");
}
