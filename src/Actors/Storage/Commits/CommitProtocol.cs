namespace Actors.Storage;

/// <summary>Commit this. Answered to the sender, by <see cref="CommitEnded"/> or <see cref="CommitRejected"/>; those that are committed, of one sender, in its order.</summary>
/// <param name="Number">The sender's own, which comes back with the answer.</param>
public sealed record CommitRequest(RoomTransaction Transaction, long Number);

/// <summary>What the store answered. What was committed is on disk.</summary>
public sealed record CommitEnded(long Number, CommitOutcome Outcome);

/// <summary>The transaction was not taken, or the committer stopped before the store had answered: then its outcome is not known.</summary>
public sealed record CommitRejected(long Number, string Why);

/// <summary>Take nothing more, and answer <see cref="CommitsFinished"/> when the outcome of all that was taken is known.</summary>
public sealed record FinishCommits
{
    /// <summary>It has nothing to tell them apart by.</summary>
    public static FinishCommits Instance { get; } = new();
}

/// <summary>Nothing is left to be committed.</summary>
public sealed record CommitsFinished
{
    /// <summary>It has nothing to tell them apart by.</summary>
    public static CommitsFinished Instance { get; } = new();
}
