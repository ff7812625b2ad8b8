using System.Buffers.Text;
using System.Security.Cryptography;
using Actors.Channels;

namespace Actors.SocketIO.EngineIO;

/// <summary>One client's session, on whichever transport it uses at the moment. All members may be called from any thread.</summary>
/// <remarks>
/// What can go wrong here is two things at once: a poll that comes while the previous one is still being written, an upgrade while a POST is being read, a
/// close from a timer while a handler runs. Three rules prevent that.
/// <list type="number">
/// <item>All that makes up the session (state, transport, pending poll, what waits to be sent) changes under one lock, and under it nothing is awaited and no handler
/// called.</item>
/// <item>One sender: <c>_underWay</c> means that somebody is writing, either a poll's answer or the pump to the WebSocket, and nobody else begins until that one is
/// done. So packets keep their order across an upgrade, too.</item>
/// <item>One receiver: the caller of the handler holds <c>_incoming</c>, whether it is a POST, the WebSocket's reader, or the end of the session. So a handler never
/// runs twice at once, and is notified of the end after everything else.</item>
/// </list>
/// </remarks>
public sealed partial class EngineIOSession
{
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
    private int _posting;

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

        /// <summary>Closed by the server while no poll was pending: stored until one comes, or for the close timeout.</summary>
        Lingering,
        Closed,
    }

    /// <summary>The session's secret: whoever has it can speak for the client. 144 random bits.</summary>
    public string Id { get; }

    /// <summary>The client's first request.</summary>
    public EngineIOHandshake Handshake { get; }

    /// <summary><c>polling</c> or <c>websocket</c>, at the moment.</summary>
    public string Transport => _socket is null ? "polling" : "websocket";

    /// <summary>False as soon as either side ends the session.</summary>
    public bool IsOpen => _state == State.Open;

    /// <summary>For tests, which have no other way to see that a poll has arrived.</summary>
    internal bool HasPendingPoll
    {
        get
        {
            lock (_gate)
                return _poll is not null;
        }
    }

    internal static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));

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

    /// <summary>Ends the session once. Orderly: waiting packets are sent before the close packet or frame; otherwise they are dropped.</summary>
    /// <param name="byClient">The client asked for it, so its pending poll is ended without a close packet.</param>
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

    /// <summary>Runs an action like the handler: never at the same time as the handler. Not inline, since the caller may be the handler.</summary>
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

    /// <summary>An exception of a handler ends its own session and no other.</summary>
    private void HandlerFailed(Exception e)
    {
        _server.HandlerFailed(e);
        End(DisconnectReason.HandlerFailed);
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

    /// <summary>A timer counts whole milliseconds and may fire a fraction of one early: the time is rounded up so that it does not fire in vain.</summary>
    private void RearmHeartbeat_NeedsLock() =>
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(_heartbeat.UntilNext.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
}
