using System.Collections.Frozen;

namespace Actors.World;

/// <summary>The differences between two contents, used to bring a running world from one to the other.</summary>
/// <param name="RoomsAdded">Ids, in ascending order, as in the other lists.</param>
/// <param name="RoomsRemoved">Includes rooms that have another id now.</param>
/// <param name="RoomsChanged">Rooms whose definition has changed.</param>
/// <param name="KindsChanged">Kinds of items and creatures that were added, removed or changed.</param>
/// <param name="NeedsRestart">Changes that a running world cannot take over, one line each. Empty: it can take over all.</param>
public sealed record ContentChange(
    IReadOnlyList<string> RoomsAdded, IReadOnlyList<string> RoomsRemoved, IReadOnlyList<string> RoomsChanged, IReadOnlyList<string> KindsChanged, IReadOnlyList<string> NeedsRestart)
{
    /// <summary>The changes from the first content to the second.</summary>
    public static ContentChange Between(WorldDefinition before, WorldDefinition after) => new(
        [.. after.Rooms.Keys.Except(before.Rooms.Keys).Order(StringComparer.Ordinal)],
        [.. before.Rooms.Keys.Except(after.Rooms.Keys).Order(StringComparer.Ordinal)],
        [.. Differing(before.Rooms, after.Rooms).Where(id => before.Rooms.ContainsKey(id) && after.Rooms.ContainsKey(id))],
        [.. Differing(before.ItemKinds, after.ItemKinds), .. Differing(before.CreatureKinds, after.CreatureKinds)],
        [.. Restarts(before, after)]);

    /// <summary>A one-line summary of the changes for people.</summary>
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

    /// <summary>The length of a tick cannot change, because all nodes count ticks from one epoch, which the store persists.</summary>
    private static IEnumerable<string> Restarts(WorldDefinition before, WorldDefinition after)
    {
        if (before.Rules.TickMilliseconds != after.Rules.TickMilliseconds)
            yield return $"rules.tickMilliseconds is {after.Rules.TickMilliseconds} now, and the world runs with {before.Rules.TickMilliseconds}";
    }

    private static IEnumerable<string> Differing<T>(FrozenDictionary<string, T> before, FrozenDictionary<string, T> after)
        where T : class =>
        before.Keys.Union(after.Keys).Where(id => !ContentText.Same(before.GetValueOrDefault(id), after.GetValueOrDefault(id))).Order(StringComparer.Ordinal);
}
