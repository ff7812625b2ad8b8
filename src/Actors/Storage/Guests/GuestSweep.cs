using Actors.World;

namespace Actors.Storage;

/// <summary>What guests lose by being away. Times are from when they left, by the database's clock.</summary>
/// <param name="NameAfter">When one that owns nothing loses its name.</param>
/// <param name="ForgetAfter">When it is given up, with all that it has.</param>
/// <param name="HomeOf">What content says of an item.</param>
public sealed record GuestSweep(TimeSpan NameAfter, TimeSpan ForgetAfter, Func<ItemRecord, ItemHome> HomeOf);

/// <param name="NamesFreed">Names that are anybody's now.</param>
/// <param name="Forgotten">Guests that are not known any more.</param>
/// <param name="ItemsReturned">Items that are on their way to their places.</param>
/// <param name="ItemsGone">Items that were gone with their guests.</param>
/// <param name="Silent">Rooms of players who should be in the world, and of whom nothing was heard for a while: the rooms are to say who is there, by <see cref="PresenceChecked"/>.</param>
/// <param name="Returning">Rooms that items are on their way to.</param>
public sealed record GuestsSwept(
    int NamesFreed, int Forgotten, int ItemsReturned, int ItemsGone, IReadOnlyList<RoomId> Silent, IReadOnlyList<RoomId> Returning)
{
    /// <summary>Nothing was due.</summary>
    public static GuestsSwept None { get; } = new(0, 0, 0, 0, [], []);

    /// <summary>One more guest has lost this.</summary>
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
/// <param name="Lost">What it was called before, when that is somebody else's name by now.</param>
public sealed record ReclaimedName(string Name, string? Lost);
