using Actors.World;

namespace Actors.Rooms;

/// <summary>Presence of players for the store, and the items of departed guests.</summary>
internal sealed partial class RoomActor
{
    private void CheckWhoIsHere()
    {
        if (_gate.Pending >= _services.Options.MaxPendingCommits)
            return;
        _effects.Changes.Add(new PresenceChecked([.. _room.Players.Concat(_reservations.Players).Concat(_loads.Keys).Concat(_gate.PostponedPlayers).Distinct()]));
        Drain();
    }

    private void PutBack(ReturnedItemsFound found)
    {
        if (!_returning.TryTake(found))
            return;
        CatchUp();
        _room.PutBack(found.Items, _effects);
        _dirty = true;
        Drain();
        _returning.TryAsk();
    }
}
