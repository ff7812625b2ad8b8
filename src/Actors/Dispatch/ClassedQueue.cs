using Akka.Actor;
using Akka.Dispatch;

namespace Actors.Dispatch;

/// <summary>
/// One queue per class, so that the oldest input is found at once, and a number on each message, so that the actor still gets all messages in order of arrival.
/// Stashed messages return at the front (<see cref="EnqueueFirst"/>). They were admitted before, so the limits do not apply to them again.
/// </summary>
internal sealed class ClassedQueue(ClassLimits limits, MailboxCensus census) : MeteredQueue(census), IDequeBasedMessageQueueSemantics
{
    private readonly Lock _lock = new();
    private PooledQueue<Slot> _control;
    private PooledQueue<Slot> _inputs;
    private PooledQueue<Slot> _requests;
    private long _first; // the number of the next message at the front
    private long _last; // the number of the last message at the back
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
            QueueOf(messageClass).AddFirst(new Slot(envelope, _first--));
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
            envelope = QueueOf(of).TakeFirst().Envelope;
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
            QueueOf(messageClass).AddLast(new Slot(envelope, ++_last));
            if (displaces)
                return Added.Displacing;
            Volatile.Write(ref _count, _count + 1);
            return Added.Plainly;
        }
    }

    private static void Look(in PooledQueue<Slot> queue, MessageClass messageClass, ref long oldest, ref MessageClass of)
    {
        if (queue.Count == 0 || queue.First.Number >= oldest)
            return;
        oldest = queue.First.Number;
        of = messageClass;
    }

    private ref PooledQueue<Slot> QueueOf(MessageClass messageClass)
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
