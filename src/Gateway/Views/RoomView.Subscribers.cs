using Actors.Gateway.Dialects;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Views;

/// <summary>The subscribers, and how each comes and goes without missing an event.</summary>
internal sealed partial class RoomView
{
    private void Add(Subscribe subscribe)
    {
        var (subscriber, encoding, epoch, fromEvent) = subscribe;
        // The subscriber is back before the events that it was owed were shown: it gets them like any other subscriber.
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
        ShowKeyframe(subscriber, group);
    }

    private void ChangeEncoding(IViewSubscriber subscriber, IRoomEncoding encoding)
    {
        var isBehind = _fromEvents.TryGetValue(subscriber, out var from);
        Remove(subscriber);
        Add(subscriber, encoding);
        if (isBehind)
            _fromEvents[subscriber] = from;
    }

    /// <summary>This stream may also be ahead of the subscriber.</summary>
    private void CatchUp(IViewSubscriber subscriber, IRoomEncoding encoding, long from)
    {
        _fromEvents[subscriber] = from;
        foreach (var (first, events) in _recent)
        {
            if (first + events.Length > from)
                ShowMissed(Since(from, _latest.Newest! with { FirstEvent = first, Events = events }), encoding, _definition, subscriber);
        }
    }

    private void ShowKeyframe(IViewSubscriber subscriber, Group group)
    {
        if (_latest.Newest is not { } newest)
            return;
        if (!group.HasFrame)
        {
            _encoded.Clear();
            group.Encoder.Encode(newest with { Events = [], FirstEvent = newest.NextEvent }, _encoded);
            group.HasFrame = true;
        }
        Subscribed(subscriber, group);
        if (group.Encoder.States is { } states)
            subscriber.Outbox.OfferKeyframe(states, subscriber.Player);
        else if (group.Encoder.KeyframeFor(subscriber.Player) is { } state)
            subscriber.Outbox.OfferState(state);
    }

    private void Subscribed(IViewSubscriber subscriber, Group group)
    {
        _own.Clear();
        group.Encoder.OnSubscribed(subscriber.Player, _own);
        Deliver(_own.Events, subscriber);
        subscriber.OnRoomShown(_id);
    }

    private void Leave(Unsubscribe leaving)
    {
        var (subscriber, epoch, untilEvent) = leaving;
        var (encoding, from) = _uninformed.Remove(subscriber, out var known)
            ? known
            : (_subscribers.GetValueOrDefault(subscriber)?.Encoding, _fromEvents.GetValueOrDefault(subscriber));
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
            _owedTimer ??= Context.System.Scheduler.ScheduleTellOnceCancelable(OwedFor, Self, OwedEventsTimedOut.Instance, ActorRefs.NoSender);
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
            group.Encoder.OnUnsubscribed(subscriber.Player, _own);
            Deliver(_own.Events, subscriber);
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
