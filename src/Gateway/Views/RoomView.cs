using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Views;

/// <summary>
/// A room as this gateway sees it. A frame is encoded once for each encoding that somebody here uses, and the same bytes are offered to every outbox: a tick costs one send
/// for each client, in a plain loop.
/// <para>
/// It finds the room through the region, watches the activation that answers, and watches again when that ends. Its subscribers are notified then: they join again as well, each
/// by itself. Frames of an earlier activation are not shown.
/// </para>
/// </summary>
internal sealed partial class RoomView : UntypedActor
{
    private readonly RoomId _id;
    private readonly NodeActors _actors;
    private readonly IActorRef _endpoint;
    private readonly LatestFrame _latest;

    private sealed class Group(IRoomEncoding encoding, IRoomEncoder encoder)
    {
        public IRoomEncoding Encoding { get; } = encoding;

        public IRoomEncoder Encoder { get; } = encoder;

        public bool EveryTick => Encoding.EveryTick;

        public List<IViewSubscriber> Subscribers { get; } = [];

        public bool HasFrame { get; set; }

        /// <summary>The newest state of skipped frames: an encoding that sends only changes does not send it again.</summary>
        public EncodedMessage? Owed { get; set; }
    }

    /// <summary>Frames with events that are kept for players that are just joining: a few seconds of a busy room.</summary>
    private const int RecentFrames = 64;

    private static readonly TimeSpan RefreshPeriod = TimeSpan.FromMilliseconds(50);

    /// <summary>Events are shown with the next tick, unless the store is slow.</summary>
    private static readonly TimeSpan OwedFor = TimeSpan.FromSeconds(2);

    private static readonly RoomIdle Still = new();
    private static readonly RefreshDue Due = new();

    private readonly Dictionary<IRoomEncoding, Group> _groups = [];
    private readonly Dictionary<IViewSubscriber, Group> _subscribers = [];
    private readonly EncodedFrame _encoded = new();
    private readonly Queue<(long First, RoomEvent[] Events)> _recent = [];
    private readonly Dictionary<IViewSubscriber, long> _fromEvents = [];
    private readonly EncodedFrame _own = new();
    private readonly RoomViews _views;
    private readonly DepartedSubscribers _departed = new();
    private RoomDefinition _definition;
    private IActorRef _room = ActorRefs.Nobody;
    private long _epoch;
    private long _shownEpoch;
    private long? _nextEvent;
    private bool _askedForMore;
    private bool _awaitsFrame;
    private RoomRetry _retry;
    private ICancelable? _asking;
    private ICancelable? _refresh;
    private ICancelable? _staleTimer;
    private ICancelable? _owedTimer;

    /// <param name="fromEvent">The number of the first event that it is to show; null: from now on.</param>
    public RoomView(RoomId id, RoomDefinition definition, NodeActors actors, IActorRef endpoint, LatestFrame latest, RoomViews views, long? fromEvent)
    {
        _id = id;
        _definition = definition;
        _actors = actors;
        _endpoint = endpoint;
        _latest = latest;
        _views = views;
        _nextEvent = fromEvent;
    }

    public static Props Props(RoomId id, RoomDefinition definition, NodeActors actors, IActorRef endpoint, LatestFrame latest, RoomViews views, long? fromEvent) =>
        Akka.Actor.Props.Create(() => new RoomView(id, definition, actors, endpoint, latest, views, fromEvent)).WithDispatcher(Dispatch.DispatchConfig.InlineDispatcher);

    protected override void PreStart() => Watch();

