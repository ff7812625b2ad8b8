using Actors.World;

namespace Actors.Storage;

/// <summary>A guest that has left.</summary>
internal readonly record struct AwayGuest(PlayerState State, DateTimeOffset Since);

/// <summary>What a guest loses.</summary>
/// <param name="Items">Items that it loses, each as it will lie in its place. Null: the item is deleted.</param>
internal sealed record GuestFate(bool IsForgotten, bool LosesName, IReadOnlyList<(ItemRecord Item, ItemRecord? Place)> Items)
{
    public bool IsNothing => !IsForgotten && !LosesName && Items.Count == 0;
}

/// <summary>Decisions that are the same in every store.</summary>
internal static class GuestRules
{
    /// <summary>A player who is in the world is heard of at least this often, because its room is asked.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    /// <summary>A player who was heard of within this time is on its way in, or was a moment ago. A room that does not have it cannot conclude that it is nowhere.</summary>
    public static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(10);

    /// <remarks>A rule that takes something sooner must also be let through by <see cref="SqlGuests.FindDueAsync"/>.</remarks>
    public static GuestFate FateOf(AwayGuest guest, GuestSweep sweep, DateTimeOffset now)
    {
        var (record, items, _) = guest.State;
        var away = now - guest.Since;
        var isForgotten = away >= sweep.ForgetAfter;
        var lost = items
            .Select(item => (Item: item, Home: sweep.HomeOf(item)))
            .Where(one => isForgotten || (one.Home.After is { } after && away >= after))
            .Select(static one => (one.Item, one.Home.Place))
            .ToList();
        var ownsNothing = lost.Count == items.Count && record.Resources == default && record.Score == 0 && record.Components is null;
        var losesName = !isForgotten && ownsNothing && away >= sweep.NameAfter && record.Named && record.Name != PlayerName.ForGuest(record.Id);
        return new GuestFate(isForgotten, losesName, lost);
    }
}
