namespace Actors.Runtime;

public enum StopCause
{
    /// <summary>It was asked to: by itself, its parent or its runtime.</summary>
    Requested,

    /// <summary>It threw, and its policy is to stop.</summary>
    Failed,

    /// <summary>It threw more often than its policy forgives.</summary>
    Quarantined,
}

/// <summary>Why an actor stopped. The failure is there unless it was asked to.</summary>
public sealed record StopReason(StopCause Cause, Exception? Failure)
{
    public static StopReason Requested { get; } = new(StopCause.Requested, null);
}
