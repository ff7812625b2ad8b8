using System.Net;
using Actors.Channels;
using Actors.WebSockets.Deflate;
using Actors.WebSockets.Framing;
using Actors.WebSockets.Sockets;

namespace Actors.WebSockets;

/// <summary>
/// One open WebSocket: what was negotiated and how it ends. The bytes go through its two halves, <see cref="Incoming"/> and <see cref="Outgoing"/>; this class
/// holds the closing handshake (RFC 6455, 7.1) and the timeouts of the connection.
/// <para>
/// Closing. The side that closes first gives the code and reason that <see cref="IChannelEvents.Closed"/> reports. When both close frames have passed, or one
/// was sent because the client broke the protocol, the server ends its side of the TCP connection and reads on until the client has ended its side, too:
/// closing at once would reset the socket, and the client might never see the close frame. Every wait in this has the same deadline, after which the socket is
/// reset.
/// </para>
/// <para>
/// <see cref="Terminate"/> is the only way out: it closes the socket, and both halves then run to their ends. The later one has
/// <see cref="IChannelEvents.Closed"/> called, from the pool, so that it is the last call and never made from within a call to the channel.
/// </para>
/// </summary>
internal sealed class WebSocketConnection : IClientChannel, ISocketEvents, IMessageSink, ITimeoutTarget, IThreadPoolWorkItem
{
    private readonly ISocketConnection _socket;
    private readonly AdmissionLease _lease;
    private readonly Incoming _incoming;
    private readonly Outgoing _outgoing;
    private readonly DeflateTerms? _deflate;
    private readonly Lock _gate = new();
    private IChannelEvents _events = null!;
    private volatile Stage _stage;
    private bool _closeSent;
    private bool _closeReceived;
    private bool _readEnded;
    private CloseCode _code = CloseCode.Abnormal;
    private string _reason = "";
    private int _dead;
    private int _halves = 2;
    private volatile bool _heard = true;
    private long _heardMs;
    private long _pingedMs = Never;
    private long _deadlineMs = Never;

    private const long Never = long.MaxValue;

    public WebSocketConnection(ISocketConnection socket, AdmissionLease lease, ListenerState shared, int maxMessageBytes, DeflateTerms? deflate)
    {
        _socket = socket;
        _lease = lease;
        _deflate = deflate;
        Shared = shared;
        _incoming = new Incoming(socket, new MessageReader(maxMessageBytes, shared.Partials, deflate?.Inflater), this, _gate);
        _outgoing = new Outgoing(socket, this, _gate, deflate);
    }

    private enum Stage
    {
        Open,

        /// <summary>This side closed first and waits for the client's close frame.</summary>
        Closing,

        /// <summary>The client closed first; the answer is being sent.</summary>
        Answering,

        /// <summary>The client broke a rule: it is sent a close frame, and its input is ignored.</summary>
        Failing,

        /// <summary>Close frames are exchanged; the client must end its side.</summary>
        Lingering,
    }

    public ListenerState Shared { get; }

    public EndPoint? RemoteEndPoint => _socket.RemoteEndPoint;

    public int TimeoutIndex { get; set; } = -1;

    /// <summary>Makes the upper side. If it throws, nothing has been sent to the client, and this connection never existed.</summary>
    public void Connect(Func<IClientChannel, IChannelEvents> connect) => _events = connect(this);

    /// <summary>Takes the socket over, answers the handshake, and starts reading.</summary>
    public void Start(ReadOnlyMemory<byte> answer, ReadOnlySpan<byte> surplus)
    {
        _heardMs = Shared.NowMs;
        _socket.Events = this;
        Shared.Metrics.Opened();
        _outgoing.Start(answer);
        _incoming.Start(surplus);
    }

    public bool TrySend(EncodedMessage message) => _outgoing.TrySend(message);

    public void PauseReading()
    {
        if (_stage == Stage.Open)
            _incoming.Pause();
    }

    public void ResumeReading() => _incoming.Resume();

    public void Close(CloseCode code, string reason) => TryClose(Stage.Closing, code, reason);

    public void Abort() => Terminate(reset: true);

    public void CheckTimeout(long nowMs)
    {
        if (nowMs >= Volatile.Read(ref _deadlineMs))
            Terminate(reset: true);
        else if (_stage == Stage.Open)
            SweepOpen(nowMs);
    }

    void ISocketEvents.OnReadable() => _incoming.OnReadable();

    void ISocketEvents.OnSendProgress() => _heard = true;

    void ISocketEvents.OnSent(bool broken) => _outgoing.OnSent(broken);

    bool IMessageSink.OnMessage(ReadOnlySpan<byte> payload, bool isText)
    {
        // After our own close, the client's remaining messages are dropped
        if (_stage == Stage.Open)
        {
            Shared.Metrics.MessageReceived();
            try
            {
                _events.Received(payload, isText);
            }
            catch (Exception e)
            {
                Crash(e);
            }
        }
        return !_incoming.IsHalted;
    }

