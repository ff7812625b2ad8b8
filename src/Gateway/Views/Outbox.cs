using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.World;

namespace Actors.Gateway.Views;

/// <summary>
/// The messages on their way to one client. State has one slot: the latest wins, so a client that reads slowly gets fewer frames, never
/// older ones. Where states are deltas, the outbox remembers which one the client took last, and the next builds on it.
/// Events and answers wait in order within a bound of bytes; beyond it the client is disconnected. While nothing waits it
/// holds no queue. Any thread may offer; the message is sent by the thread that finds the channel free, outside the lock.
/// </summary>
public sealed class Outbox(IClientChannel channel, GatewayLimits limits, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Queue<EncodedMessage>? _queue;
    private EncodedMessage? _state;
    private IStateStream? _stateStream;
    private long _stateNumber;
    private IStateStream? _hasStream;
    private long _has;
    private int _queuedBytes;
    private bool _busy;
    private Action? _whenDone;
    private bool _worldIsSilent;
    private bool _closed;
    private long _busySince;

    /// <summary>Supersedes a state that has not been sent yet.</summary>
    public void OfferState(EncodedMessage state) => Offer(state, null, default, asKeyframe: false);

    /// <summary>The newest state of the stream, as a delta to the one that the client took last. Called by the stream's owner alone.</summary>
    public void OfferState(IStateStream stream, PlayerId player) => Offer(null, stream, player, asKeyframe: false);

    /// <summary>The newest state of the stream, whatever the client has.</summary>
    public void OfferKeyframe(IStateStream stream, PlayerId player) => Offer(null, stream, player, asKeyframe: true);

    private void Offer(EncodedMessage? state, IStateStream? stream, PlayerId player, bool asKeyframe)
    {
        lock (_lock)
        {
            if (_closed || _whenDone is not null || _worldIsSilent)
                return;
            if (asKeyframe)
                _hasStream = null;
            // Within the lock: what the client has must not change between the choice and the slot.
            state ??= stream!.Since(ReferenceEquals(stream, _hasStream) ? _has : 0, player);
            if (_busy)
            {
                if (_state is not null)
                    GatewayMetrics.Instance.StateSkipped();
                (_state, _stateStream, _stateNumber) = (state, stream, stream?.Newest ?? 0);
                return;
            }
            (_hasStream, _has) = (stream, stream?.Newest ?? 0);
            _busy = true;
            _busySince = time.GetTimestamp();
        }
        SendAndGoOn(state);
    }

    /// <summary>Drops a state that has not been sent yet, which is no longer of any use; the next state must not build on what the client has.</summary>
    public void ForgetState()
    {
        lock (_lock)
            (_state, _stateStream, _hasStream) = (null, null, null);
    }

    /// <summary>The message must be delivered. False: too much is waiting for the client, and it has to be disconnected.</summary>
    /// <param name="ofWorld">It comes from the room or the world: accepted until <see cref="SilenceWorld"/>.</param>
    public bool Enqueue(EncodedMessage message, bool ofWorld = false)
    {
        lock (_lock)
        {
            if (_closed || _whenDone is not null || (ofWorld && _worldIsSilent))
                return true;
            if (_busy)
            {
                if (_queuedBytes + message.PayloadLength > limits.OutboxBytes)
                    return false;
                _queuedBytes += message.PayloadLength;
                (_queue ??= new Queue<EncodedMessage>()).Enqueue(message);
                GatewayMetrics.Instance.OutboxChanged(1, message.PayloadLength);
                return true;
            }
            _busy = true;
            _busySince = time.GetTimestamp();
        }
        SendAndGoOn(message);
        return true;
    }

    /// <summary>The channel has taken what it was given.</summary>
    public void Writable()
    {
        if (TakeNext() is { } next)
            SendAndGoOn(next);
    }

    /// <summary>For how long one message has been under way.</summary>
    public TimeSpan StalledFor
    {
        get
        {
            lock (_lock)
                return _busy && !_closed ? time.GetElapsedTime(_busySince) : TimeSpan.Zero;
        }
    }

    /// <summary>Accepts nothing more from the room and the world, which do not know yet that the connection is ending; only the last messages to the client follow.</summary>
    public void SilenceWorld()
    {
        lock (_lock)
        {
            _worldIsSilent = true;
            (_state, _stateStream) = (null, null);
        }
    }

    /// <summary>Accepts nothing more, and runs the action once the waiting messages have been sent.</summary>
    public void CloseAfterQueue(Action close)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            _state = null;
            if (_busy)
            {
                _whenDone = close;
                return;
            }
            _closed = true;
        }
        close();
    }

    /// <summary>Nothing more is sent; what waits is dropped.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            if (_queue is not null)
                GatewayMetrics.Instance.OutboxChanged(-_queue.Count, -_queuedBytes);
            _queue = null;
            (_state, _stateStream, _hasStream) = (null, null, null);
            _queuedBytes = 0;
        }
    }

    private void SendAndGoOn(EncodedMessage message)
    {
        var next = message;
        while (next is not null && channel.TrySend(next))
            next = TakeNext();
    }

    /// <summary>Events come before state: the state is newer than they are. Frees the channel when nothing waits.</summary>
    private EncodedMessage? TakeNext()
    {
        Action? whenDone;
        lock (_lock)
        {
            if (_queue is not null && _queue.TryDequeue(out var message))
            {
                _busySince = time.GetTimestamp();
                _queuedBytes -= message.PayloadLength;
                GatewayMetrics.Instance.OutboxChanged(-1, -message.PayloadLength);
                if (_queue.Count == 0)
                    _queue = null;
                return message;
            }
            if (_state is { } state)
            {
                _busySince = time.GetTimestamp();
                (_hasStream, _has) = (_stateStream, _stateNumber);
                (_state, _stateStream) = (null, null);
                return state;
            }
            _busy = false;
            whenDone = _whenDone;
            _closed |= whenDone is not null;
        }
        whenDone?.Invoke();
        return null;
    }
}
