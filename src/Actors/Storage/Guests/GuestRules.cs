using Actors.World;

namespace Actors.Storage;

/// <summary>A guest that has left.</summary>
internal readonly record struct AwayGuest(PlayerState State, DateTimeOffset Since);

/// <summary>What becomes of it.</summary>
/// <param name="Items">Items that it loses, and as what they lie in their places; null: they are gone.</param>
internal sealed record GuestFate(bool IsForgotten, bool LosesName, IReadOnlyList<(ItemRecord Item, ItemRecord? Place)> Items)
{
    public bool IsNothing => !IsForgotten && !LosesName && Items.Count == 0;
}

/// <summary>What every store decides in the same way.</summary>
internal static class GuestRules
{
    /// <summary>A player who is in the world is heard of at least so often, because its room is asked.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    /// <summary>Who was heard of within this is on its way in, or was a moment ago: a room that does not have it cannot say that it is nowhere.</summary>
    public static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(10);

    /// <remarks>What takes something sooner must be let through by <see cref="SqlGuests.FindDueAsync"/> as well.</remarks>
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
