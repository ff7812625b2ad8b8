using System.Globalization;

namespace Actors.World;

/// <summary>
/// Which thing of the content a room's record means. The record counts nodes and creatures as the content had them when it was written; content that has changed since
/// may have others, or the same in another order, so the record also says what stood where.
/// </summary>
internal static class ContentMatch
{
    public static string NameOf(NodeDefinition node) => Name(node.Resource.Word(), node.At);

    public static string NameOf(PlacedCreature creature) => Name(creature.Kind, creature.At);

    /// <summary>Where the thing is now; null when content has it no more.</summary>
    /// <param name="index">Where it was.</param>
    /// <param name="name">Null in a record of a server before, which is believed.</param>
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
