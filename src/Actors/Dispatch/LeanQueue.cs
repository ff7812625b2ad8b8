using Akka.Actor;
using Akka.Dispatch;

namespace Actors.Dispatch;

/// <summary>The first message that waits has a field of its own; only a second one rents an array.</summary>
internal sealed class LeanQueue(MailboxCensus census) : MeteredQueue(census), IUnboundedMessageQueueSemantics
{
    private readonly Lock _lock = new();
    private Envelope _single; // older than all in the ring
    private PooledRing<Envelope> _ring;
    private int _count;
    private bool _hasSingle;

    public override int Count => Volatile.Read(ref _count);

    internal bool HoldsArray => _ring.HoldsArray;

    public override void Enqueue(IActorRef receiver, Envelope envelope)
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                _single = envelope;
                _hasSingle = true;
            }
            else
            {
                _ring.AddLast(envelope);
            }
            Volatile.Write(ref _count, _count + 1);
        }
    }

    public override bool TryDequeue(out Envelope envelope)
    {
        envelope = default;
        if (Count == 0)
            return false;
        lock (_lock)
        {
            if (_hasSingle)
            {
                envelope = _single;
                _single = default;
                _hasSingle = false;
            }
            else if (_ring.Count > 0)
            {
                envelope = _ring.TakeFirst();
            }
            else
            {
                return false;
            }
            Volatile.Write(ref _count, _count - 1);
            return true;
        }
    }
}
