using System.Diagnostics.CodeAnalysis;
using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Gateway.Views;
using Actors.Rooms;
using Actors.Telemetry;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Connections;

/// <summary>
/// Connects a client's channel and its actor. What the channel receives goes, within the limits, through the dialect to the actor; what is for the client goes into the
/// outbox. Everything here may be called from the channel's thread; what must be serialized is done by the actor. Requests wait here and not in the actor's mailbox,
/// because they must be answered even if the node restarts its ActorSystem meanwhile and the connection gets another actor.
/// </summary>
public sealed class Connection : IChannelEvents, IClient, IViewSubscriber
{
    /// <summary>A client that keeps sending too fast still has some messages accepted; without this interval it would get a report for each rejected one.</summary>
    private static readonly TimeSpan LimitReportInterval = TimeSpan.FromSeconds(1);

    private readonly GatewayServices _services;
    private readonly Lock _requestLock = new();
    private volatile IDialect _dialect;
    private volatile IDialectSession _session;
    private volatile IActorRef _actor = ActorRefs.Nobody;
    private readonly IClientChannel _channel;
    private readonly RoomId? _defaultRoom;
    private readonly TimeSpan? _undecidedFor;
    private Hello? _hello;
    private TokenBucket _bucket;
    private Queue<object>? _requests;
    private int _inputs;
    private int _dropped;
    private int _malformed;
    private long _lastLimitReport = long.MinValue;
    private int _closed;
    private int _decided;

    internal Connection(GatewayServices services, IDialect dialect, IClientChannel channel, ConnectRequest request, ConnectionId id)
    {
        _services = services;
        _dialect = dialect;
        _channel = channel;
        _bucket = new TokenBucket(services.Time, services.Limits.MessagesPerSecond, services.Limits.MessageBurst);
        Id = id;
        Outbox = new Outbox(channel, services.Limits, services.Time);
        State = new PlayerSession(this, services);
        GatewayMetrics.Instance.Connected(dialect.Name, +1);
        _hello = dialect.HelloOf(request);
        _defaultRoom = request.DefaultRoom;
        _undecidedFor = _hello is null ? null : dialect.UndecidedFor(request);
        _decided = _undecidedFor is null ? 1 : 0;
        _session = dialect.Open(this, request);
    }

    /// <summary>Never reused, on any gateway.</summary>
    public ConnectionId Id { get; }

    /// <summary>What waits to be sent.</summary>
    public Outbox Outbox { get; }

    /// <summary>The dialect that the client speaks at present.</summary>
    public IDialect Dialect => _dialect;

    /// <summary>The client's side of its present dialect.</summary>
    public IDialectSession Session => _session;

    /// <summary>The client's player; set when the client has been identified, read by the room's view.</summary>
    public PlayerId Player { get; internal set; }

    /// <summary>The zone whose shouts it receives; null while it is in no room.</summary>
    internal ZoneId? Zone { get; set; }

    /// <summary>The session that the actor's turns work on.</summary>
    internal PlayerSession State { get; }

    /// <summary>How rooms are shown to it at present.</summary>
    public IRoomEncoding Encoding => Session.Encoding;

    /// <summary>The identity from the client's connect request; null when it has been taken already, or when the client's first message gives it.</summary>
    internal Hello? TakeHello() => Interlocked.Exchange(ref _hello, null);

    /// <summary>How long the client is sent nothing because it may still speak another dialect; null when its dialect is or has been settled.</summary>
    internal TimeSpan? UndecidedFor => Volatile.Read(ref _decided) == 0 ? _undecidedFor : null;

    /// <summary>Settles an undecided dialect. False: it was never undecided, or somebody else has settled it.</summary>
    internal bool TryDecide() => Interlocked.Exchange(ref _decided, 1) == 0;

    /// <summary>Called once the registry can find it: from now on it receives messages.</summary>
    internal void Begin(GatewayNode node)
    {
        Attach(node);
        if (UndecidedFor is null && TakeHello() is { } hello)
            Start(hello);
    }

    /// <summary>Gives it an actor in that ActorSystem: its first, or the successor of the one that ended with the previous ActorSystem.</summary>
    internal void Attach(GatewayNode node)
    {
        State.Node = node;
        node.Connections.Spawn(this);
    }

    /// <summary>Called on the parent's turn. The requests that arrived meanwhile go to this actor.</summary>
    internal void Attached(IActorRef actor)
    {
        lock (_requestLock)
        {
            // The actor's first message; from then on others send to it as well.
            actor.Tell(this, ActorRefs.NoSender);
            // Inputs that arrived while there was no actor were lost, so none of them will be taken.
            Volatile.Write(ref _inputs, 0);
            _actor = actor;
            for (var waiting = _requests?.Count ?? 0; waiting > 0; waiting--)
                actor.Tell(NextRequest.Instance, ActorRefs.NoSender);
        }
    }

