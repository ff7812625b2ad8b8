using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Actors.Dispatch;

/// <summary>
/// A queue that is in its kind's census while its actor lives. Akka's contract, which holds for both kinds: many threads enqueue; one at a time
/// dequeues; a message whose Enqueue has returned is seen by <see cref="HasMessages"/>, because the mailbox asks that once more after going idle.
/// </summary>
internal abstract class MeteredQueue : IMessageQueue
{
    private readonly MailboxCensus _census;

    protected MeteredQueue(MailboxCensus census)
    {
        _census = census;
        census.Enter(this);
    }

    public abstract int Count { get; }

    public bool HasMessages => Count > 0;

    /// <summary>Belongs to the census; negative: not in it.</summary>
    internal int CensusIndex { get; set; }

    protected MailboxCensus Census => _census;

    public abstract void Enqueue(IActorRef receiver, Envelope envelope);

    public abstract bool TryDequeue(out Envelope envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        _census.Leave(this);
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}
