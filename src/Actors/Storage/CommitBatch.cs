namespace Actors.Storage;

/// <summary>What is committed in one go.</summary>
/// <param name="Id">By which the store knows it again; null: it is not asked twice.</param>
public sealed record CommitBatch(BatchId? Id, IReadOnlyList<RoomTransaction> Transactions)
{
    /// <summary>A batch without a number: it is not asked again.</summary>
    public CommitBatch(params IReadOnlyList<RoomTransaction> transactions)
        : this(null, transactions)
    {
    }
}

/// <summary>Names a batch, so that one whose answer was lost can be asked for again without taking effect twice.</summary>
/// <param name="Run">The committer, chosen by itself and never used before.</param>
/// <param name="Number">Grows by batch; the next is begun only when the outcome of the one before is known.</param>
public readonly record struct BatchId(string Run, long Number);
