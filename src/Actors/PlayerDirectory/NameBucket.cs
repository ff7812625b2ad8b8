using Akka.Actor;

namespace Actors.PlayerDirectory;

/// <summary>
/// The players of the world whose names fall into one bucket, and by which gateway each came in. A sharded entity, or a child of <see cref="BucketsParent"/> on a standalone server.
/// <para>
/// It starts empty, wherever it starts: gateways watch it, and announce their players again when it ends. For a moment after its start it does not know all players of the world, so a
/// whisper that finds nobody then waits for the announcements.
/// </para>
/// </summary>
public sealed class NameBucket : UntypedActor, IWithTimers
{
    /// <summary>For the announcements of gateways that have just learned that the bucket before this one has ended.</summary>
    public static readonly TimeSpan ClusterSettling = TimeSpan.FromSeconds(1);

    /// <summary>Whispers that may wait for announcements: any more find nobody.</summary>
    private const int MaxWaiting = 1000;

    private sealed record Settled
    {
        public static Settled Instance { get; } = new();
    }

    private readonly int _bucket;
    private readonly TimeSpan _settling;
    private readonly NameTable _players = new();
    private readonly HashSet<IActorRef> _gateways = [];
    private Queue<(WhisperTo Whisper, IActorRef Sender)>? _waiting;
    private int _counted;

    /// <summary>A bucket without players.</summary>
    /// <param name="settling">How long after its start it may not know all players yet.</param>
    public NameBucket(int bucket, TimeSpan settling)
    {
        _bucket = bucket;
        _settling = settling;
    }

    /// <summary>Set by Akka when the actor is made.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="settling">How long it takes until the gateways have announced their players; zero where the directory is as old as the gateway.</param>
    public static Props Props(int bucket, TimeSpan settling) => Akka.Actor.Props.Create(() => new NameBucket(bucket, settling)).WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (_settling <= TimeSpan.Zero)
            return;
        _waiting = [];
        Timers.StartSingleTimer(Settled.Instance, Settled.Instance, _settling);
    }

    /// <summary>After a failure it is as empty as a new one, so it must stop: only then do gateways announce their players again.</summary>
    protected override void PostRestart(Exception reason) => Context.Stop(Self);

    /// <inheritdoc/>
    protected override void PostStop() => DirectoryMetrics.Instance.PlayersChanged(-_counted);

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case EnterPlayers entered:
                Watch(entered.Gateway);
                foreach (var player in entered.Players)
                    _players.Enter(player, entered.Gateway);
                Answer(entered.Number, entered.Gateway);
                Retry();
                break;
            case AnnouncePlayers announced:
                Watch(announced.Gateway);
                if (announced.IsFirst)
                    _players.Forget(announced.Gateway);
                foreach (var player in announced.Players)
                    _players.Announce(player, announced.Gateway);
                Answer(announced.Number, announced.Gateway);
                Retry();
                break;
            case LeavePlayer left:
                _players.Leave(left.Name, left.Connection);
                Answer(left.Number, left.Gateway);
                break;
            case BucketCheck check:
                Answer(check.Number, check.Gateway);
                break;
            case WhisperTo whisper:
                Deliver(whisper, Sender);
                break;
            case Settled:
                Settle();
                break;
            case Terminated ended:
                _gateways.Remove(ended.ActorRef);
                _players.Forget(ended.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
        DirectoryMetrics.Instance.PlayersChanged(_players.Count - _counted);
        _counted = _players.Count;
    }

    /// <summary>One for each gateway of the cluster, until it ends.</summary>
    private void Watch(IActorRef gateway)
    {
        if (_gateways.Add(gateway))
            Context.Watch(gateway);
    }

    private void Answer(long number, IActorRef gateway)
    {
        var (count, fingerprint) = _players.Of(gateway);
        Sender.Tell(new BucketIs(_bucket, number, count, fingerprint));
    }

    private void Deliver(WhisperTo whisper, IActorRef sender)
    {
        if (_players.Find(whisper.To) is var (player, gateway))
        {
            gateway.Tell(new WhisperFor(player.Connection, whisper.Message), ActorRefs.NoSender);
            sender.Tell(new WhisperSent(whisper.Id, player.Name));
        }
        else if (_waiting is { Count: < MaxWaiting })
        {
            _waiting.Enqueue((whisper, sender));
        }
        else
        {
            sender.Tell(new WhisperSent(whisper.Id, null));
        }
    }

    private void Retry()
    {
        for (var waiting = _waiting?.Count ?? 0; waiting > 0; waiting--)
        {
            var (whisper, sender) = _waiting!.Dequeue();
            Deliver(whisper, sender);
        }
    }

    private void Settle()
    {
        var waiting = _waiting ?? [];
        _waiting = null;
        foreach (var (whisper, sender) in waiting)
            Deliver(whisper, sender);
    }
}
