using Actors.Storage;
using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Items that the store has given back to this room, and that it does not have in memory yet. They are asked for when all that the room has begun is on disk, and by one
/// question at a time: so nothing that the answer names can have been put back already, and perhaps been carried off again.
/// </summary>
internal sealed class ReturningItems(RoomId room, long epoch, IWorldStore store, CommitGate gate, IActorRef self)
{
    private bool _isWanted;
    private bool _isAsking;

    public void Ask()
    {
        _isWanted = true;
        TryAsk();
    }

    /// <summary>To be called when commits have ended.</summary>
    public void TryAsk()
    {
        if (!_isWanted || _isAsking || gate.Pending > 0)
            return;
        (_isWanted, _isAsking) = (false, true);
        _ = store.FindReturnedItemsAsync(room, CancellationToken.None).PipeTo(
            self,
            success: found => new ReturnedItemsFound(epoch, found),
            // The sweeper sends its message again.
            failure: _ => new ReturnedItemsFound(epoch, []));
    }

    /// <summary>False: it is the answer to an activation before.</summary>
    public bool TryTake(ReturnedItemsFound found)
    {
        if (found.Epoch != epoch)
            return false;
        _isAsking = false;
        return true;
    }
}