    internal void Tell(object message) => _actor.Tell(message, ActorRefs.NoSender);

    /// <summary>Called on the actor's turn. Puts the answer into the client's outbox, where the trace of the request ends.</summary>
    internal void Answer(Notice answer, CommandSpan trace)
    {
        using (trace.Child("answer"))
            Session.Tell(answer);
        trace.End((answer as Answer)?.Reply);
    }

    internal void Forward(object message, IActorRef? sender) => _actor.Tell(message, sender);

    internal bool TryTakeRequest([NotNullWhen(true)] out object? request)
    {
        lock (_requestLock)
        {
            request = null;
            if (_requests is null || !_requests.TryDequeue(out request))
                return false;
            if (_requests.Count == 0)
                _requests = null;
            return true;
        }
    }

    /// <summary>Called on the actor's turn when it takes an input.</summary>
    internal void InputTaken() => Interlocked.Decrement(ref _inputs);

    /// <summary>The actor has ended. Unless another ActorSystem takes over, the client is disconnected.</summary>
    internal void ActorStopped(IActorRef actor, bool systemEnds)
    {
        Volatile.Write(ref _inputs, 0);
        if (systemEnds)
            return;
        State.ActorStopped(actor);
        while (TryTakeRequest(out var request))
            (request as ClientAsked)?.Trace.Abandon();
    }

    void IChannelEvents.Received(ReadOnlySpan<byte> payload, bool isText)
    {
        GatewayMetrics.Instance.Received(_dialect.Name);
        if (Volatile.Read(ref _closed) != 0)
        {
            GatewayMetrics.Instance.Ignored(_dialect.Name);
            return;
        }
        if (!_bucket.TryTake())
            Refuse(payload, isText, $"Too many messages: at most {_services.Limits.MessagesPerSecond} a second.");
        else if (IsFull)
            Refuse(payload, isText, "Too much at once: what you asked before waits for its answers.");
        else
            Decode(payload, isText);
    }

    private void Decode(ReadOnlySpan<byte> payload, bool isText)
    {
        using var arrival = CommandTrace.Arrive();
        Session.Received(payload, isText);
    }

    void IChannelEvents.Writable() => Outbox.Writable();

    void IChannelEvents.Closed(CloseCode code, string reason)
    {
        Interlocked.Exchange(ref _closed, 1);
        Outbox.Close();
        GatewayMetrics.Instance.Connected(_dialect.Name, -1);
        // Queued even if the queue is full, because the body must not stay in the world.
        Request(new ClientGone(code, reason));
    }

    /// <inheritdoc/>
    public void Start(Hello hello) => Ask(new ClientStarted(WithDefaultRoom(hello)));

    /// <inheritdoc/>
    public void Settle()
    {
        if (TryDecide() && TakeHello() is { } hello)
            Start(hello);
    }

    /// <summary>The listener's room, else the one that content has for clients of this dialect.</summary>
    internal Hello WithDefaultRoom(Hello hello) => hello with { DefaultRoom = _defaultRoom ?? _services.World.EntranceOf(_dialect.Name) };

    /// <inheritdoc/>
    public void Input(Command command)
    {
        // The actor cannot keep up; the next input supersedes this one.
        if (Interlocked.Increment(ref _inputs) > _services.Limits.MailboxCapacity)
        {
            Interlocked.Decrement(ref _inputs);
            GatewayMetrics.Instance.Ignored(_dialect.Name);
            return;
        }
        Tell(new ClientInput(command));
    }

    /// <inheritdoc/>
    public void Ask(Command command, long? id = null) => Ask(new ClientAsked(command, id, CommandTrace.Begin(command, _dialect.Name)));

    /// <inheritdoc/>
    public void AskLine(string line, long? id = null) => Ask(new TypedLine(line), id);

    /// <inheritdoc/>
    public void Send(EncodedMessage message) => Send(message, ofWorld: false);

    /// <inheritdoc/>
    public void Deliver(EncodedMessage message) => Send(message, ofWorld: true);

    private void Send(EncodedMessage message, bool ofWorld)
    {
        if (!Outbox.Enqueue(message, ofWorld))
            Disconnect("outbox_full", "You read too slowly: too much is waiting for you.");
    }

    /// <inheritdoc/>
    public void OnRoomShown(RoomId room) => Tell(new ViewShown(room));

    /// <inheritdoc/>
    public void RoomRedefined(RoomId room) => Tell(new RoomDefinitionChanged(room));

