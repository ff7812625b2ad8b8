using Actors.Channels;

namespace Actors.SocketIO.EngineIO;

public sealed partial class EngineIOSession
{
    /// <summary>How many messages one caller sends inline before it hands the rest to the thread pool.</summary>
    private const int InlineSends = 16;

    private bool _underWay;
    private bool _held;
    private List<Action>? _drained;

    /// <summary>Whether nothing waits to be sent and nothing is being sent.</summary>
    public bool IsDrained
    {
        get
        {
            lock (_gate)
                return IsDrained_NeedsLock;
        }
    }

    /// <summary>Bytes that wait to be sent or are being sent.</summary>
    public long BufferedBytes
    {
        get
        {
            lock (_gate)
                return _outgoing.Bytes;
        }
    }

    private bool IsDrained_NeedsLock => !_underWay && !_outgoing.HasWaiting;

    /// <summary>Sends a packet, made by <see cref="EngineIOPacket"/>, after all that was sent before.</summary>
    public void Send(EncodedMessage packet) => TrySend([packet], null);

    /// <summary>
    /// Sends packets that belong together, with none of another sender between them. True: the connection has taken everything sent so far, or the session is
    /// closed and they are dropped. False: they are being sent, and <paramref name="drained"/> is called once, on another thread, when all have been sent; it
    /// may be called before this method has returned.
    /// </summary>
    public bool TrySend(ReadOnlySpan<EncodedMessage> packets, Action? drained)
    {
        bool fits, pump = false;
        lock (_gate)
        {
            if (_state != State.Open)
                return true;
            fits = _outgoing.TryAdd(packets);
            if (fits)
                pump = Flush_NeedsLock();
        }
        if (!fits)
        {
            End(DisconnectReason.SlowClient);
            return true;
        }
        if (pump)
            _ = PumpAsync();
        lock (_gate)
        {
            if (_state != State.Open || IsDrained_NeedsLock)
                return true;
            if (drained is not null)
                (_drained ??= []).Add(drained);
            return false;
        }
    }

    /// <summary>
    /// Holds back for a moment what is sent from now on, so that the client reads what was sent before by itself. A poll's answer is read by itself anyway.
    /// </summary>
    internal void Hold(TimeSpan span)
    {
        lock (_gate)
        {
            if (_socket is null || _state != State.Open || _held)
                return;
            _held = true;
        }
        ITimer? timer = null;
        timer = _server.Time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                Release();
            },
            null, span, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Passes waiting packets to a poll or the pump. True: the caller has to run <see cref="PumpAsync"/>, outside the lock.</summary>
    private bool Flush_NeedsLock()
    {
        if (_underWay || _held || !_outgoing.HasWaiting)
            return false;
        if (_socket is null)
        {
            if (_poll is not null)
                AnswerPoll_NeedsLock(PollAnswer.Of(_outgoing.TakeAll()));
            return false;
        }
        _underWay = true;
        return true;
    }

    /// <summary>
    /// Sends to the WebSocket until nothing waits; then, if the session has ended meanwhile, the close frame. Mostly a send completes at once, and then the
    /// task is completed when this returns.
    /// </summary>
    private async Task PumpAsync()
    {
        var socket = _socket!;
        for (var sent = 1; ; sent++)
        {
            EncodedMessage? next = null;
            List<Action>? drained = null;
            bool ended;
            lock (_gate)
            {
                _outgoing.Sent();
                ended = _state != State.Open;
                if (_outgoing.HasWaiting && !_held)
                    next = _outgoing.Take();
                else if (!ended)
                    (_underWay, drained) = (false, TakeDrained_NeedsLock());
            }
            if (next is null)
            {
                if (ended)
                    await socket.CloseOutputAsync(_reason.ToCloseCode(), _reason.ToText());
                Tell(drained);
                return;
            }
            if (!await socket.TrySendAsync(next))
            {
                End(DisconnectReason.TransportClose);
                socket.Abort();
                return;
            }
            _server.Metrics.Sent(1, next.PayloadLength);
            if (sent % InlineSends == 0)
                await Task.Yield();
        }
    }

    private void Release()
    {
        bool pump;
        lock (_gate)
        {
            _held = false;
            pump = Flush_NeedsLock();
        }
        if (pump)
            _ = PumpAsync();
    }

    private List<Action>? TakeDrained_NeedsLock()
    {
        if (_outgoing.HasWaiting)
            return null;
        var drained = _drained;
        _drained = null;
        return drained;
    }

    private void Tell(List<Action>? drained)
    {
        if (drained is null)
            return;
        foreach (var action in drained)
            ThreadPool.UnsafeQueueUserWorkItem(static action => action(), action, preferLocal: true);
    }
}
