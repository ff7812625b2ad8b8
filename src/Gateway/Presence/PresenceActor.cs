using Actors.PlayerDirectory;
using Actors.Rooms;
using Akka.Actor;

namespace Actors.Gateway.Presence;

/// <summary>
/// This gateway's part in world-wide features. It knows only its own players, and keeps the directory informed of them: a login costs one message to the bucket of the
/// player's name and its answer, whatever the number of gateways; a change of room costs none.
/// <para>
/// The directory is in memory, and messages to it may be lost. So the bucket answers each message with what it has of this gateway. A bucket that stops, does not answer,
/// or has something else than it should is sent all its players of this gateway again. All buckets are checked in turn, each once in <see cref="CheckEvery"/>.
/// </para>
/// <para>
/// Its mailbox has no limit of its own: only what its connections may have unanswered can wait there, and that is limited.
/// </para>
/// </summary>
internal sealed class PresenceActor : UntypedActor, IWithTimers
{
    public const string Name = "presence";

    public static readonly TimeSpan WhisperPatience = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan ListTimeout = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan ListLifetime = TimeSpan.FromSeconds(1);

    /// <summary>How often each bucket is asked what it has.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(32);

    /// <summary>Each look checks one bucket.</summary>
    public static readonly TimeSpan LookEvery = CheckEvery / NameBuckets.Count;

    /// <summary>Whispers that may wait for the directory; further ones are unreachable at once.</summary>
    public const int MaxWhispers = 10_000;

    /// <summary>The players that fit into one message.</summary>
    public const int MaxAnnounced = 500;

    /// <summary>A message that has not been answered for this many looks (2 s) may be lost.</summary>
    private const int LooksUntilLost = 4;

    private sealed record Look
    {
        public static Look Instance { get; } = new();
    }

    private sealed record WhisperOverdue(long Number);

    private sealed record ListTimedOut(long Number);

    private sealed record ListExpired
    {
        public static ListExpired Instance { get; } = new();
    }

    private readonly IActorRef _directory;
    private readonly IActorRef _endpoint;
    private readonly IGatewayBus _bus;
    private readonly LocalPlayers _players;
    private readonly BucketAccount[] _buckets = [.. Enumerable.Range(0, NameBuckets.Count).Select(static _ => new BucketAccount())];
    private readonly Dictionary<long, (long Id, IActorRef Asker)> _whispers = [];
    private readonly PlayerListing _listing = new();
    private readonly List<(long Id, IActorRef Asker)> _listAskers = [];
    private long _lastWhisper;
    private int _nextChecked;
    private int _counted;

    public PresenceActor(IActorRef directory, IActorRef endpoint, IGatewayBus bus, LocalPlayers players)
    {
        _directory = directory;
        _endpoint = endpoint;
        _bus = bus;
        _players = players;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="directory">Takes every <see cref="DirectoryEnvelope"/>.</param>
    /// <param name="endpoint">The gateway's endpoint, which gets what is for its connections.</param>
    public static Props Props(IActorRef directory, IActorRef endpoint, IGatewayBus bus)
    {
        // Outside of the actor, because sessions announce their players once, and a failure here must not lose them.
        var players = new LocalPlayers();
        return Akka.Actor.Props.Create(() => new PresenceActor(directory, endpoint, bus, players)).WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher);
    }

    protected override void PreStart()
    {
        _bus.Begin(Self);
        Timers.StartPeriodicTimer(Look.Instance, Look.Instance, LookEvery);
        foreach (var player in _players.All)
            AccountOf(player.Name).Add(player);
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
        {
            if (_buckets[bucket].Players.Count > 0)
                Announce(bucket, "ended");
        }
        Count();
    }

