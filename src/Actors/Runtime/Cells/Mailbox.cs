using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Actors.Runtime.Cells;

/// <summary>
/// What waits for one actor, and whether the actor is due a turn. Many threads post, one at a time takes.
/// <para>
/// One short lock guards both questions, so that a message can neither be left behind by an actor that just went idle nor
/// schedule it twice: going idle is one with finding nothing. Three things are taken in this order: control bits (a set, so
/// bounded), signals (linked nodes that their owner made beforehand, so posting one allocates nothing and cannot fail), and
/// messages, which are bounded by the capacity.
/// </para>
/// <para>
/// The first message of an empty mailbox has a field of its own; only a second one rents an array, which grows by doubling up
/// to the capacity and goes back to the pool when the actor is idle. An idle mailbox is nothing but this object.
/// </para>
/// </summary>
internal sealed class Mailbox<TMessage>(int capacity, MailboxOverflow overflow)
{
    private const int FirstRingSize = 16;

    private readonly Lock _lock = new();
    private TMessage? _single;
    private TMessage[]? _ring;
    private Signal<TMessage>? _firstSignal;
    private Signal<TMessage>? _lastSignal;
    private int _ringSize;
    private int _head;
    private int _count;
    private Control _control;
    private bool _hasSingle;
    private bool _scheduled;
    private bool _held;
    private bool _closed;

    /// <summary>Messages that wait now; a glance without the lock.</summary>
    public int Depth => Volatile.Read(ref _count);

    internal bool IsIdle => !Volatile.Read(ref _scheduled);

    internal bool HoldsArray => Volatile.Read(ref _ring) is not null;

    public Posted Post(TMessage message)
    {
        lock (_lock)
        {
            if (_closed)
                return Posted.Closed;
            if (_count < capacity)
            {
                Append(message);
                return !_held && Wake() ? Posted.AcceptedAndDue : Posted.Accepted;
            }
            switch (overflow)
            {
                case MailboxOverflow.DropOldest:
                    RemoveOldest();
                    Append(message);
                    return Posted.DroppedOldest;
                case MailboxOverflow.DropNewest:
                    return Posted.DroppedNewest;
                default:
                    return Posted.Refused;
            }
        }
    }

    /// <summary>True: the actor is now due a turn.</summary>
    public bool Post(Signal<TMessage> signal)
    {
        lock (_lock)
        {
            if (_closed)
                return false;
            if (_lastSignal is null)
                _firstSignal = signal;
            else
                _lastSignal.NextSignal = signal;
            _lastSignal = signal;
            return Wake();
        }
    }

    /// <summary>True: the actor is now due a turn.</summary>
    public bool Post(Control control)
    {
        lock (_lock)
        {
            _control |= control;
            return Wake();
        }
    }

    /// <summary>
    /// Takes what is next. On <see cref="Taken.Nothing"/> the actor has become idle, and the next post makes it due a turn.
    /// </summary>
    public Taken Take(out Control control, out Signal<TMessage>? signal, [MaybeNull] out TMessage message)
    {
        Unsafe.SkipInit(out message);
        control = default;
        signal = null;
        lock (_lock)
        {
            if (_control != default)
            {
                control = _control;
                _control = default;
                return Taken.Control;
            }
            if (_firstSignal is not null)
            {
                signal = RemoveSignal();
                return Taken.Signal;
            }
            if (_count > 0 && !_held)
            {
                message = RemoveOldest();
                return Taken.Message;
            }
            _scheduled = false;
            if (_count == 0)
                ReleaseRing();
            return Taken.Nothing;
        }
    }

    /// <summary>Keeps messages back, without refusing more, until <see cref="Resume"/>. Control and signals still come through.</summary>
    public void Hold()
    {
        lock (_lock)
            _held = true;
    }

    /// <summary>Called in a turn, which goes on to take what was kept back.</summary>
    public void Resume()
    {
        lock (_lock)
            _held = false;
    }

    /// <summary>Refuses messages from now on and throws away those that wait; answers how many.</summary>
    public int CloseToMessages()
    {
        lock (_lock)
        {
            _closed = true;
            var dropped = _count;
            while (_count > 0)
                RemoveOldest();
            ReleaseRing();
            _firstSignal = _lastSignal = null;
            return dropped;
        }
    }

    private bool Wake()
    {
        if (_scheduled)
            return false;
        _scheduled = true;
        return true;
    }

    private void Append(TMessage message)
    {
        var count = _count++;
        if (count == 0 && _ring is null)
        {
            _single = message;
            _hasSingle = true;
            return;
        }
        var inRing = _hasSingle ? count - 1 : count;
        if (inRing == _ringSize)
            Grow(inRing);
        _ring![(_head + inRing) & (_ringSize - 1)] = message;
    }

    private TMessage RemoveOldest()
    {
        _count--;
        TMessage message;
        if (_hasSingle)
        {
            message = _single!;
            _single = default;
            _hasSingle = false;
            return message;
        }
        ref var slot = ref _ring![_head];
        message = slot;
        slot = default!;
        _head = (_head + 1) & (_ringSize - 1);
        return message;
    }

    private Signal<TMessage> RemoveSignal()
    {
        var signal = _firstSignal!;
        _firstSignal = signal.NextSignal;
        if (_firstSignal is null)
            _lastSignal = null;
        signal.NextSignal = null;
        return signal;
    }

    private void Grow(int inRing)
    {
        // A power of two, so that positions wrap by a mask; the last doubling may pass the capacity, the count does not.
        var size = _ringSize == 0
            ? Math.Min(FirstRingSize, (int)BitOperations.RoundUpToPowerOf2((uint)capacity))
            : _ringSize * 2;
        var ring = ArrayPool<TMessage>.Shared.Rent(size);
        if (_ring is not null)
        {
            var toEnd = Math.Min(inRing, _ringSize - _head);
            Array.Copy(_ring, _head, ring, 0, toEnd);
            Array.Copy(_ring, 0, ring, toEnd, inRing - toEnd);
            Array.Clear(_ring, 0, _ringSize);
            ArrayPool<TMessage>.Shared.Return(_ring);
        }
        _ring = ring;
        _ringSize = size;
        _head = 0;
    }

    private void ReleaseRing()
    {
        if (_ring is null)
            return;
        ArrayPool<TMessage>.Shared.Return(_ring);
        _ring = null;
        _ringSize = 0;
        _head = 0;
    }
}

/// <summary>What became of a message.</summary>
internal enum Posted : byte
{
    Accepted,
    AcceptedAndDue,
    DroppedOldest,
    DroppedNewest,
    Refused,
    Closed,
}

internal enum Taken : byte
{
    Nothing,
    Control,
    Signal,
    Message,
}

/// <summary>Turns of an actor's life. A set: asked for twice before it is seen, it happens once.</summary>
[Flags]
internal enum Control : byte
{
    Start = 1,
    Stop = 2,
    ChildrenGone = 4,
}
