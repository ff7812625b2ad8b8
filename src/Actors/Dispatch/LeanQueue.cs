using Akka.Actor;
using Akka.Dispatch;

namespace Actors.Dispatch;

/// <summary>The queue of an actor that is mostly idle. It locks on itself: no other code sees it, and a lock object would cost forty bytes per actor.</summary>
internal sealed class LeanQueue(MailboxCensus census) : MeteredQueue(census), IUnboundedMessageQueueSemantics
{
    private PooledQueue<Envelope> _messages;
    private int _count;

    public override int Count => Volatile.Read(ref _count);

    internal bool HoldsArray => _messages.HoldsArray;

    public override void Enqueue(IActorRef receiver, Envelope envelope)
    {
        lock (this)
        {
            _messages.AddLast(envelope);
            Volatile.Write(ref _count, _messages.Count);
        }
    }

    public override bool TryDequeue(out Envelope envelope)
    {
        envelope = default;
        if (Count == 0)
            return false;
        lock (this)
        {
            if (_messages.Count == 0)
                return false;
            envelope = _messages.TakeFirst();
            Volatile.Write(ref _count, _messages.Count);
            return true;
        }
    }
}
