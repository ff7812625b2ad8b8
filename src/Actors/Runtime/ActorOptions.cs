namespace Actors.Runtime;

/// <summary>What is decided about an actor where it is made.</summary>
public sealed record ActorOptions
{
    public static ActorOptions Default { get; } = new();

    /// <summary>How many messages may wait; at least 1. Memory is taken only for those that do wait.</summary>
    public int MailboxCapacity { get; init; } = 1024;

    public MailboxOverflow Overflow { get; init; } = MailboxOverflow.Refuse;

    /// <summary>How many works begun by <see cref="IActorContext{TMessage}.RunAsync"/> may be pending at once; at least 1.</summary>
    public int MaxPendingWork { get; init; } = 1024;

    public SupervisionPolicy Supervision { get; init; } = SupervisionPolicy.Stop;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MailboxCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingWork, 1);
    }
}

/// <summary>What a full mailbox does with one message more. Each time it happens is counted.</summary>
public enum MailboxOverflow
{
    /// <summary>The sender is told: <see cref="IActorRef{TMessage}.Tell"/> answers false.</summary>
    Refuse,

    /// <summary>The message that has waited longest gives way. For what is outdated by what follows, as input is.</summary>
    DropOldest,

    /// <summary>The new message is dropped and the sender not told.</summary>
    DropNewest,
}
