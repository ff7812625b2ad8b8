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

    /// <summary>The instant of world tick 0, set by who asks first with the time that it gives; the same for all ever after.</summary>
    Task<DateTimeOffset> GetEpochAsync(DateTimeOffset proposed, CancellationToken cancellation);

    /// <summary>A secret of the world that all its gateways share, set by who asks first with what it gives; the same for all ever after.</summary>
    Task<byte[]> GetSecretAsync(byte[] proposed, CancellationToken cancellation);

    /// <summary>Sets aside <paramref name="count"/> player ids that are never given out again; answers the first.</summary>
    Task<long> ReservePlayerIdsAsync(int count, CancellationToken cancellation);

    /// <summary>The room's record and the items that lie in it; an empty one when nobody has entered it yet.</summary>
    Task<SavedRoom> LoadRoomAsync(RoomId room, CancellationToken cancellation);

    Task<PlayerState?> LoadPlayerAsync(PlayerId player, CancellationToken cancellation);

    Task<PlayerState?> FindPlayerByTokenAsync(string tokenHash, CancellationToken cancellation);

    /// <summary>
    /// Makes a name its player's own: names differ by more than case. Makes the player's row when it has none.
    /// Asked again for the same player it answers the same. Taken is also the answer when another player is found by its token.
    /// </summary>
    Task<ClaimOutcome> ClaimNameAsync(PlayerRecord player, string name, CancellationToken cancellation);

    /// <summary>
    /// Commits many transactions, each whole or not at all, in one go and in their order. One that is refused does not hinder the others,
    /// but for those of the same room and epoch after it, which are refused too: they were made on top of it. Asked again with the same <see cref="CommitBatch.Id"/>,
    /// while the first still runs or after it, it answers the same and changes nothing more.
    /// </summary>
    Task<CommitOutcome[]> CommitAsync(CommitBatch batch, CancellationToken cancellation);
}

/// <summary>All that one or more inputs of a room changed.</summary>
/// <param name="Shard">The shard that the room belongs to, 0 to 255.</param>
/// <param name="Epoch">The shard's epoch under which the room was loaded; when the shard has a newer one, the transaction is refused. 0 where shards are not
/// used: a single process.</param>
public sealed record RoomTransaction(RoomId Room, int Shard, long Epoch, IReadOnlyList<Change> Changes);

public enum CommitOutcome
{
    Committed,

    /// <summary>Another node owns the shard by now.</summary>
    StaleEpoch,

    /// <summary>A row was not as the room believed it to be, or an earlier transaction of the same room was refused: the room must be loaded anew.</summary>
    Conflict,
}

public enum ClaimOutcome
{
    Claimed,
    Taken,
}
