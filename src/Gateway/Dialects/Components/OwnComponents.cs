using System.Runtime.InteropServices;
using Actors.World;

namespace Actors.Gateway.Dialects.Components;

/// <summary>The components that their owner alone is shown.</summary>
internal static class OwnComponents
{
    /// <summary>All that a player has.</summary>
    public static List<ComponentChange> Of(RoomFrame frame, PlayerId player)
    {
        List<ComponentChange> its = [];
        foreach (ref readonly var row in frame.Components.AsSpan())
        {
            if (row.Only == player)
                its.Add(ComponentChange.Of(row));
        }
        return its;
    }

    /// <summary>For each player who has others than in the frame before, those that are others.</summary>
    public static IEnumerable<(PlayerId Player, List<ComponentChange> Changes)> Changes(RoomFrame before, RoomFrame now)
    {
        if (ReferenceEquals(before.Components, now.Components))
            return [];
        Dictionary<(PlayerId, string), ComponentView> old = [];
        foreach (ref readonly var row in before.Components.AsSpan())
        {
            if (row.Only is { } player)
                old[(player, row.Name)] = row;
        }
        Dictionary<PlayerId, List<ComponentChange>> changes = [];
        foreach (ref readonly var row in now.Components.AsSpan())
        {
            if (row.Only is not { } player)
                continue;
            if (!old.Remove((player, row.Name), out var same) || same.Json != row.Json)
                ListOf(changes, player).Add(ComponentChange.Of(row));
        }
        // Who has left has other words to hear.
        foreach (var ((player, _), row) in old.Where(its => Array.Exists(now.Players, view => view.Id == its.Key.Item1)))
            ListOf(changes, player).Add(ComponentChange.Of(row) with { Json = null });
        return changes.Select(static its => (its.Key, its.Value));
    }

    private static List<ComponentChange> ListOf(Dictionary<PlayerId, List<ComponentChange>> changes, PlayerId player) =>
        CollectionsMarshal.GetValueRefOrAddDefault(changes, player, out _) ??= [];
}
