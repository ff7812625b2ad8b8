namespace Actors.Storage;

/// <summary>Transactions that are committed together.</summary>
/// <param name="Id">Lets the store recognize a repeated batch. Null: the batch is never repeated.</param>
public sealed record CommitBatch(BatchId? Id, IReadOnlyList<RoomTransaction> Transactions)
{
    /// <summary>A batch without an id, which is never repeated.</summary>
    public CommitBatch(params IReadOnlyList<RoomTransaction> transactions)
        : this(null, transactions)
    {
    }
}

/// <summary>Names a batch, so that one whose answer was lost can be asked for again without taking effect twice.</summary>
/// <param name="Run">Identifies the committer. Chosen by itself and never used before.</param>
/// <param name="Number">Grows with each batch. The next batch begins only when the outcome of the previous one is known.</param>
public readonly record struct BatchId(string Run, long Number);
