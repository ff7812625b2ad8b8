using Akka.Actor;
using Akka.Dispatch;

namespace Actors.Dispatch;

/// <summary>
/// One ring a class, so that the oldest input is found at once, and a number on each message, so that the actor still gets all of them in the order in
/// which they came. Stashed messages come back at the front (<see cref="EnqueueFirst"/>); they were let in before and are not counted out again.
/// </summary>
internal sealed class ClassedQueue(ClassLimits limits, MailboxCensus census) : MeteredQueue(census), IDequeBasedMessageQueueSemantics
{
    private readonly Lock _lock = new();
    private PooledRing<Slot> _control;
    private PooledRing<Slot> _inputs;
    private PooledRing<Slot> _requests;
    private long _first; // the number of the next message that is put in front
    private long _last; // that of the last message at the back
    private int _count;

    public override int Count => Volatile.Read(ref _count);

    internal bool HoldsArray => _control.HoldsArray || _inputs.HoldsArray || _requests.HoldsArray;

    public override void Enqueue(IActorRef receiver, Envelope envelope)
    {
        switch (Add(envelope, Classification.ClassOf(envelope.Message, limits.Otherwise)))
        {
            case Added.Displacing:
                DispatchMetrics.Instance.InputDropped(Census);
                break;
            case Added.Not:
                // Outside the lock: the sender's mailbox has one of its own.
                DispatchMetrics.Instance.RequestRefused(Census);
                if (envelope.Sender is { } sender && Classification.RefusalOf(envelope.Message) is { } refusal)
                    sender.Tell(refusal, receiver);
                break;
        }
    }

    public void EnqueueFirst(Envelope envelope)
    {
        var messageClass = Classification.ClassOf(envelope.Message, limits.Otherwise);
        lock (_lock)
        {
            RingOf(messageClass).AddFirst(new Slot(envelope, _first--));
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
            var oldest = long.MaxValue;
            var of = MessageClass.Control;
            Look(in _control, MessageClass.Control, ref oldest, ref of);
            Look(in _inputs, MessageClass.Input, ref oldest, ref of);
            Look(in _requests, MessageClass.Request, ref oldest, ref of);
            if (oldest == long.MaxValue)
                return false;
            envelope = RingOf(of).TakeFirst().Envelope;
            Volatile.Write(ref _count, _count - 1);
            return true;
        }
    }

    private Added Add(in Envelope envelope, MessageClass messageClass)
    {
        lock (_lock)
        {
            var displaces = messageClass == MessageClass.Input && _inputs.Count >= limits.Inputs;
            if (displaces)
                _inputs.TakeFirst();
            else if (messageClass == MessageClass.Request && _requests.Count >= limits.Requests)
                return Added.Not;
            RingOf(messageClass).AddLast(new Slot(envelope, ++_last));
            if (displaces)
                return Added.Displacing;
            Volatile.Write(ref _count, _count + 1);
            return Added.Plainly;
        }
    }

    private static void Look(in PooledRing<Slot> ring, MessageClass messageClass, ref long oldest, ref MessageClass of)
    {
        if (ring.Count == 0 || ring.First.Number >= oldest)
            return;
        oldest = ring.First.Number;
        of = messageClass;
    }

    private ref PooledRing<Slot> RingOf(MessageClass messageClass)
    {
        switch (messageClass)
        {
            case MessageClass.Input:
                return ref _inputs;
            case MessageClass.Request:
                return ref _requests;
            default:
                return ref _control;
        }
    }

    private enum Added
    {
        Plainly,
        Displacing,
        Not,
    }

    private readonly record struct Slot(Envelope Envelope, long Number);
}
