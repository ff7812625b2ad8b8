using Actors.Storage;
using Actors.World;
using Akka.Actor;

namespace Actors.Rooms;

/// <summary>
/// Items that the store has returned to this room, and that are not in its memory yet. The room queries them when all commits that it has begun are on disk, one query
/// at a time: so no item in the answer can have been put back already, and perhaps carried off again.
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

    /// <summary>Called when commits have ended.</summary>
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

    /// <summary>False: the answer is for an earlier activation.</summary>
    public bool TryTake(ReturnedItemsFound found)
    {
        if (found.Epoch != epoch)
            return false;
        _isAsking = false;
        return true;
    }
}
