using Actors.World;

namespace Actors.Storage;

/// <summary>What guests lose while they are away. Times count from when they left, by the database's clock.</summary>
/// <param name="NameAfter">When a guest that owns nothing loses its name.</param>
/// <param name="ForgetAfter">When a guest is forgotten, with everything that it has.</param>
/// <param name="HomeOf">What content says about an item.</param>
public sealed record GuestSweep(TimeSpan NameAfter, TimeSpan ForgetAfter, Func<ItemRecord, ItemHome> HomeOf);

/// <param name="NamesFreed">Names that anybody can take now.</param>
/// <param name="Forgotten">Guests that were deleted.</param>
/// <param name="ItemsReturned">Items that are on their way to their places.</param>
/// <param name="ItemsGone">Items that were deleted.</param>
/// <param name="Silent">Rooms of players who should be in the world but have not been heard of for a while. These rooms have to report who is there, by <see cref="PresenceChecked"/>.</param>
/// <param name="Returning">Rooms that items are returning to.</param>
public sealed record GuestsSwept(
    int NamesFreed, int Forgotten, int ItemsReturned, int ItemsGone, IReadOnlyList<RoomId> Silent, IReadOnlyList<RoomId> Returning)
{
    /// <summary>Nothing was due.</summary>
    public static GuestsSwept None { get; } = new(0, 0, 0, 0, [], []);

    /// <summary>Adds what one more guest has lost.</summary>
    internal GuestsSwept With(GuestFate fate)
    {
        var returned = fate.Items.Count(static one => one.Place is not null);
        return this with
        {
            NamesFreed = NamesFreed + (fate.LosesName ? 1 : 0),
            Forgotten = Forgotten + (fate.IsForgotten ? 1 : 0),
            ItemsReturned = ItemsReturned + returned,
            ItemsGone = ItemsGone + fate.Items.Count - returned,
        };
    }
}

/// <param name="Name">What the player is called now.</param>
/// <param name="Lost">Its former name, if that belongs to another player by now.</param>
public sealed record ReclaimedName(string Name, string? Lost);
