using System.Collections.Frozen;

namespace Actors.World;

/// <summary>How one content differs from another, for who brings a running world from the one to the other.</summary>
/// <param name="RoomsAdded">Ids, in ascending order, as in the other lists.</param>
/// <param name="RoomsRemoved">Also those that have another id now.</param>
/// <param name="RoomsChanged">Those that are defined otherwise.</param>
/// <param name="KindsChanged">Kinds of items and creatures that were added, removed or are defined otherwise.</param>
/// <param name="NeedsRestart">What a running world cannot take, a line each; empty: it can take all.</param>
public sealed record ContentChange(
    IReadOnlyList<string> RoomsAdded, IReadOnlyList<string> RoomsRemoved, IReadOnlyList<string> RoomsChanged, IReadOnlyList<string> KindsChanged, IReadOnlyList<string> NeedsRestart)
{
    /// <summary>From the first to the second.</summary>
    public static ContentChange Between(WorldDefinition before, WorldDefinition after) => new(
        [.. after.Rooms.Keys.Except(before.Rooms.Keys).Order(StringComparer.Ordinal)],
        [.. before.Rooms.Keys.Except(after.Rooms.Keys).Order(StringComparer.Ordinal)],
        [.. Differing(before.Rooms, after.Rooms).Where(id => before.Rooms.ContainsKey(id) && after.Rooms.ContainsKey(id))],
        [.. Differing(before.ItemKinds, after.ItemKinds), .. Differing(before.CreatureKinds, after.CreatureKinds)],
        [.. Restarts(before, after)]);

    /// <summary>One line for people: what it is that has changed.</summary>
    public override string ToString()
    {
        string[] parts =
        [
            .. Part("room", "changed", RoomsChanged), .. Part("room", "added", RoomsAdded), .. Part("room", "removed", RoomsRemoved), .. Part("kind", "changed", KindsChanged),
        ];
        return parts.Length == 0 ? "no room and no kind has changed" : string.Join(", ", parts);
    }

    private static IEnumerable<string> Part(string what, string how, IReadOnlyList<string> ids) =>
        ids.Count == 0 ? [] : [$"{ids.Count} {what}{(ids.Count == 1 ? "" : "s")} {how}"];

    /// <summary>All nodes count ticks from one epoch, which the store keeps.</summary>
    private static IEnumerable<string> Restarts(WorldDefinition before, WorldDefinition after)
    {
        if (before.Rules.TickMilliseconds != after.Rules.TickMilliseconds)
            yield return $"rules.tickMilliseconds is {after.Rules.TickMilliseconds} now, and the world runs with {before.Rules.TickMilliseconds}";
    }

    private static IEnumerable<string> Differing<T>(FrozenDictionary<string, T> before, FrozenDictionary<string, T> after)
        where T : class =>
        before.Keys.Union(after.Keys).Where(id => !ContentText.Same(before.GetValueOrDefault(id), after.GetValueOrDefault(id))).Order(StringComparer.Ordinal);
}
