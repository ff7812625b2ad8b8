using System.Buffers.Text;
using System.Security.Cryptography;

namespace Actors.Gateway.Transports.SocketIO.EngineIO;

/// <summary>
/// One client's session, on whichever transport it has at the moment. All members may be called from any thread.
/// </summary>
/// <remarks>
/// What can go wrong here is two things at once: a poll that comes while the one before is still being written, an upgrade
/// while a POST is being read, a close from a timer while a handler runs. Three rules keep it straight.
/// <list type="number">
/// <item>Everything that changes what the session is (state, transport, pending poll, what waits to be sent) changes under
/// one lock, and nothing is awaited and no handler called under it.</item>
/// <item>One sender: <c>_underWay</c> says that somebody is writing, be it a poll's answer or the pump to the WebSocket, and
/// nobody else begins until that one is done. So packets keep their order over an upgrade too.</item>
/// <item>One receiver: whoever calls the handler holds <c>_incoming</c>, be it a POST, the WebSocket's reader, or the end of
/// the session. So a handler never runs twice at once, and hears of the end after everything else.</item>
/// </list>
/// </remarks>
public sealed partial class EngineIOSession
{
    /// <summary>Messages that one caller sends inline before it hands the rest to the thread pool.</summary>
    private const int InlineSends = 16;

    private readonly EngineIOServer _server;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _incoming = new(0, 1); // taken until there is a handler
    private readonly OutgoingBuffer _outgoing;
    private readonly Heartbeat _heartbeat;
    private readonly ITimer _timer;
    private IEngineIOHandler? _handler;
    private State _state;
    private DisconnectReason _reason;
    private PollRequest? _poll;
    private WebSocketTransport? _socket;
    private WebSocketTransport? _probe;
    private bool _underWay;
    private bool _held;
    private int _posting;
    private List<Action>? _drained;

