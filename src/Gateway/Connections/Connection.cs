using Actors.Cluster;
using Actors.Gateway.Dialects;
using Actors.Gateway.Transports;
using Actors.Gateway.Views;
using Actors.Runtime;
using Actors.World;

namespace Actors.Gateway.Connections;

/// <summary>
/// One client between its channel and its actor: takes what the channel brings, within the limits, through the dialect to the
/// actor; and what is for the client into the outbox. Everything here may be called from the channel's thread; what must be
/// done one thing at a time is the actor's.
/// </summary>
public sealed class Connection : IChannelEvents, IClient, IViewSubscriber
{
    /// <summary>Who keeps sending too fast has one in many accepted all the time: it would be told with each that is not.</summary>
    private static readonly TimeSpan OverRateSaidEvery = TimeSpan.FromSeconds(1);

    private readonly GatewayServices _services;
    private volatile IDialect _dialect;
    private volatile IDialectSession _session;
    private readonly IClientChannel _channel;
    private readonly IActorRef<ConnectionMessage> _actor;
    private readonly Hello? _hello;
    private TokenBucket _bucket;
    private int _dropped;
    private int _malformed;
    private long? _overRateSaid;
    private int _closed;

    internal Connection(GatewayServices services, IDialect dialect, IClientChannel channel, ConnectRequest request, long id)
    {
        _services = services;
        _dialect = dialect;
        _channel = channel;
        _bucket = new TokenBucket(services.Time, services.Limits.MessagesPerSecond, services.Limits.MessageBurst);
        Address = new ConnectionAddress(services.Cluster.Node, id);
        Outbox = new Outbox(channel, services.Limits, services.Time);
        var options = new ActorOptions { MailboxCapacity = services.Limits.MailboxCapacity, Overflow = MailboxOverflow.Refuse, MaxPendingWork = 4 };
        _actor = services.Runtime.Spawn<ConnectionMessage>($"connection/{id}", () => new ConnectionActor(this, services), options);
        GatewayMetrics.Instance.Connected(dialect.Name, +1);
        _hello = dialect.HelloOf(request);
        _session = dialect.Open(this, request);
    }

    /// <summary>Once it can be found by its number: from now on it is told things.</summary>
    internal void Begin()
    {
        if (_hello is { } hello)
            Start(hello);
    }

    public ConnectionAddress Address { get; }

    public Outbox Outbox { get; }

    public IDialect Dialect => _dialect;

    public IDialectSession Session => _session;

    /// <summary>Whose client this is; set when it is in a room, read by the room's view.</summary>
    public PlayerId Player { get; internal set; }

    /// <summary>The zone in which its shouts are heard; null while it is in no room.</summary>
    internal ZoneId? Zone { get; set; }

    public IRoomEncoding Encoding => Session.Encoding;

    internal bool Tell(ConnectionMessage message) => _actor.Tell(message);

    void IChannelEvents.Received(ReadOnlySpan<byte> payload, bool isText)
    {
        GatewayMetrics.Instance.Received(_dialect.Name);
        if (Volatile.Read(ref _closed) != 0)
        {
            GatewayMetrics.Instance.Ignored(_dialect.Name);
            return;
        }
        if (!_bucket.TryTake())
        {
            OverRate();
            return;
        }
        Session.Received(payload, isText);
    }

    void IChannelEvents.Writable() => Outbox.Writable();

    void IChannelEvents.Closed(CloseCode code, string reason)
    {
        Interlocked.Exchange(ref _closed, 1);
        Outbox.Close();
        GatewayMetrics.Instance.Connected(_dialect.Name, -1);
        // A mailbox full of what the client asked must not keep its body in the world: the actor is stopped then, and leaves all the same.
        if (!_actor.Tell(new ClientGone(code, reason)))
            _ = _services.Runtime.StopAsync(_actor);
    }

    public void Start(Hello hello) => Ask(new ClientStarted(hello));