    protected override void PostStop()
    {
        _asking?.Cancel();
        _refresh?.Cancel();
        _staleTimer?.Cancel();
        _owedTimer?.Cancel();
        // A room that has not answered yet may have received the previous request.
        if (_room.IsNobody())
            _actors.Rooms.Tell(new RoomEnvelope(_id, new UnwatchRoom(_endpoint)), Self);
        else
            _room.Tell(new UnwatchRoom(_endpoint), Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case FrameArrived arrived:
                var isNewest = _latest.Take(arrived);
                if (arrived.Epoch < _epoch || IsTooLittle(arrived.Frame))
                    break;
                FrameHasCome();
                Show(News(arrived.Epoch, Fitting(arrived.Frame)), isNewest && !arrived.IsStale);
                if (arrived.IsStale)
                    ShowLater();
                break;
            case StaleIsNewest:
                ShowOwed();
                break;
            case RoomIdle:
                RepeatRefresh();
                Refresh();
                break;
            case RefreshDue:
                Refresh();
                break;
            case Subscribe subscribe:
                Add(subscribe);
                break;
            case Unsubscribe unsubscribe:
                Leave(unsubscribe);
                break;
            case OwedEventsTimedOut:
                _owedTimer = null;
                Release(_departed.Expire());
                AwaitOwed();
                break;
            case ChangeEncoding recode when _subscribers.ContainsKey(recode.Subscriber):
                ChangeEncoding(recode.Subscriber, recode.Encoding);
                break;
            case Redefined redefined:
                Redefine(redefined.Definition);
                break;
            case ShowAgain again:
                ShowAgain(again.Subscriber, again.Encoding);
                break;
            case KeyframeRequested again when _subscribers.TryGetValue(again.Subscriber, out var group):
                ShowKeyframe(again.Subscriber, group);
                break;
            case Watching watching:
                WatchingNow(watching, Sender);
                break;
            case Terminated terminated when terminated.ActorRef.Equals(_room):
                Lost(_epoch);
                break;
            case RoomClosed closed when closed.Epoch >= _epoch:
                Lost(closed.Epoch);
                break;
            case StreamEnded ended when ended.Carried(_room):
                Watch();
                break;
            case WatchRetry when _room.IsNobody() || _awaitsFrame:
                Ask();
                break;
            case ViewUnused:
                Context.Stop(Self);
                break;
        }
    }

    /// <summary>Asks the room for its frames, wherever it is; again and again until it answers.</summary>
    private void Watch()
    {
        ForgetRoom();
        // A frame of the activation that has ended may still arrive. It is not the awaited one, and does not end the asking.
        _awaitsFrame = false;
        _retry = default;
        Ask();
    }

    private void Ask()
    {
        _actors.Rooms.Tell(new RoomEnvelope(_id, new WatchRoom(_endpoint, _nextEvent)), Self);
        _asking?.Cancel();
        _asking = Context.System.Scheduler.ScheduleTellOnceCancelable(_retry.Next(), Self, WatchRetry.Instance, Self);
    }

    private void AskForMore(long fromEvent)
    {
        _nextEvent = fromEvent;
        _askedForMore = true;
        Ask();
    }

    private void WatchingNow(Watching watching, IActorRef room)
    {
        if (watching.Epoch < _epoch)
            return;
        // A room sends a frame to a gateway that begins to watch it. If that frame went into a stream that was about to end, the room believes that it has been seen.
        _awaitsFrame = true;
        ForgetRoom();
        _room = room;
        Context.Watch(room);
        if (watching.Epoch == _epoch)
            return;
        _epoch = watching.Epoch;
        Release(_departed.Clear());
        TellLost(_epoch - 1);
    }

    private void FrameHasCome()
    {
        if (!_awaitsFrame)
            return;
        _awaitsFrame = false;
        _asking?.Cancel();
    }

    /// <summary>The activation has ended. Its players join again; players that are already in the next one are not affected.</summary>
    private void Lost(long epoch)
    {
        TellLost(epoch);
        Watch();
    }

    private void TellLost(long epoch)
    {
        foreach (var subscriber in _subscribers.Keys.Concat(_uninformed.Keys))
            subscriber.RoomLost(_id, epoch);
    }

    private void ForgetRoom()
    {
        if (!_room.IsNobody())
            Context.Unwatch(_room);
        _room = ActorRefs.Nobody;
    }
}
