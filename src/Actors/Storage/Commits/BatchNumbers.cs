namespace Actors.Storage;

/// <summary>
/// Names the batches of one committer. It outlives a restart of the actor: the store knows a batch again by its number, and would answer a used one with the outcomes of
/// another batch.
/// </summary>
/// <param name="run">Never used before.</param>
public sealed class BatchNumbers(string run)
{
    private long _last;

    /// <summary>Never the same twice.</summary>
    public BatchId Next() => new(run, ++_last);
}
