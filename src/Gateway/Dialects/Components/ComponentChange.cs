using Actors.World;

namespace Actors.Gateway.Dialects.Components;

/// <summary>The change of a component.</summary>
/// <param name="Id">The id of what it is attached to; empty for the room.</param>
/// <param name="Json">Its value now; null: it was removed.</param>
internal readonly record struct ComponentChange(ComponentHolder Holder, string Id, string Name, string? Json)
{
    public static ComponentChange Of(in ComponentView row) => new(row.Holder, row.Id, row.Name, row.Json);

    /// <summary>Finds what a client that has <paramref name="before"/> must be sent about one thing.</summary>
    public static void Find(ReadOnlySpan<ComponentView> before, ReadOnlySpan<ComponentView> now, List<ComponentChange> into)
    {
        foreach (ref readonly var row in now)
        {
            if (IndexOf(before, row.Name) is not (>= 0 and var at) || before[at].Json != row.Json)
                into.Add(Of(row));
        }
        foreach (ref readonly var row in before)
        {
            if (IndexOf(now, row.Name) < 0)
                into.Add(Of(row) with { Json = null });
        }
    }

    private static int IndexOf(ReadOnlySpan<ComponentView> rows, string name)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Name == name)
                return i;
        }
        return -1;
    }
}
