using Actors.World;

namespace Actors.Storage;

/// <summary>
/// Where the world is kept. One compliance suite holds for every implementation. Expected outcomes are values; an exception
/// means that the store could not be reached or is broken, and then nothing is known about the call's effect.
/// </summary>
public interface IWorldStore : IAsyncDisposable
{
    /// <summary>Makes or migrates the tables. Safe when several nodes call it at once.</summary>
    Task InitializeAsync(CancellationToken cancellation);

    /// <summary>
    /// The instant of world tick 0, set by who asks first with the time that it gives; the same for all ever after, but for one that lies in the future by the database's clock:
    /// that was given by a clock that has been set back since, and who asks next sets it anew.
    /// </summary>
    Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation);

    /// <summary>A secret of the world that all its gateways share, set by who asks first with what it gives; the same for all ever after.</summary>
    Task<byte[]> GetSecretAsync(byte[] proposed, CancellationToken cancellation);

    /// <summary>Sets aside <paramref name="count"/> player ids that are never given out again; answers the first.</summary>
    Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation);

    /// <summary>
    /// Claims the room's next epoch and loads the room, in one transaction. The commits of all activations before are refused from then on, and what they
    /// committed is in the answer.
    /// </summary>
    /// <remarks>A room of an instance that was never opened, or has ended long ago, is not claimed while no player is stored in it: its epoch is 0, and the store is as before.</remarks>
    /// <param name="activation">Names this activation; never used before. While it is the room's newest, asking again answers the same epoch, because the first
    /// answer may have been lost, and the same roster, until something has been committed under that epoch.</param>
    Task<RoomActivation> ActivateRoomAsync(RoomId room, string activation, CancellationToken cancellation);

    /// <summary>
    /// The player, who is in the world from now on: one that had left is not away any more, and what it has is its own again, in the transaction that reads it, with the name that it had,
    /// if nobody has taken it. So nothing can be
    /// taken from it any more when this has been answered; and what was taken from it before, it does not have.
    /// </summary>
    Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation);

    /// <summary>The player whose <see cref="PlayerRecord.TokenHash"/> this is; null when there is none. Unlike <see cref="LoadPlayerAsync"/> it changes nothing.</summary>
    Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation);

    /// <summary>
    /// Makes a name its player's own: names differ by more than case. Makes the player's row when it has none.
    /// Asked again for the same player it answers the same. Taken is also the answer when another player is found by its token.
    /// </summary>
    Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation);

    /// <summary>
    /// Gives a player the name back that it had, if nobody has taken it meanwhile; else the name of a guest. Null when there is no such player.
    /// </summary>
    Task<ReclaimedName?> ReclaimNameAsync(PlayerId player, CancellationToken cancellation);

    /// <summary>
    /// Takes from guests that have left what they lose by being away, each in one transaction that decides whether it still is: who comes back in the same moment
    /// (<see cref="LoadPlayerAsync"/>) has come before it, and keeps all, or after it.
    /// </summary>
    Task<GuestsSwept> SweepGuestsAsync(GuestSweep sweep, CancellationToken cancellation);

    /// <summary>
    /// The items that are on their way back to the room: theirs is the room's ground, but its present activation does not know of them yet. They are there when it commits them as
    /// <see cref="ItemChanged"/>; an activation that begins meanwhile has them.
    /// </summary>
    Task<IReadOnlyList<ItemRecord>> FindReturnedItemsAsync(RoomId room, CancellationToken cancellation);

    /// <summary>
    /// The open instances that are listed and match, those with most players first, but those that are full last. At most <see cref="RoomQuery.MaxListed"/>. What it says of an instance may
    /// be a moment old by then.
    /// </summary>
    Task<IReadOnlyList<ListedRoom>> ListRoomsAsync(RoomQuery query, CancellationToken cancellation);

    /// <summary>
    /// Deletes what is kept of instances that have ended an hour ago and that no player is stored in, and finds open ones that may have been forgotten. Until then the players of
    /// an instance that has ended can be moved out of its rooms.
    /// </summary>
    Task<InstancesSwept> SweepInstancesAsync(CancellationToken cancellation);

    /// <summary>
    /// Commits many transactions, each whole or not at all, in one go and in their order. One that is refused does not hinder the others,
    /// but for those of the same room and epoch after it, which are refused too: they were made on top of it. Asked again with the same <see cref="CommitBatch.Id"/>,
    /// while the first still runs or after it, it answers the same and changes nothing more.
    /// </summary>
    Task<CommitOutcome[]> CommitAsync(CommitBatch batch, CancellationToken cancellation);
}

/// <summary>What an activation of a room begins with.</summary>
/// <param name="Epoch">Under which it commits. The first is 1; 0: there is no such room, and nothing was claimed.</param>
/// <param name="Roster">Null when the activation before did not seal the room, or committed after it had.</param>
public sealed record RoomActivation(long Epoch, SavedRoom Saved, HandoffRoster? Roster);

/// <summary>Who was in a room when its last activation sealed it, as they stood and walked. Written by the seal's commit, taken by the next activation.</summary>
public sealed record HandoffRoster(IReadOnlyList<PlayerState> Players);

/// <summary>All that one or more inputs of a room changed.</summary>
/// <param name="Epoch">Which the room's activation has claimed. The transaction is refused unless it is still the room's epoch.</param>
/// <param name="Roster">Given by the commit that seals the room. It holds as long as this is the room's last commit: one after it without a roster discards it.</param>
public sealed record RoomTransaction(RoomId Room, long Epoch, IReadOnlyList<Change> Changes, HandoffRoster? Roster = null);

/// <summary>What became of a transaction.</summary>
public enum CommitOutcome
{
    /// <summary>It is on disk.</summary>
    Committed,

    /// <summary>Another activation of the room has claimed it by now.</summary>
    StaleEpoch,

    /// <summary>A row was not as the room believed it to be, or an earlier transaction of the same room was refused: the room must be loaded anew.</summary>
    Conflict,
}

/// <summary>Whose a name is.</summary>
public enum ClaimOutcome
{
    /// <summary>The player's that has claimed it.</summary>
    Claimed,
    /// <summary>Another's.</summary>
    Taken,
}
