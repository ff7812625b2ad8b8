namespace Actors.Storage;

/// <summary>A request to commit. The sender is answered with <see cref="CommitEnded"/> or <see cref="CommitRejected"/>. One sender's transactions are committed in its order.</summary>
/// <param name="Number">Chosen by the sender, and returned with the answer.</param>
public sealed record CommitRequest(RoomTransaction Transaction, long Number);

/// <summary>The store's answer. A committed transaction is on disk.</summary>
public sealed record CommitEnded(long Number, CommitOutcome Outcome);

/// <summary>The transaction was not accepted, or the committer stopped before the store answered. In the latter case the outcome is not known.</summary>
public sealed record CommitRejected(long Number, string Why);

/// <summary>A request to accept nothing more, and to answer <see cref="CommitsFinished"/> when all accepted transactions have their outcome.</summary>
public sealed record FinishCommits
{
    /// <summary>The message has no content, so one instance serves all.</summary>
    public static FinishCommits Instance { get; } = new();
}

/// <summary>Nothing is left to be committed.</summary>
public sealed record CommitsFinished
{
    /// <summary>The message has no content, so one instance serves all.</summary>
    public static CommitsFinished Instance { get; } = new();
}
