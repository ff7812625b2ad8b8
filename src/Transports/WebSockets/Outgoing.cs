using Actors.Channels;
using Actors.WebSockets.Deflate;
using Actors.WebSockets.Framing;
using Actors.WebSockets.Sockets;

namespace Actors.WebSockets;

/// <summary>
/// The outgoing half of a connection: one message at a time, and beside it the protocol's own frames.
/// <para>
/// The thread that sets <see cref="_busy"/> owns the socket for writing; it makes the system call without the lock. Other threads leave what they have in a
/// slot: one for the message, one for the latest pong, a flag for a ping, one for the close. The writer empties the slots before it releases the socket, so
/// nothing is forgotten, frames never mix, and only one pong waits however many pings a client sends. If the kernel does not take everything at once, the
/// socket stays busy until it reports progress; the reporting thread is then the writer.
/// </para>
/// <para>
/// The half has ended when it was stopped, nobody writes, and nobody is within <see cref="IChannelEvents.Writable"/>: only then can the connection be reported
/// as closed with nothing coming after.
/// </para>
/// </summary>
internal sealed class Outgoing(ISocketConnection socket, WebSocketConnection owner, Lock gate, DeflateTerms? deflate)
{
    private static readonly ReadOnlyMemory<byte> PingFrame = new byte[] { 0x89, 0 };

    // Busy from the start: the first thing to write is the answer to the handshake
    private bool _busy = true;
    private Item _underWay = Item.Answer;
    private EncodedMessage? _message;
    private byte[]? _pong;
    private bool _pingDue;
    private byte[]? _close;
    private bool _closing;
    private bool _closeTaken;
    private bool _stopped;
    private bool _ended;
    private bool _writableDue;
    private bool _telling;

    private enum Item
    {
        Nothing,
        Answer,
        Message,
        Pong,
        Ping,
        Close,
    }

    public bool IsBusy => Volatile.Read(ref _busy);

    /// <summary>Writes the answer to the handshake, and what was queued in the meantime.</summary>
    public void Start(ReadOnlyMemory<byte> answer)
    {
        if (TryWrite(answer))
            Continue();
    }

    /// <summary>See <see cref="IClientChannel.TrySend"/>.</summary>
    public bool TrySend(EncodedMessage message)
    {
        // Before the lock: the first caller compresses. Later calls find the result in the message.
        var frame = FrameOf(message);
        lock (gate)
        {
            if (_closing || _stopped)
                return true;
            if (_message is not null || _underWay == Item.Message)
                throw new InvalidOperationException("A message is under way: wait for Writable.");
            if (_busy)
            {
                _message = message;
                return false;
            }
            _busy = true;
            _underWay = Item.Message;
        }

        var metrics = owner.Shared.Metrics;
        switch (socket.Send(frame))
        {
            case SendResult.Done:
                metrics.MessageSent(frame.Length);
                Continue();
                return true;
            case SendResult.Pending:
                metrics.MessageSent(frame.Length);
                metrics.SentInPart();
                return false;
            default:
                Break();
                return true;
        }
    }

    /// <summary>Answers a ping. A pong that has not been sent yet is replaced (RFC 6455, 5.5.3).</summary>
    public void Pong(ReadOnlySpan<byte> payload)
    {
        var frame = new byte[2 + payload.Length];
        frame[0] = 0x8A;
        frame[1] = (byte)payload.Length;
        payload.CopyTo(frame.AsSpan(2));
        lock (gate)
        {
            _pong = frame;
            if (!TryBegin_NeedsLock())
                return;
        }
        Continue();
    }

    public void Ping()
    {
        lock (gate)
        {
            _pingDue = true;
            if (!TryBegin_NeedsLock())
                return;
        }
        Continue();
    }

    /// <summary>The last frame: it follows the message that is being sent, and nothing follows it.</summary>
    public void Close(byte[] frame)
    {
        lock (gate)
        {
            if (_closing)
                return;
            _closing = true;
            _close = frame;
            if (!TryBegin_NeedsLock())
                return;
        }
        Continue();
    }

