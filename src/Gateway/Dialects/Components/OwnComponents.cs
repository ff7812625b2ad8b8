using System.Runtime.InteropServices;
using Actors.World;

namespace Actors.Gateway.Dialects.Components;

/// <summary>The components that only their owner is shown.</summary>
internal static class OwnComponents
{
    /// <summary>All private components of a player.</summary>
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

    /// <summary>For each player whose components differ from those in the previous frame, the ones that differ.</summary>
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
        // A player who has left gets other messages.
        foreach (var ((player, _), row) in old.Where(its => Array.Exists(now.Players, view => view.Id == its.Key.Item1)))
            ListOf(changes, player).Add(ComponentChange.Of(row) with { Json = null });
        return changes.Select(static its => (its.Key, its.Value));
    }

    private static List<ComponentChange> ListOf(Dictionary<PlayerId, List<ComponentChange>> changes, PlayerId player) =>
        CollectionsMarshal.GetValueRefOrAddDefault(changes, player, out _) ??= [];
}
