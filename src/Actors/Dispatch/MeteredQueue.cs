using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Actors.Dispatch;

/// <summary>
/// A queue that is in the census of its kind while its actor lives. Akka's contract for both kinds: many threads enqueue, and one at a time
/// dequeues. <see cref="HasMessages"/> sees a message as soon as its Enqueue has returned, because the mailbox asks once more after going idle.
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

    /// <summary>Used by the census only. Negative: the queue is not in it.</summary>
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