    /// <summary>The socket is closed: drops what waits.</summary>
    public void Stop()
    {
        bool ended;
        lock (gate)
        {
            _stopped = true;
            ended = Ended_NeedsLock();
        }
        if (ended)
            owner.OnHalfEnded();
    }

    public void OnSent(bool broken)
    {
        if (broken)
        {
            Break();
            return;
        }
        Finish();
        Continue();
    }

    private ReadOnlyMemory<byte> FrameOf(EncodedMessage message) => deflate is null ? message.FramedBy(ServerFraming.Plain) : deflate.FrameOf(message);

    private bool TryBegin_NeedsLock()
    {
        if (_busy || _stopped)
            return false;
        _busy = true;
        return true;
    }

    /// <summary>The writer's loop: sends what is in the slots, then releases the socket.</summary>
    private void Continue()
    {
        while (true)
        {
            ReadOnlyMemory<byte> next;
            var tell = false;
            var ended = false;
            lock (gate)
            {
                next = Next_NeedsLock();
                if (next.IsEmpty)
                {
                    _busy = false;
                    tell = TakeWritable_NeedsLock();
                    ended = Ended_NeedsLock();
                }
            }
            if (next.IsEmpty)
            {
                if (tell)
                    TellWritable();
                else if (ended)
                    owner.OnHalfEnded();
                return;
            }
            if (!TryWrite(next))
                return;
        }
    }

    /// <summary>False when this thread no longer owns the socket.</summary>
    private bool TryWrite(ReadOnlyMemory<byte> data)
    {
        if (_underWay == Item.Message)
            owner.Shared.Metrics.MessageSent(data.Length);
        switch (socket.Send(data))
        {
            case SendResult.Done:
                Finish();
                return true;
            case SendResult.Pending:
                owner.Shared.Metrics.SentInPart();
                return false;
            default:
                Break();
                return false;
        }
    }

    /// <summary>Control frames come first: they are small, and they lose value when late.</summary>
    private ReadOnlyMemory<byte> Next_NeedsLock()
    {
        _underWay = Item.Nothing;
        if (_stopped || _closeTaken)
            return default;
        if (_pong is { } pong)
        {
            _pong = null;
            _underWay = Item.Pong;
            return pong;
        }
        if (_pingDue)
        {
            _pingDue = false;
            _underWay = Item.Ping;
            return PingFrame;
        }
        if (_message is { } message)
        {
            _message = null;
            _underWay = Item.Message;
            return FrameOf(message);
        }
        if (_close is { } close)
        {
            _closeTaken = true;
            _underWay = Item.Close;
            return close;
        }
        return default;
    }

    /// <summary>The current item has been sent.</summary>
    private void Finish()
    {
        switch (_underWay)
        {
            case Item.Message:
                _writableDue = true; // Only the writer touches it while the socket is busy
                break;
            case Item.Close:
                owner.OnCloseSent();
                break;
        }
    }

    private void Break()
    {
        owner.OnSocketBroken();
        Continue(); // Releases the socket
    }

    /// <summary>
    /// A message sent from within the call may complete at once, so that another call is due. If another thread finds this one calling, it leaves that call to
    /// this thread, so that calls neither nest nor overlap.
    /// </summary>
    private void TellWritable()
    {
        bool again, ended;
        do
        {
            owner.OnWritable();
            lock (gate)
            {
                _telling = false;
                again = TakeWritable_NeedsLock();
                ended = Ended_NeedsLock();
            }
        }
        while (again);
        if (ended)
            owner.OnHalfEnded();
    }

    private bool TakeWritable_NeedsLock()
    {
        if (!_writableDue || _busy || _telling || _stopped)
            return false;
        _writableDue = false;
        _telling = true;
        return true;
    }

    private bool Ended_NeedsLock()
    {
        if (!_stopped || _busy || _telling || _ended)
            return false;
        _ended = true;
        return true;
    }
}