    /// <summary>Waiting requests are answered here, because nothing else will answer them.</summary>
    protected override void PostStop()
    {
        foreach (var (id, asker) in _whispers.Values)
            asker.Tell(new WhisperOutcome(id, null, IsKnown: false));
        AnswerListAskers();
        PresenceMetrics.Instance.PlayersChanged(-_counted);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ComeIn entered:
                Enter(entered);
                break;
            case GoAway left:
                Leave(left.Player);
                break;
            case SendWhisper whisper:
                Whisper(whisper);
                break;
            case WhisperSent sent:
                Whispered(sent.Id, sent.To, isKnown: true);
                break;
            case WhisperOverdue overdue:
                Whispered(overdue.Number, null, isKnown: false);
                break;
            case TellAll all:
                PresenceMetrics.Instance.Published();
                _bus.Publish(all.Message);
                break;
            case ListPlayers list:
                List(list);
                break;
            case WhoAsked asked:
                if (!Sender.Equals(Self))
                    Sender.Tell(new WhoAnswered(asked.Request, _players.First(PlayerPresence.MaxListed)));
                break;
            case WhoAnswered answered:
                if (_listing.Add(answered))
                    EndListing(isComplete: true);
                break;
            case ListTimedOut over:
                if (_listing.IsUnderWay && _listing.Number == over.Number)
                    EndListing(isComplete: false);
                break;
            case ListExpired:
                _listing.Forget();
                break;
            case BucketIs answer:
                Answered(answer);
                break;
            case Terminated ended:
                BucketEnded(ended.ActorRef);
                break;
            case Look:
                LookAtBuckets();
                break;
            case Akka.Cluster.Tools.PublishSubscribe.SubscribeAck:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Enter(ComeIn entered)
    {
        var player = entered.Player;
        if (!_players.Enter(player, entered.Room, out var before))
            return;
        if (before is not null && NameBuckets.KeyOf(before.Name) != NameBuckets.KeyOf(player.Name))
            Withdraw(before);
        var bucket = BucketOf(player.Name);
        _buckets[bucket].Add(player);
        Send(bucket, new EnterPlayers(_buckets[bucket].Next(announces: false), [player], _endpoint));
        Count();
    }

    private void Leave(PlayerEntry player)
    {
        if (_players.Leave(player.Player, player.Connection, out var left))
            Withdraw(left);
        Count();
    }

    private void Withdraw(PlayerEntry player)
    {
        var bucket = BucketOf(player.Name);
        _buckets[bucket].Remove(player.Name, player);
        Send(bucket, new LeavePlayer(_buckets[bucket].Next(announces: false), player.Name, player.Connection, _endpoint));
    }

    private void Whisper(SendWhisper whisper)
    {
        if (_whispers.Count >= MaxWhispers)
        {
            PresenceMetrics.Instance.Whispered("full");
            whisper.Asker.Tell(new WhisperOutcome(whisper.Id, null, IsKnown: false));
            return;
        }
        var number = ++_lastWhisper;
        _whispers[number] = (whisper.Id, whisper.Asker);
        Timers.StartSingleTimer(number, new WhisperOverdue(number), WhisperPatience);
        Send(BucketOf(whisper.To), new WhisperTo(number, whisper.To, whisper.Message));
    }

    private void Whispered(long number, string? to, bool isKnown)
    {
        if (!_whispers.Remove(number, out var asked))
            return;
        Timers.Cancel(number);
        PresenceMetrics.Instance.Whispered(to is not null ? "sent" : isKnown ? "nobody" : "unreachable");
        asked.Asker.Tell(new WhisperOutcome(asked.Id, to, isKnown));
    }

    private void List(ListPlayers list)
    {
        if (_bus.Others is not (> 0 and var others) || _listing.HasResult)
        {
            list.Asker.Tell(new PlayersListed(list.Id, _listing.With(_players.First(PlayerPresence.MaxListed))));
            return;
        }
        _listAskers.Add((list.Id, list.Asker));
        if (_listing.IsUnderWay)
            return;
        _listing.Begin(others);
        Timers.StartSingleTimer(nameof(ListTimedOut), new ListTimedOut(_listing.Number), ListTimeout);
        _bus.Ask(new WhoAsked(_listing.Number), Self);
    }

    private void EndListing(bool isComplete)
    {
        _listing.End();
        PresenceMetrics.Instance.Listed(isComplete);
        Timers.Cancel(nameof(ListTimedOut));
        Timers.StartSingleTimer(ListExpired.Instance, ListExpired.Instance, ListLifetime);
        AnswerListAskers();
    }

    private void AnswerListAskers()
    {
        if (_listAskers.Count == 0)
            return;
        var players = _listing.With(_players.First(PlayerPresence.MaxListed));
        foreach (var (id, asker) in _listAskers)
            asker.Tell(new PlayersListed(id, players));
        _listAskers.Clear();
    }

    private void Answered(BucketIs answer)
    {
        if (answer.Bucket is < 0 or >= NameBuckets.Count)
            return;
        var account = _buckets[answer.Bucket];
        if (!Sender.Equals(account.Bucket))
        {
            if (account.Bucket is { } before)
                Context.Unwatch(before);
            account.Bucket = Context.Watch(Sender);
        }
        if (account.Answered(answer))
            Announce(answer.Bucket, "differs");
    }

    private void BucketEnded(IActorRef ended)
    {
        var bucket = Array.FindIndex(_buckets, account => ended.Equals(account.Bucket));
        if (bucket < 0)
            return;
        _buckets[bucket].Bucket = null;
        if (_buckets[bucket].Players.Count > 0)
            Announce(bucket, "ended");
    }

    private void LookAtBuckets()
    {
        for (var bucket = 0; bucket < _buckets.Length; bucket++)
        {
            if (_buckets[bucket].IsUnanswered && ++_buckets[bucket].LooksUnanswered >= LooksUntilLost)
                Check(bucket);
        }
        // A bucket in which this gateway has nobody is checked as well, if it has ever had somebody there: the message that a player left may have been lost.
        if (_buckets[_nextChecked] is { LastSent: > 0, IsUnanswered: false })
            Check(_nextChecked);
        _nextChecked = (_nextChecked + 1) % _buckets.Length;
    }

    private void Check(int bucket) => Send(bucket, new BucketCheck(_buckets[bucket].Next(announces: false), _endpoint));

    private void Announce(int bucket, string reason)
    {
        PresenceMetrics.Instance.Announced(reason);
        var account = _buckets[bucket];
        var isFirst = true;
        foreach (var part in account.Players.Chunk(MaxAnnounced).DefaultIfEmpty([]))
        {
            Send(bucket, new AnnouncePlayers(account.Next(announces: true), part, _endpoint, isFirst));
            isFirst = false;
        }
    }

    private void Send(int bucket, DirectoryMessage message) => _directory.Tell(new DirectoryEnvelope(bucket, message), Self);

    private BucketAccount AccountOf(string name) => _buckets[BucketOf(name)];

    private static int BucketOf(string name) => NameBuckets.Of(NameBuckets.KeyOf(name));

    private void Count()
    {
        PresenceMetrics.Instance.PlayersChanged(_players.Count - _counted);
        _counted = _players.Count;
    }
}
