using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Views;

/// <summary>
/// A room as this gateway sees it. A frame is encoded once for each encoding that somebody here uses, and the same bytes are
/// offered to every outbox: per client a tick costs one send, by a plain loop.
/// <para>
/// It finds the room through the region, watches the activation that answers, and asks anew when that ends. Its subscribers are told then: they come in anew as well, each
/// by itself. Frames of an activation of the past are not shown.
/// </para>
/// </summary>
internal sealed class RoomView : UntypedActor
{
    private readonly RoomId _id;
    private readonly RoomDefinition _definition;
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

        /// <summary>The newest state of frames that were passed over: an encoding that tells only what is new does not tell it again.</summary>
        public EncodedMessage? Owed { get; set; }
    }

    /// <summary>Frames with events that are kept for who is just coming in: a few seconds of a busy room.</summary>
    private const int RecentFrames = 64;

    private static readonly TimeSpan RefreshPeriod = TimeSpan.FromMilliseconds(50);

    /// <summary>What has happened is shown with the next tick, unless the store is slow.</summary>
    private static readonly TimeSpan OwedFor = TimeSpan.FromSeconds(2);

    private static readonly RoomIsStill Still = new();
    private static readonly RefreshDue Due = new();

    private readonly Dictionary<IRoomEncoding, Group> _groups = [];
    private readonly Dictionary<IViewSubscriber, Group> _subscribers = [];
    private readonly EncodedFrame _encoded = new();
    private readonly Queue<(long First, RoomEvent[] Events)> _recent = [];
    private readonly Dictionary<IViewSubscriber, long> _fromEvents = [];
    private readonly EncodedFrame _own = new();
    private readonly RoomViews _views;
    private readonly DepartedSubscribers _departed;
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
        _departed = new DepartedSubscribers(definition);
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
        // One that has not answered yet may have the request before this.
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
                var isNewest = _latest.Taken();
                if (arrived.Epoch < _epoch || IsTooLittle(arrived.Frame))
                    break;
                FrameHasCome();
                Show(News(arrived.Epoch, arrived.Frame), isNewest && !arrived.IsStale);
                if (arrived.IsStale)
                    ShowLater();
                break;
            case StaleIsNewest:
                ShowOwed();
                break;
            case RoomIsStill:
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
            case OwedForTooLong:
                _owedTimer = null;
                Release(_departed.Expire());
                AwaitOwed();
                break;
            case Recode recode when _subscribers.ContainsKey(recode.Subscriber):
                Recode(recode.Subscriber, recode.Encoding);
                break;
            case ShowAgain again when _subscribers.TryGetValue(again.Subscriber, out var group):
                ShowWhole(again.Subscriber, group);
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
            case AskAgain when _room.IsNobody() || _awaitsFrame:
                Ask();
                break;
            case NobodyLooks:
                Context.Stop(Self);
                break;
        }
    }

    /// <summary>Asks the room for its frames, wherever it is; again and again until it answers.</summary>
    private void Watch()
    {
        ForgetRoom();
        _retry = default;
        Ask();
    }

    private void Ask()
    {
        _actors.Rooms.Tell(new RoomEnvelope(_id, new WatchRoom(_endpoint, _nextEvent)), Self);
        _asking?.Cancel();
        _asking = Context.System.Scheduler.ScheduleTellOnceCancelable(_retry.Next(), Self, AskAgain.Instance, Self);
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
        // A room shows itself to who begins to watch it. If that frame went into a stream that was about to end, the room believes that it has been seen.
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

    /// <summary>The activation has ended. Who is in it comes in anew; who is in the next already is not harmed by it.</summary>
    private void Lost(long epoch)
    {
        TellLost(epoch);
        Watch();
    }

    private void TellLost(long epoch)
    {
        foreach (var subscriber in _subscribers.Keys)
            subscriber.RoomLost(_id, epoch);
    }

    private void ForgetRoom()
    {
        if (!_room.IsNobody())
            Context.Unwatch(_room);
        _room = ActorRefs.Nobody;
    }

    /// <summary>
    /// The answer to what was asked for the first who looked; another, who looked before there was any frame, came in before that one. Passed over once: the next has more, if the
    /// room knows it.
    /// </summary>
    private bool IsTooLittle(RoomFrame frame)
    {
        var isFirst = _askedForMore;
        _askedForMore = false;
        return isFirst && frame.FirstEvent > _nextEvent;
    }

    /// <summary>The frame without what has been shown: a room that is asked anew repeats some of it. Each activation counts by its own clock.</summary>
    private RoomFrame News(long epoch, RoomFrame frame)
    {
        var news = epoch == _shownEpoch && _nextEvent is { } from ? Since(from, frame) : frame;
        (_shownEpoch, _nextEvent) = (epoch, news.NextEvent);
        return news;
    }

    /// <param name="isNewest">False: another waits behind it, and only what happened in this one is told. A gateway that is late sends less, not late.</param>
    private void Show(RoomFrame frame, bool isNewest)
    {
        _latest.Newest = frame;
        if (!isNewest)
            GatewayMetrics.Instance.FrameSkipped();
        PutOffRefresh();
        Remember(frame);
        foreach (var (_, group) in _groups)
            Show(frame, group, isNewest);
        Release(_departed.Show(frame));
    }

    /// <summary>A stale state is not shown, for a newer one is on its way; in a room that has become still meanwhile there is none, and then it is how the room looks.</summary>
    private void ShowLater() =>
        _staleTimer ??= Context.System.Scheduler.ScheduleTellOnceCancelable(RefreshPeriod * 4, Self, StaleIsNewest.Instance, ActorRefs.NoSender);

    private void ShowOwed()
    {
        _staleTimer = null;
        foreach (var (_, group) in _groups)
        {
            if (!group.HasFrame)
                continue;
            var owed = group.Owed;
            group.Owed = null;
            foreach (var subscriber in group.Subscribers)
            {
                if (group.Encoder.States is { } states)
                    subscriber.Outbox.OfferState(states, subscriber.Player);
                else if (owed is not null)
                    subscriber.Outbox.OfferState(owed);
            }
        }
    }

    private void Show(RoomFrame frame, Group group, bool isNewest)
    {
        _encoded.Clear();
        group.Encoder.Encode(frame, _encoded);
        if (!group.HasFrame)
        {
            group.HasFrame = true;
            foreach (var subscriber in group.Subscribers)
                Introduce(subscriber, group);
        }
        var states = group.Encoder.States;
        var state = _encoded.State ?? group.Owed;
        group.Owed = isNewest ? null : state;
        foreach (var subscriber in group.Subscribers)
        {
            if (_encoded.Events.Count > 0 && IsNews(frame, subscriber))
                Deliver(_encoded, subscriber, states);
            if (!isNewest)
                continue;
            if (states is not null)
                subscriber.Outbox.OfferState(states, subscriber.Player);
            else if (state is not null)
                subscriber.Outbox.OfferState(state);
        }
    }

    private void Remember(RoomFrame frame)
    {
        if (frame.Events.Length == 0)
            return;
        if (_recent.Count == RecentFrames)
            _recent.Dequeue();
        _recent.Enqueue((frame.FirstEvent, frame.Events));
    }

    /// <summary>Who came back was told by the room itself what it had missed; this stream may be behind that.</summary>
    private bool IsNews(RoomFrame frame, IViewSubscriber subscriber)
    {
        if (_fromEvents.Count == 0 || !_fromEvents.TryGetValue(subscriber, out var from))
            return true;
        if (frame.NextEvent <= from)
            return false;
        _fromEvents.Remove(subscriber);
        if (frame.FirstEvent >= from)
            return true;
        // A line that was behind has put several frames' events into one.
        ShowMissed(Since(from, frame), _subscribers[subscriber].Encoding, _definition, subscriber);
        return false;
    }

    internal static RoomFrame Since(long from, RoomFrame frame) =>
        frame.FirstEvent >= from ? frame : frame with { FirstEvent = from, Events = frame.Events[(int)Math.Min(from - frame.FirstEvent, frame.Events.Length)..] };

    /// <summary>Shows one client events that it has not seen, in the room as it is in that frame.</summary>
    public static void ShowMissed(RoomFrame frame, IRoomEncoding encoding, RoomDefinition definition, IViewSubscriber subscriber)
    {
        var encoded = new EncodedFrame();
        encoding.EncodeEvents(frame, definition, encoded);
        Deliver(encoded, subscriber);
    }

    /// <summary>For clients that expect a state at every tick, also when the room is still.</summary>
    private void Refresh()
    {
        foreach (var (_, group) in _groups)
        {
            if (!group.EveryTick || !group.HasFrame || group.Encoder.Again() is not { } state)
                continue;
            foreach (var subscriber in group.Subscribers)
                subscriber.Outbox.OfferState(state);
        }
    }

    /// <summary>By half a period more than to the next frame, for frames are not quite regular: while a room moves no timer of its view comes due.</summary>
    private void PutOffRefresh()
    {
        if (_refresh is null)
            return;
        _refresh.Cancel();
        _refresh = Context.System.Scheduler.ScheduleTellOnceCancelable(RefreshPeriod * 1.5, Self, Still, ActorRefs.NoSender);
    }

    private void RepeatRefresh()
    {
        _refresh?.Cancel();
        _refresh = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(RefreshPeriod, RefreshPeriod, Self, Due, ActorRefs.NoSender);
    }

    private void Add(Subscribe subscribe)
    {
        var (subscriber, encoding, epoch, fromEvent) = subscribe;
        // It is back before what it had left was shown: that is news for it as for any other.
        Release(_departed.Remove(subscriber));
        if (fromEvent is { } from)
        {
            CatchUp(subscriber, encoding, from);
            if (_shownEpoch == 0 && from < _nextEvent)
                AskForMore(from);
        }
        Add(subscriber, encoding);
        if (epoch < _epoch)
            subscriber.RoomLost(_id, _epoch - 1);
    }

    private void Add(IViewSubscriber subscriber, IRoomEncoding encoding)
    {
        if (!_groups.TryGetValue(encoding, out var group))
        {
            _groups[encoding] = group = new Group(encoding, encoding.For(_id, _definition));
            if (encoding.EveryTick && _refresh is null)
                RepeatRefresh();
        }
        group.Subscribers.Add(subscriber);
        _subscribers[subscriber] = group;
        ShowWhole(subscriber, group);
    }

    private void Recode(IViewSubscriber subscriber, IRoomEncoding encoding)
    {
        var isBehind = _fromEvents.TryGetValue(subscriber, out var from);
        Remove(subscriber);
        Add(subscriber, encoding);
        if (isBehind)
            _fromEvents[subscriber] = from;
    }

    /// <summary>This stream may also be ahead.</summary>
    private void CatchUp(IViewSubscriber subscriber, IRoomEncoding encoding, long from)
    {
        _fromEvents[subscriber] = from;
        foreach (var (first, events) in _recent)
        {
            if (first + events.Length > from)
                ShowMissed(Since(from, _latest.Newest! with { FirstEvent = first, Events = events }), encoding, _definition, subscriber);
        }
    }

    private void ShowWhole(IViewSubscriber subscriber, Group group)
    {
        if (_latest.Newest is not { } newest)
            return;
        if (!group.HasFrame)
        {
            _encoded.Clear();
            group.Encoder.Encode(newest with { Events = [], FirstEvent = newest.NextEvent }, _encoded);
            group.HasFrame = true;
        }
        Introduce(subscriber, group);
        if (group.Encoder.States is { } states)
            subscriber.Outbox.OfferWhole(states, subscriber.Player);
        else if (group.Encoder.Whole() is { } state)
            subscriber.Outbox.OfferState(state);
    }

    private void Introduce(IViewSubscriber subscriber, Group group)
    {
        _own.Clear();
        group.Encoder.Introduce(subscriber.Player, _own);
        Deliver(_own, subscriber);
        subscriber.Introduced(_id);
    }

    private static void Deliver(EncodedFrame encoded, IViewSubscriber subscriber, IStateStream? states = null)
    {
        foreach (var happened in encoded.Events)
        {
            if (happened.IsFor(subscriber.Player) && (happened.At is not { } at || states?.Sees(subscriber.Player, at) != false))
                subscriber.Deliver(happened.Message);
        }
    }

    private void Leave(Unsubscribe leaving)
    {
        var (subscriber, epoch, untilEvent) = leaving;
        var from = _fromEvents.GetValueOrDefault(subscriber);
        var encoding = _subscribers.GetValueOrDefault(subscriber)?.Encoding;
        Remove(subscriber);
        if (untilEvent is not { } until)
            return;
        if (encoding is null || epoch < _shownEpoch || (epoch == _shownEpoch && _nextEvent >= until))
        {
            Release(1);
            return;
        }
        _departed.Add(subscriber, encoding, from, until);
        AwaitOwed();
    }

    private void AwaitOwed()
    {
        if (_departed.Any)
            _owedTimer ??= Context.System.Scheduler.ScheduleTellOnceCancelable(OwedFor, Self, OwedForTooLong.Instance, ActorRefs.NoSender);
    }

    private void Release(int departed)
    {
        for (; departed > 0; departed--)
            _views.Release(_id);
    }

    private void Remove(IViewSubscriber subscriber)
    {
        if (!_subscribers.Remove(subscriber, out var group))
            return;
        _fromEvents.Remove(subscriber);
        group.Subscribers.Remove(subscriber);
        if (group.HasFrame)
        {
            _own.Clear();
            group.Encoder.Dismiss(subscriber.Player, _own);
            Deliver(_own, subscriber);
        }
        if (group.Subscribers.Count > 0)
            return;
        _groups.Remove(group.Encoding);
        if (_refresh is not null && !_groups.Values.Any(static left => left.EveryTick))
        {
            _refresh.Cancel();
            _refresh = null;
        }
    }
}
