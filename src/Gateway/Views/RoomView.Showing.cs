using Actors.Gateway.Dialects;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Views;

/// <summary>Delivery of a frame: its events to each subscriber for whom they are new, its state to all.</summary>
internal sealed partial class RoomView
{
    /// <summary>
    /// Whether the frame answers the request for the first subscriber, while another, which also subscribed before there was any frame, needs earlier events. Such a frame
    /// is skipped once: the next one has more, if the room knows it.
    /// </summary>
    private bool IsTooLittle(RoomFrame frame)
    {
        var isFirst = _askedForMore;
        _askedForMore = false;
        return isFirst && frame.FirstEvent > _nextEvent;
    }

    /// <summary>The frame without events that have been shown: a room that is watched again repeats some. Each activation counts by its own clock.</summary>
    private RoomFrame News(long epoch, RoomFrame frame)
    {
        var news = epoch == _shownEpoch && _nextEvent is { } from ? Since(from, frame) : frame;
        (_shownEpoch, _nextEvent) = (epoch, news.NextEvent);
        return news;
    }

    /// <param name="isNewest">False: another frame waits behind it, and only the events of this one are sent. A gateway that lags sends less, not later.</param>
    private void Show(RoomFrame frame, bool isNewest)
    {
        _latest.Newest = frame;
        if (!isNewest)
            GatewayMetrics.Instance.FrameSkipped();
        PutOffRefresh();
        Remember(frame);
        foreach (var (_, group) in _groups)
            Show(frame, group, isNewest);
        Release(_departed.Show(frame, _definition));
    }

    /// <summary>A stale state is not shown, because a newer one is on its way. In a room that has become still meanwhile there is none, and then the stale state is how the room looks.</summary>
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
                Subscribed(subscriber, group);
        }
        var states = group.Encoder.States;
        var state = _encoded.State ?? group.Owed;
        group.Owed = isNewest ? null : state;
        foreach (var subscriber in group.Subscribers)
        {
            if (_encoded.Events.Count > 0 && IsNews(frame, subscriber))
                Deliver(_encoded.Events, subscriber, states);
            Deliver(_encoded.Own, subscriber);
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

    /// <summary>The room itself has sent a reconnecting player what it had missed; this stream may be behind that.</summary>
    private bool IsNews(RoomFrame frame, IViewSubscriber subscriber)
    {
        if (_fromEvents.Count == 0 || !_fromEvents.TryGetValue(subscriber, out var from))
            return true;
        if (frame.NextEvent <= from)
            return false;
        _fromEvents.Remove(subscriber);
        if (frame.FirstEvent >= from)
            return true;
        // A stream that was behind has put several frames' events into one.
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
        Deliver(encoded.Events, subscriber);
    }

    /// <summary>For clients that expect a state at every tick, even when the room is still.</summary>
    private void Refresh()
    {
        foreach (var (_, group) in _groups)
        {
            if (!group.EveryTick || !group.HasFrame || group.Encoder.Refresh() is not { } state)
                continue;
            foreach (var subscriber in group.Subscribers)
                subscriber.Outbox.OfferState(state);
        }
    }

    /// <summary>Waits half a period longer than until the next frame, because frames are not quite regular: while a room moves, no timer of its view fires.</summary>
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

    private static void Deliver(List<EncodedEvent> events, IViewSubscriber subscriber, IStateStream? states = null)
    {
        foreach (var happened in events)
        {
            if (happened.IsFor(subscriber.Player) && (happened.At is not { } at || states?.Sees(subscriber.Player, at) != false))
                subscriber.Deliver(happened.Message);
        }
    }
}