    internal EngineIOSession(EngineIOServer server, EngineIOHandshake handshake, WebSocketTransport? socket)
    {
        _server = server;
        _socket = socket;
        Handshake = handshake;
        Id = NewId();
        _outgoing = new(server.Options.MaxBufferedPackets, server.Options.MaxBufferedBytes);
        _heartbeat = new(server.Time, server.Options.PingInterval, server.Options.PingTimeout);
        _timer = server.Time.CreateTimer(static state => ((EngineIOSession)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private enum State
    {
        Open,

        /// <summary>Closed by the server while no poll was there to be told: kept until one comes, or for the close timeout.</summary>
        Lingering,
        Closed,
    }

    /// <summary>The session's secret: whoever has it can speak for the client. 144 random bits.</summary>
    public string Id { get; }

    public EngineIOHandshake Handshake { get; }

    /// <summary><c>polling</c> or <c>websocket</c>, at the moment.</summary>
    public string Transport => _socket is null ? "polling" : "websocket";

    public bool IsOpen => _state == State.Open;

    /// <summary>Nothing waits to be sent and nothing is under way.</summary>
    public bool IsDrained
    {
        get
        {
            lock (_gate)
                return IsDrained_NeedsLock;
        }
    }

    /// <summary>Bytes that wait to be sent or are under way.</summary>
    public long BufferedBytes
    {
        get
        {
            lock (_gate)
                return _outgoing.Bytes;
        }
    }

    /// <summary>For tests, which have no other way to see that a poll has arrived.</summary>
    internal bool HasPendingPoll
    {
        get
        {
            lock (_gate)
                return _poll is not null;
        }
    }

    private bool IsDrained_NeedsLock => !_underWay && !_outgoing.HasWaiting;

    internal static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));

    /// <summary>Sends a packet, made by <see cref="EngineIOPacket"/>, after all that was sent before.</summary>
    public void Send(EncodedMessage packet) => TrySend([packet], null);

    /// <summary>
    /// Sends packets that belong together, with none of another sender between them. True: the line has taken all that was
    /// ever sent, or the session is closed and they are dropped. False: they are on their way, and <paramref name="drained"/>
    /// is called once, on another thread, when all has gone; it may be called before this method has returned.
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
        if (pump && PumpAsync().IsCompleted)
            return true;
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
    /// Keeps what is sent from now on back for a moment, so that what was sent before is read by itself. A poll's answer
    /// comes by itself anyway.
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

    /// <summary>Closes the session as the protocol says, after all that was sent before.</summary>
    public void Close(DisconnectReason reason = DisconnectReason.ForcedClose) => End(reason, orderly: true);

    /// <summary>Drops the session now.</summary>
    public void Abort()
    {
        End(DisconnectReason.ForcedClose);
        _socket?.Abort();
    }

    internal void Start(IEngineIOHandler handler)
    {
        _handler = handler;
        lock (_gate)
        {
            if (_state == State.Open)
                RearmHeartbeat_NeedsLock();
        }
        _incoming.Release();
    }

    /// <summary>Ends the session once. Orderly: what waits is sent before the close packet or frame; else it is forgotten.</summary>
    /// <param name="byClient">The client has asked for it, so that its pending poll has to be ended and not told.</param>
    internal void End(DisconnectReason reason, bool orderly = false, bool byClient = false)
    {
        var pump = false;
        lock (_gate)
        {
            if (_state != State.Open)
                return;
            _state = State.Closed;
            _held = false;
            _reason = reason;
            _drained = null;
            if (!orderly)
                _outgoing.Clear();
            _probe?.EndInTime();
            if (_socket is not null)
            {
                _socket.EndInTime();
                pump = !_underWay;
                _underWay = true;
            }
            else if (orderly)
            {
                _state = State.Lingering;
                _outgoing.AddControl(EngineIOPacket.Close);
                Flush_NeedsLock();
            }
            else
            {
                AnswerPoll_NeedsLock(PollAnswer.Of(byClient ? EngineIOPacket.Noop : EngineIOPacket.Close));
            }
            _timer.Change(_state == State.Lingering ? _server.Options.CloseTimeout : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        _server.Ended(this, reason);
        if (_state == State.Closed)
            _server.Forget(this);
        if (pump)
            _ = PumpAsync();
        if (_probe is { } probe)
            _ = probe.CloseOutputAsync(CloseCode.Normal, reason.ToText());
        Run(() => _handler!.Closed(reason), evenWhenClosed: true);
    }

    /// <summary>Runs something where the handler runs: never at once with it. Not inline, since the caller may be the handler.</summary>
    internal void Run(Action action, bool evenWhenClosed = false) => _ = Task.Run(async () =>
    {
        await _incoming.WaitAsync();
        try
        {
            if (IsOpen || evenWhenClosed)
                action();
        }
        catch (Exception e)
        {
            HandlerFailed(e);
        }
        finally
        {
            _incoming.Release();
        }
    });

    /// <summary>Whatever a handler throws ends its own session and no other.</summary>
    private void HandlerFailed(Exception e)
    {
        _server.HandlerFailed(e);
        End(DisconnectReason.HandlerFailed);
    }

    /// <summary>Gives what waits to whoever can take it. True: the caller is to run <see cref="PumpAsync"/>, outside the lock.</summary>
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
    /// Sends to the WebSocket until nothing waits; then, if the session has ended meanwhile, the close frame. Mostly a send
    /// is done at once, and so the task is when this returns.
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

    private void OnTimer()
    {
        if (_state == State.Lingering)
        {
            lock (_gate)
                _state = State.Closed;
            _server.Forget(this);
            return;
        }
        var timedOut = false;
        var pump = false;
        lock (_gate)
        {
            if (_state != State.Open)
                return;
            switch (_heartbeat.Check())
            {
                case HeartbeatEvent.PingIsDue:
                    _outgoing.AddControl(EngineIOPacket.Ping);
                    pump = Flush_NeedsLock();
                    break;
                case HeartbeatEvent.TimedOut:
                    timedOut = true;
                    break;
            }
            if (!timedOut)
                RearmHeartbeat_NeedsLock();
        }
        if (timedOut)
            End(DisconnectReason.PingTimeout);
        if (pump)
            _ = PumpAsync();
    }

    /// <summary>A timer counts whole milliseconds and may be early by a part of one: one more, not to be woken in vain.</summary>
    private void RearmHeartbeat_NeedsLock() =>
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(_heartbeat.UntilNext.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
}
