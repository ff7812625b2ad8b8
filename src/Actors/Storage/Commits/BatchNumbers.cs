namespace Actors.Storage;

/// <summary>
/// Numbers the batches of one committer. It outlives a restart of the actor, because the store recognizes a batch by its number, and would answer a used one with the outcomes
/// of another batch.
/// </summary>
/// <param name="run">Never used before.</param>
public sealed class BatchNumbers(string run)
{
    private long _last;

    /// <summary>Never returns the same id twice.</summary>
    public BatchId Next() => new(run, ++_last);
}
