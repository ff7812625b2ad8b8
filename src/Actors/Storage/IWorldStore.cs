using Actors.World;

namespace Actors.Storage;

/// <summary>
/// Persists the world. One compliance suite applies to every implementation. Expected outcomes are values; an exception
/// means that the store could not be reached or is broken, and then nothing is known about the call's effect.
/// </summary>
public interface IWorldStore : IAsyncDisposable
{
    /// <summary>Makes or migrates the tables. Safe when several nodes call it at once.</summary>
    Task InitializeAsync(CancellationToken cancellation);

    /// <summary>
    /// The instant of world tick 0. The first caller sets it to the time that it proposes, and from then on it is the same for all. The exception is an instant in the future by
    /// the database's clock: it came from a clock that has been set back since, and the next caller sets it again.
    /// </summary>
    Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation);

    /// <summary>A secret that all gateways of the world share. The first caller sets it to the secret that it proposes, and from then on it is the same for all.</summary>
    Task<byte[]> GetSecretAsync(byte[] proposed, CancellationToken cancellation);

    /// <summary>Sets aside <paramref name="count"/> player ids that are never assigned again; returns the first.</summary>
    Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation);

    /// <summary>
    /// Claims the room's next epoch and loads the room, in one transaction. From then on commits of earlier activations are refused, and everything that they
    /// have committed is in the answer.
    /// </summary>
    /// <remarks>A room of an instance that was never opened, or ended long ago, is not claimed while no player is stored in it: its epoch is 0, and the store is unchanged.</remarks>
    /// <param name="activation">Identifies this activation; never used before. While it is the room's newest, a repeated call returns the same epoch, because the first
    /// answer may have been lost, and the same roster, until something has been committed under that epoch.</param>
    Task<RoomActivation> ActivateRoomAsync(RoomId room, string activation, CancellationToken cancellation);

    /// <summary>
    /// Loads the player, who is in the world from now on. The transaction that reads a player who had left also ends its absence: what it has is its own again, and so is the name
    /// that it had, if nobody has taken it. So nothing can be
    /// taken from it any more once this call has returned, and whatever was taken before is not in the result.
    /// </summary>
    Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation);

    /// <summary>The player with this <see cref="PlayerRecord.TokenHash"/>; null when there is none. Unlike <see cref="LoadPlayerAsync"/>, this changes nothing.</summary>
    Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation);

    /// <summary>
    /// Gives the player sole use of a name; names that differ only in case are the same name. Creates the player's row if it has none.
    /// A repeated call for the same player returns the same. The answer is also Taken when another player has the same token.
    /// </summary>
    Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation);

    /// <summary>
    /// Gives a player back its former name, if nobody has taken it meanwhile; otherwise a guest's name. Null when there is no such player.
    /// </summary>
    Task<ReclaimedName?> ReclaimNameAsync(PlayerId player, CancellationToken cancellation);

    /// <summary>
    /// Takes from absent guests what they lose by being away, each in one transaction that checks whether the guest is still away. So a guest that returns at the same moment
    /// (<see cref="LoadPlayerAsync"/>) returns either before that transaction, and keeps everything, or after it.
    /// </summary>
    Task<GuestsSwept> SweepGuestsAsync(GuestSweep sweep, CancellationToken cancellation);

    /// <summary>
    /// The items that are returning to the room: they belong to the room, but its current activation does not know them yet. They have arrived when it commits them as
    /// <see cref="ItemChanged"/>; an activation that begins meanwhile loads them.
    /// </summary>
    Task<IReadOnlyList<ItemRecord>> FindReturnedItemsAsync(RoomId room, CancellationToken cancellation);

    /// <summary>
    /// The open instances that are listed and match, those with the most players first, but full ones last. At most <see cref="RoomQuery.MaxListed"/>. The data of an instance may
    /// already be slightly out of date.
    /// </summary>
    Task<IReadOnlyList<ListedRoom>> ListRoomsAsync(RoomQuery query, CancellationToken cancellation);

    /// <summary>
    /// Deletes the rows of instances that ended an hour ago and that no player is stored in, and finds open instances that may have been abandoned. Until they are deleted, players can be
    /// moved out of the rooms of an ended instance.
    /// </summary>
    Task<InstancesSwept> SweepInstancesAsync(CancellationToken cancellation);

    /// <summary>
    /// Commits many transactions together, in their order, each of them whole or not at all. A refused transaction does not affect the others,
    /// except later ones of the same room and epoch, which are refused too because they build on it. A repeated call with the same <see cref="CommitBatch.Id"/>,
    /// while the first still runs or after it, returns the same and changes nothing more.
    /// </summary>
    Task<CommitOutcome[]> CommitAsync(CommitBatch batch, CancellationToken cancellation);
}

/// <summary>The state that an activation of a room begins with.</summary>
/// <param name="Epoch">The epoch under which it commits. The first is 1. 0: there is no such room, and nothing was claimed.</param>
/// <param name="Roster">Null when the previous activation did not seal the room, or committed again after sealing it.</param>
public sealed record RoomActivation(long Epoch, SavedRoom Saved, HandoffRoster? Roster);

/// <summary>The players in a room when its last activation sealed it, with where they stood and how they walked. Written by the seal's commit, and read by the next activation.</summary>
public sealed record HandoffRoster(IReadOnlyList<PlayerState> Players);

/// <summary>All changes that one or more inputs of a room made.</summary>
/// <param name="Epoch">The epoch that the room's activation has claimed. The transaction is refused unless this is still the room's epoch.</param>
/// <param name="Roster">Set by the commit that seals the room. It is valid while this is the room's last commit: a later commit without a roster discards it.</param>
public sealed record RoomTransaction(RoomId Room, long Epoch, IReadOnlyList<Change> Changes, HandoffRoster? Roster = null);

/// <summary>The outcome of a transaction.</summary>
public enum CommitOutcome
{
    /// <summary>It is on disk.</summary>
    Committed,

    /// <summary>Another activation has claimed the room since.</summary>
    StaleEpoch,

    /// <summary>A row was not in the state that the room assumed, or an earlier transaction of the same room was refused. The room must be loaded again.</summary>
    Conflict,
}

/// <summary>The outcome of claiming a name.</summary>
public enum ClaimOutcome
{
    /// <summary>The name belongs to the player who has claimed it.</summary>
    Claimed,
    /// <summary>The name belongs to another player.</summary>
    Taken,
}
