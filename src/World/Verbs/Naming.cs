namespace Actors.World;

/// <summary>Finds what a player means by a word.</summary>
internal static class Naming
{
    /// <summary>By id, by name, by an alias or by the last word of the name, in this order.</summary>
    public static ItemRecord? FindItem(RoomState state, IEnumerable<ItemRecord> among, string what)
    {
        ItemRecord? found = null;
        var best = 0;
        foreach (var item in among)
        {
            var score = Match(state.KindOf(item), item.Id, item.Kind, what);
            if (score <= best)
                continue;
            (found, best) = (item, score);
        }
        return found;
    }

    public static int Match(ItemKind kind, ItemId id, string kindId, string what)
    {
        what = WithoutArticle(what);
        if (string.Equals(id.Value, what, StringComparison.OrdinalIgnoreCase))
            return 4;
        if (string.Equals(kind.Name, what, StringComparison.OrdinalIgnoreCase) || string.Equals(kindId, what, StringComparison.OrdinalIgnoreCase))
            return 3;
        if (kind.Aliases.Contains(what, StringComparer.OrdinalIgnoreCase))
            return 2;
        return string.Equals(LastWord(kind.Name), what, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
    }

    public static Creature? FindCreature(RoomState state, string what)
    {
        what = WithoutArticle(what);
        return Array.Find(state.Creatures, creature => !creature.IsDead
            && (string.Equals(creature.Kind.Name, what, StringComparison.OrdinalIgnoreCase)
                || string.Equals(creature.Kind.Id, what, StringComparison.OrdinalIgnoreCase)
                || string.Equals(LastWord(creature.Kind.Name), what, StringComparison.OrdinalIgnoreCase)));
    }

    public static Player? FindPlayer(RoomState state, string name) =>
        state.Players.Find(player => string.Equals(player.Name, name, StringComparison.OrdinalIgnoreCase));

    public static string WithoutArticle(string what)
    {
        what = what.Trim();
        foreach (var article in (ReadOnlySpan<string>)["the ", "a ", "an "])
        {
            if (what.StartsWith(article, StringComparison.OrdinalIgnoreCase))
                return what[article.Length..].Trim();
        }
        return what;
    }

    private static string LastWord(string name) => name[(name.LastIndexOf(' ') + 1)..];
}
