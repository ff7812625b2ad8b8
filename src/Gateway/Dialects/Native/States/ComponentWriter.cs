using System.Runtime.InteropServices;
using Actors.Gateway.Dialects.Components;
using Actors.Gateway.Dialects.Native.Writing;
using Actors.World;

namespace Actors.Gateway.Dialects.Native.States;

/// <summary>Writes components as a map of what they are attached to, by id and by name; null is a removed one.</summary>
internal static class ComponentWriter
{
    /// <param name="changes">All of one holder, and of one id, are adjacent.</param>
    public static NativeWriter Components(this NativeWriter to, List<ComponentChange> changes) => Components(to, CollectionsMarshal.AsSpan(changes));

    public static NativeWriter Components(this NativeWriter to, ReadOnlySpan<ComponentView> rows)
    {
        var all = new ComponentChange[rows.Length];
        for (var i = 0; i < all.Length; i++)
            all[i] = ComponentChange.Of(rows[i]);
        return Components(to, all.AsSpan());
    }

    /// <summary>Writes the components of one thing: names and values.</summary>
    public static NativeWriter Named(this NativeWriter to, ReadOnlySpan<ComponentChange> changes)
    {
        to.Map(changes.Length);
        foreach (ref readonly var change in changes)
        {
            to.Name(change.Name);
            if (change.Json is { } json)
                to.Json(json);
            else
                to.Text(null);
        }
        return to.EndMap();
    }

    private static NativeWriter Components(NativeWriter to, ReadOnlySpan<ComponentChange> changes)
    {
        to.Map(Groups(changes, static change => change.Holder));
        while (changes.Length > 0)
        {
            var its = Next(ref changes, static change => change.Holder);
            Holder(to, its[0].Holder);
            if (its[0].Holder == ComponentHolder.Room)
            {
                to.Named(its);
                continue;
            }
            to.Map(Groups(its, static change => change.Id));
            while (its.Length > 0)
            {
                var one = Next(ref its, static change => change.Id);
                to.Name(one[0].Id).Named(one);
            }
            to.EndMap();
        }
        return to.EndMap();
    }

    private static void Holder(NativeWriter to, ComponentHolder holder) => _ = holder switch
    {
        ComponentHolder.Room => to.Coded("room"u8, 0),
        ComponentHolder.Player => to.Coded("players"u8, 1),
        ComponentHolder.Creature => to.Coded("creatures"u8, 2),
        ComponentHolder.Node => to.Coded("nodes"u8, 3),
        ComponentHolder.Item => to.Coded("items"u8, 4),
        _ => throw new ArgumentOutOfRangeException(nameof(holder), holder, "Nothing else has components."),
    };

    private static int Groups<TKey>(ReadOnlySpan<ComponentChange> changes, Func<ComponentChange, TKey> keyOf)
    {
        var groups = 0;
        while (changes.Length > 0)
        {
            Next(ref changes, keyOf);
            groups++;
        }
        return groups;
    }

    /// <summary>Takes the first changes that have the same key.</summary>
    private static ReadOnlySpan<ComponentChange> Next<TKey>(ref ReadOnlySpan<ComponentChange> changes, Func<ComponentChange, TKey> keyOf)
    {
        var (key, length) = (keyOf(changes[0]), 1);
        while (length < changes.Length && EqualityComparer<TKey>.Default.Equals(keyOf(changes[length]), key))
            length++;
        var first = changes[..length];
        changes = changes[length..];
        return first;
    }
}
