using Actors.Cluster;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Transports;
using Actors.Runtime;
using Actors.World;

namespace Actors.Gateway.Views;

public abstract record RoomViewMessage;

internal sealed record Subscribe(IViewSubscriber Subscriber, IRoomEncoding Encoding, long? FromEvent) : RoomViewMessage;

internal sealed record Unsubscribe(IViewSubscriber Subscriber) : RoomViewMessage;

internal sealed record ShowAgain(IViewSubscriber Subscriber) : RoomViewMessage;

internal sealed record FrameArrived(RoomFrame Frame) : RoomViewMessage;

internal sealed record RefreshDue : RoomViewMessage;

internal sealed record RoomIsStill : RoomViewMessage;

internal sealed record NobodyLooks : RoomViewMessage;

internal sealed record StreamBroke : RoomViewMessage;

/// <summary>What a view shows of itself to others on this gateway.</summary>
internal sealed class RoomGlance
{
    /// <summary>The frame that was shown last; null before the first.</summary>
    public volatile RoomFrame? Newest;
}

/// <summary>
/// A room as this gateway sees it. A frame is encoded once for each encoding that somebody here uses, and the same bytes are
/// offered to every outbox: per client a tick costs one send.
/// </summary>
internal sealed class RoomView(RoomId room, RoomDefinition definition, ICluster cluster, GatewayLimits limits, RoomGlance glance)
    : Actor<RoomViewMessage>, IRoomWatcher
{
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
    private static readonly RoomIsStill Still = new();

    private readonly Dictionary<IRoomEncoding, Group> _groups = [];
    private readonly Dictionary<IViewSubscriber, Group> _subscribers = [];
    private readonly EncodedFrame _encoded = new();
    private readonly Queue<(long First, RoomEvent[] Events)> _recent = [];
    private readonly Dictionary<IViewSubscriber, long> _fromEvents = [];
    private readonly EncodedFrame _own = new();
    private IDisposable? _watch;
    private IScheduled? _refresh;
    private int _backlog;

    protected override void Started() => _watch = cluster.Watch(room, this);

    protected override void Stopped() => _watch?.Dispose();

    /// <summary>On the room's own turn: hands the frame over and returns. A view that is too far behind misses frames, which their numbers show.</summary>
    void IRoomWatcher.Frame(RoomFrame frame)
    {
        if (Interlocked.Increment(ref _backlog) <= limits.ViewBacklog && Context.Self.Tell(new FrameArrived(frame)))
            return;
        Interlocked.Decrement(ref _backlog);
        GatewayMetrics.Instance.FrameSkipped();
    }

    /// <summary>Not counted as backlog: there is no more than one for each time that the stream broke, and it must not be lost.</summary>
    void IRoomWatcher.Lost() => Context.Self.Tell(new StreamBroke());

    protected override void Receive(RoomViewMessage message)
    {
        switch (message)
        {
            case FrameArrived arrived:
                Show(arrived.Frame, isNewest: Interlocked.Decrement(ref _backlog) == 0);
                break;
            case RoomIsStill:
                RepeatRefresh();
                Refresh();
                break;
            case RefreshDue:
                Refresh();
                break;
            case Subscribe subscribe:
                Add(subscribe.Subscriber, subscribe.Encoding, subscribe.FromEvent);
                break;
            case Unsubscribe unsubscribe:
                Remove(unsubscribe.Subscriber);
                break;
            case ShowAgain again when _subscribers.TryGetValue(again.Subscriber, out var group):
                ShowWhole(again.Subscriber, group);
                break;
            case StreamBroke:
                // Who is in the room may have to come in anew; who need not is not harmed by it.
                foreach (var subscriber in _subscribers.Keys)
                    subscriber.RoomLost(room);
                break;
            case NobodyLooks:
                Context.Stop();
                break;
        }
    }

    /// <param name="isNewest">False: another waits behind it, and only what happened in this one is told. A gateway that is late sends less, not late.</param>
    private void Show(RoomFrame frame, bool isNewest)
    {
        glance.Newest = frame;
        if (!isNewest)
            GatewayMetrics.Instance.FrameSkipped();
        PutOffRefresh();
        Remember(frame);
        foreach (var (_, group) in _groups)
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
        ShowMissed(Since(from, frame), _subscribers[subscriber].Encoding, definition, subscriber);
        return false;
    }

    private static RoomFrame Since(long from, RoomFrame frame) =>
        frame.FirstEvent >= from ? frame : frame with { FirstEvent = from, Events = frame.Events[(int)(from - frame.FirstEvent)..] };

    /// <summary>Shows one client events that it has not seen, in the room as it is in that frame.</summary>
    public static void ShowMissed(RoomFrame frame, IRoomEncoding encoding, RoomDefinition definition, IViewSubscriber subscriber)
    {
        var encoded = new EncodedFrame();
        encoding.For(frame.Room, definition).Encode(frame, encoded);
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
        _refresh.Dispose();
        _refresh = Context.Schedule(RefreshPeriod * 1.5, Still);
    }

    private void RepeatRefresh()
    {
        _refresh?.Dispose();
        _refresh = Context.ScheduleRepeated(RefreshPeriod, new RefreshDue());
    }

    private void Add(IViewSubscriber subscriber, IRoomEncoding encoding, long? fromEvent)
    {
        if (fromEvent is { } from)
            CatchUp(subscriber, encoding, from);
        if (!_groups.TryGetValue(encoding, out var group))
        {
            _groups[encoding] = group = new Group(encoding, encoding.For(room, definition));
            if (encoding.EveryTick && _refresh is null)
                RepeatRefresh();
        }
        group.Subscribers.Add(subscriber);
        _subscribers[subscriber] = group;
        ShowWhole(subscriber, group);
    }

    /// <summary>This stream may also be ahead.</summary>
    private void CatchUp(IViewSubscriber subscriber, IRoomEncoding encoding, long from)
    {
        _fromEvents[subscriber] = from;
        foreach (var (first, events) in _recent)
        {
            if (first + events.Length > from)
                ShowMissed(Since(from, glance.Newest! with { FirstEvent = first, Events = events }), encoding, definition, subscriber);
        }
    }

    private void ShowWhole(IViewSubscriber subscriber, Group group)
    {
        if (glance.Newest is not { } newest)
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
        subscriber.Introduced(room);
    }

    private static void Deliver(EncodedFrame encoded, IViewSubscriber subscriber, IStateStream? states = null)
    {
        foreach (var happened in encoded.Events)
        {
            if (happened.IsFor(subscriber.Player) && (happened.At is not { } at || states?.Sees(subscriber.Player, at) != false))
                subscriber.Deliver(happened.Message);
        }
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
            _refresh.Dispose();
            _refresh = null;
        }
    }
}