    public void Input(Command command)
    {
        // A full mailbox drops it: the next input says more.
        if (!_actor.Tell(new ClientInput(command)))
            GatewayMetrics.Instance.Ignored(_dialect.Name);
    }

    public void Ask(Command command, long? id = null) => Ask(new ClientAsked(command, id));

    public void AskLine(string line, long? id = null)
    {
        switch (CommandLine.Parse(line))
        {
            case { Command: { } command }:
                Ask(new ClientAsked(command, id));
                break;
            case { Rejected: { } why }:
                Ask(new ClientMistook(why, id));
                break;
        }
    }

    public void Send(EncodedMessage message) => Send(message, ofWorld: false);

    public void Deliver(EncodedMessage message) => Send(message, ofWorld: true);

    private void Send(EncodedMessage message, bool ofWorld)
    {
        if (!Outbox.Enqueue(message, ofWorld))
            GiveUp("outbox_full", "You read too slowly: too much is waiting for you.");
    }

    public void Introduced(RoomId room) => _actor.Tell(new ClientIntroduced(room));

    public void RoomLost(RoomId room) => _actor.Tell(new RoomLost(room));

    public void Malformed(string why)
    {
        GatewayMetrics.Instance.Malformed(_dialect.Name);
        if (++_malformed > _services.Limits.MalformedBeforeClose)
            GiveUp("malformed", "Too many messages that make no sense.");
        else
            Say(new Problem(Codes.BadMessage, why));
    }

    public void EncodingChanged() => Ask(new ClientRecoded());

    public IDialectSession Become(IDialect dialect, ConnectRequest request)
    {
        GatewayMetrics.Instance.Connected(_dialect.Name, -1);
        GatewayMetrics.Instance.Connected(dialect.Name, +1);
        _dialect = dialect;
        var session = dialect.Open(this, request with { IsPlayer = true });
        _session = session;
        Ask(new ClientBecame());
        return session;
    }

    public void Resync()
    {
        // As many have been asked for already as are waiting.
        if (!_actor.Tell(new ClientResync()))
            GatewayMetrics.Instance.Ignored(_dialect.Name);
    }

    public void Close(CloseCode code, string reason)
    {
        Interlocked.Exchange(ref _closed, 1);
        Outbox.CloseAfterQueue(() => _channel.Close(code, reason));
    }

    /// <summary>Ends a client that breaks a limit. It may not be reading: nothing more is queued for it.</summary>
    internal void GiveUp(string reason, string text)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        GatewayMetrics.Instance.GivenUp(reason);
        Outbox.Close();
        _channel.Close(CloseCode.PolicyViolation, text);
    }

    /// <summary>Called about once a second: drops a client that takes nothing.</summary>
    internal void CheckStalled()
    {
        if (Outbox.StalledFor.TotalSeconds < _services.Limits.StalledSeconds)
            return;
        if (Interlocked.Exchange(ref _closed, 1) == 0)
            GatewayMetrics.Instance.GivenUp("stalled");
        Outbox.Close();
        _channel.Abort();
    }

    private void OverRate()
    {
        GatewayMetrics.Instance.RateLimited(_dialect.Name);
        if (++_dropped > _services.Limits.DroppedBeforeClose)
            GiveUp("rate", "Too many messages.");
        else if (_overRateSaid is not { } said || _services.Time.GetElapsedTime(said) >= OverRateSaidEvery)
        {
            _overRateSaid = _services.Time.GetTimestamp();
            Say(new Problem(Codes.RateLimited, $"Too many messages: at most {_services.Limits.MessagesPerSecond} a second."));
        }
    }

    /// <summary>The session is the actor's to talk to, one call at a time. Whose actor has no room for this has been told of worse.</summary>
    private void Say(Notice notice) => _actor.Tell(new ClientWarned(notice));

    private void Ask(ConnectionMessage message)
    {
        if (_actor.Tell(message))
            return;
        // Nobody could answer it in its turn any more, so it is not one to be waited for.
        GatewayMetrics.Instance.Ignored(_dialect.Name);
        GiveUp("mailbox_full", "Too much at once.");
    }
}