    /// <inheritdoc/>
    public void RoomLost(RoomId room, long epoch) => Tell(new RoomLost(room, epoch));

    /// <inheritdoc/>
    public void Malformed(string why, long? id = null)
    {
        GatewayMetrics.Instance.Malformed(_dialect.Name);
        if (++_malformed > _services.Limits.MalformedBeforeClose)
            Disconnect("malformed", "Too many messages that make no sense.");
        else if (id is not null)
            Ask(new ParseFailed(new Rejected(Codes.BadMessage, why), id));
        else
            QueueNotice(new Problem(Codes.BadMessage, why));
    }

    /// <inheritdoc/>
    public void UpdateEncoding() => Ask(new EncodingChanged());

    /// <inheritdoc/>
    public IDialectSession Become(IDialect dialect, ConnectRequest request)
    {
        GatewayMetrics.Instance.Connected(_dialect.Name, -1);
        GatewayMetrics.Instance.Connected(dialect.Name, +1);
        _dialect = dialect;
        // A client that was held back until now has no identity yet, and sends it itself.
        var session = dialect.Open(this, request with { IsPlayer = !TryDecide() });
        _session = session;
        Ask(new DialectChanged());
        return session;
    }

    /// <summary>When the queue is full, as many resyncs were requested as wait.</summary>
    public void Resync() => TryRequest(new ClientResync());

    /// <inheritdoc/>
    public void Close(CloseCode code, string reason)
    {
        Interlocked.Exchange(ref _closed, 1);
        Outbox.CloseAfterQueue(() => _channel.Close(code, reason));
    }

    /// <summary>Disconnects a client that breaks a limit. Nothing more is queued for it, because it may not be reading.</summary>
    internal void Disconnect(string reason, string text)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        GatewayMetrics.Instance.Disconnected(reason);
        Outbox.Close();
        _channel.Close(CloseCode.PolicyViolation, text);
    }

    /// <summary>Called about once a second. Drops a client that takes nothing.</summary>
    internal void CheckStalled()
    {
        if (Outbox.StalledFor.TotalSeconds < _services.Limits.StalledSeconds)
            return;
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            GatewayMetrics.Instance.Disconnected("stalled");
        Outbox.Close();
        _channel.Abort();
    }

    /// <summary>Drops a message over a limit that has no id and so gets no answer, and reports that at most once a second. May be called from any thread.</summary>
    internal void Drop(string why)
    {
        if (TryDrop() && ShouldReport())
            QueueNotice(new Problem(Codes.RateLimited, why));
    }

    private void Refuse(ReadOnlySpan<byte> payload, bool isText, string why)
    {
        if (TryDrop() && !Session.Refuse(payload, isText, new Rejected(Codes.RateLimited, why)) && ShouldReport())
            QueueNotice(new Problem(Codes.RateLimited, why));
    }

    /// <summary>False: it was one too many, and the client is disconnected.</summary>
    private bool TryDrop()
    {
        GatewayMetrics.Instance.RateLimited(_dialect.Name);
        if (Interlocked.Increment(ref _dropped) <= _services.Limits.DroppedBeforeClose)
            return true;
        Disconnect("rate", "Too many messages.");
        return false;
    }

    private bool ShouldReport()
    {
        var (now, said) = (_services.Time.GetTimestamp(), Interlocked.Read(ref _lastLimitReport));
        return (said == long.MinValue || _services.Time.GetElapsedTime(said, now) >= LimitReportInterval)
            && Interlocked.CompareExchange(ref _lastLimitReport, now, said) == said;
    }

    private bool IsFull
    {
        get
        {
            lock (_requestLock)
                return _requests?.Count >= _services.Limits.MailboxCapacity;
        }
    }

    /// <summary>Only the actor calls the session, one call at a time. A client whose queue is full is being disconnected anyway.</summary>
    private void QueueNotice(Notice notice) => TryRequest(new ClientWarned(notice));

    private void Ask(object request)
    {
        if (TryRequest(request))
            return;
        // It could no longer be answered in order, so nobody waits for its answer.
        GatewayMetrics.Instance.Ignored(_dialect.Name);
        (request as ClientAsked)?.Trace.Abandon();
        Disconnect("mailbox_full", "Too much at once.");
    }

    private bool TryRequest(object request)
    {
        if (IsFull)
            return false;
        Request(request);
        return true;
    }

    private void Request(object request)
    {
        lock (_requestLock)
        {
            (_requests ??= new Queue<object>()).Enqueue(request);
            _actor.Tell(NextRequest.Instance, ActorRefs.NoSender);
        }
    }
}