    void IMessageSink.OnPing(ReadOnlySpan<byte> payload)
    {
        if (_stage == Stage.Open)
            _outgoing.Pong(payload);
    }

    void IMessageSink.OnPong(ReadOnlySpan<byte> payload)
    {
        // Any byte counts as a sign of life, so nothing remains to be done
    }

    void IMessageSink.OnClose(CloseCode code, string reason)
    {
        bool answer;
        lock (_gate)
        {
            _closeReceived = true;
            answer = _stage == Stage.Open;
        }
        if (answer)
            TryClose(Stage.Answering, code, reason);
        LingerIfAllIsSaid();
    }

    /// <summary>The client's bytes break the protocol.</summary>
    public void OnReadFailure(ReadFailure failure)
    {
        Shared.Metrics.ReadFailed(failure.Code);
        if (!TryClose(Stage.Failing, failure.Code, failure.Reason))
            Terminate(reset: true); // It was closing anyway
    }

    public void OnBytes(int count)
    {
        _heard = true;
        Shared.Metrics.BytesReceived(count);
    }

    public void OnWritable()
    {
        try
        {
            _events.Writable();
        }
        catch (Exception e)
        {
            Crash(e);
        }
    }

    public void OnCloseSent()
    {
        lock (_gate)
            _closeSent = true;
        LingerIfAllIsSaid();
    }

    /// <summary>The client sends no more. If it has closed properly, it may still be waiting for the answer.</summary>
    public void OnReadEnd(bool broken)
    {
        bool answering;
        lock (_gate)
        {
            _readEnded = true;
            answering = !broken && !_closeSent && _stage is Stage.Answering or Stage.Failing;
        }
        if (!answering)
            Terminate(reset: false);
    }

    public void OnSocketBroken() => Terminate(reset: true);

    public void OnHalfEnded()
    {
        if (Interlocked.Decrement(ref _halves) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>The end, when no part of this connection runs any more.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        Shared.Metrics.Closed(_code);
        try
        {
            _events.Closed(_code, _reason);
        }
        catch (Exception e)
        {
            Log.AcceptorFailed(Shared.Logger, e, RemoteEndPoint);
        }
        _deflate?.Release();
        Shared.Admission.Leave(_lease);
        Shared.Timeouts.Remove(this);
    }

    /// <summary>Sends the close frame; false if one has been sent already.</summary>
    private bool TryClose(Stage stage, CloseCode code, string reason)
    {
        lock (_gate)
        {
            if (_stage != Stage.Open)
                return false;
            _stage = stage;
            _code = code;
            _reason = reason;
            SetDeadline();
        }
        // The client's code is returned to it without its reason, and no code for none (RFC 6455, 5.5.1)
        _outgoing.Close(CloseFrame.Build(code, stage == Stage.Answering ? "" : reason));
        _incoming.Resume();
        return true;
    }

    private void LingerIfAllIsSaid()
    {
        lock (_gate)
        {
            if (!_closeSent || !(_closeReceived || _stage == Stage.Failing) || _stage == Stage.Lingering)
                return;
            _stage = Stage.Lingering;
            SetDeadline();
        }
        _socket.ShutdownSend();
        if (_readEnded)
            Terminate(reset: false);
    }

    private void SweepOpen(long nowMs)
    {
        var options = Shared.Options;
        // While the upper side has paused reading and nothing is being sent, silence is not the client's fault
        if (_heard || (_incoming.IsPaused && !_outgoing.IsBusy))
        {
            _heard = false;
            _heardMs = nowMs;
            _pingedMs = Never;
            return;
        }
        var silentMs = nowMs - _heardMs;
        if (_pingedMs != Never && nowMs - _pingedMs >= (long)options.PongTimeout.TotalMilliseconds)
        {
            _reason = "no answer to a ping";
            if (Terminate(reset: true))
                Shared.Metrics.PingTimedOut();
        }
        else if (silentMs >= (long)options.IdleTimeout.TotalMilliseconds)
        {
            Close(CloseCode.GoingAway, "nothing was heard for too long");
        }
        else if (_pingedMs == Never && options.PingInterval > TimeSpan.Zero && silentMs >= (long)options.PingInterval.TotalMilliseconds)
        {
            _pingedMs = nowMs;
            _outgoing.Ping();
        }
    }

    /// <summary>A bug above must neither harm another connection nor leave this one half alive.</summary>
    private void Crash(Exception e)
    {
        Log.AcceptorFailed(Shared.Logger, e, RemoteEndPoint);
        Close(CloseCode.InternalError, "internal error");
    }

    private void SetDeadline() => Volatile.Write(ref _deadlineMs, Shared.NowMs + (long)Shared.Options.CloseTimeout.TotalMilliseconds);

    /// <summary>False if it was terminated before.</summary>
    private bool Terminate(bool reset)
    {
        if (Interlocked.Exchange(ref _dead, 1) != 0)
            return false;
        _socket.Close(reset);
        _incoming.Stop();
        _outgoing.Stop();
        return true;
    }
}
