using System.Diagnostics.CodeAnalysis;
using Actors.Channels;
using Actors.Gateway.Dialects;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Gateway.Views;

/// <summary>Somebody who sees a room through a view.</summary>
public interface IViewSubscriber
{
    /// <summary>The player whose events it is shown.</summary>
    PlayerId Player { get; }

    /// <summary>The outbox for what it is shown.</summary>
    Outbox Outbox { get; }

    /// <summary>Delivers an event; disconnects the client when too much waits for it.</summary>
    void Deliver(EncodedMessage message);

    /// <summary>It has been shown the room: what follows are changes.</summary>
    void OnRoomShown(RoomId room);

    /// <summary>The room's activations up to that epoch have ended.</summary>
    void RoomLost(RoomId room, long epoch);

    /// <summary>The room's definition has changed. The subscriber is shown nothing more of the room until its client is notified and <see cref="RoomViews.ShowAgain"/> is called.</summary>
    void RoomRedefined(RoomId room);
}

/// <summary>The rooms that somebody on this gateway sees: one view each, for as long as it has subscribers.</summary>
public sealed class RoomViews(IActorRefFactory factory, NodeActors actors, LiveWorld content, GatewayLimits limits) : IFrameSink
{
    private sealed class Entry(IActorRef view, LatestFrame latest)
    {
        public IActorRef View { get; } = view;

        public LatestFrame Latest { get; } = latest;

        public int Subscribers { get; set; }
    }

    private readonly Lock _lock = new();
    private readonly Dictionary<RoomId, Entry> _views = [];

    private IActorRef _endpoint = ActorRefs.Nobody;

    /// <summary>Sets the gateway's endpoint, to which rooms send their frames. Called before the first subscription.</summary>
    public void Begin(IActorRef endpoint) => _endpoint = endpoint;

    /// <param name="epoch">The activation in which the subscriber is; it is notified when that is not the present one.</param>
    /// <param name="fromEvent">The number of the first event to show it; null: from now on.</param>
    public void Subscribe(RoomId room, IViewSubscriber subscriber, IRoomEncoding encoding, long epoch, long? fromEvent = null)
    {
        lock (_lock)
        {
            if (!_views.TryGetValue(room, out var entry))
                _views[room] = entry = Spawn(room, fromEvent);
            entry.Subscribers++;
            entry.View.Tell(new Subscribe(subscriber, encoding, epoch, fromEvent));
        }
    }

    /// <summary>Shows a subscriber the room in another encoding from now on.</summary>
    public void ChangeEncoding(RoomId room, IViewSubscriber subscriber, IRoomEncoding encoding)
    {
        if (TryGet(room, out var entry))
            entry.View.Tell(new ChangeEncoding(subscriber, encoding));
    }

    /// <summary>Shows a subscriber the room as it is defined now, with all events since it was shown the last.</summary>
    public void ShowAgain(RoomId room, IViewSubscriber subscriber, IRoomEncoding encoding)
    {
        if (TryGet(room, out var entry))
            entry.View.Tell(new ShowAgain(subscriber, encoding));
    }

    /// <summary>The content has been replaced. Views whose rooms look the same go on; the view of a removed room waits for its players to be sent elsewhere.</summary>
    public void ContentChanged(WorldDefinition before, WorldDefinition now)
    {
        (RoomId Room, IActorRef View)[] views;
        lock (_lock)
            views = [.. _views.Select(static view => (view.Key, view.Value.View))];
        foreach (var (room, view) in views)
        {
            if (now.FindRoom(room) is { } definition && !ShownContent.IsSame(before, now, room))
                view.Tell(new Redefined(definition), ActorRefs.NoSender);
        }
    }

    /// <param name="epoch">The activation that it leaves.</param>
    /// <param name="untilEvent">Earlier events of the activation are still shown to it; the view calls <see cref="Release"/> when they have been. Null: none.</param>
    public void Unsubscribe(RoomId room, IViewSubscriber subscriber, long epoch, long? untilEvent = null)
    {
        lock (_lock)
        {
            if (!_views.TryGetValue(room, out var entry))
                return;
            entry.View.Tell(new Unsubscribe(subscriber, epoch, untilEvent));
            if (untilEvent is null)
                Release(room);
        }
    }

    /// <summary>One subscriber less; the view stops with the last one.</summary>
    internal void Release(RoomId room)
    {
        lock (_lock)
        {
            if (!_views.TryGetValue(room, out var entry) || --entry.Subscribers > 0)
                return;
            _views.Remove(room);
            entry.View.Tell(new ViewUnused());
        }
    }

    /// <summary>Shows a subscriber the whole room once more.</summary>
    public void Resync(RoomId room, IViewSubscriber subscriber)
    {
        lock (_lock)
        {
            if (_views.TryGetValue(room, out var entry))
                entry.View.Tell(new KeyframeRequested(subscriber));
        }
    }

    /// <summary>A frame has come, from a room of this process or over a stream. For a view that is far behind it takes the place of the last one that waits, with the events of both.</summary>
    public void Offer(long epoch, RoomFrame frame) => Show(epoch, frame, isStale: false);

    /// <param name="isStale">It is from before this gateway was paused: its events are shown, but not its state.</param>
    public void Show(long epoch, RoomFrame frame, bool isStale)
    {
        if (!TryGet(frame.Room, out var entry))
            return;
        if (entry.Latest.Queue(epoch, frame, isStale, limits.ViewBacklog) is { } arrived)
            entry.View.Tell(arrived, ActorRefs.NoSender);
    }

    /// <summary>The room's activation has closed; its connections join again.</summary>
    public void Closed(RoomClosed closed)
    {
        if (TryGet(closed.Room, out var entry))
            entry.View.Tell(closed, ActorRefs.NoSender);
    }

    /// <summary>The stream of frames from a node has ended: the views of its rooms ask for another.</summary>
    /// <param name="carried">Whether a room is on that node.</param>
    public void StreamEnded(Predicate<IActorRef> carried)
    {
        IActorRef[] views;
        lock (_lock)
            views = [.. _views.Values.Select(static entry => entry.View)];
        foreach (var view in views)
            view.Tell(new StreamEnded(carried), ActorRefs.NoSender);
    }

    /// <summary>How a player was last seen in a room by this gateway; null when it was not.</summary>
    public PlayerView? LastSeen(RoomId room, PlayerId player)
    {
        var newest = TryGet(room, out var entry) ? entry.Latest.Newest : null;
        foreach (var seen in newest?.Players ?? [])
        {
            if (seen.Id == player)
                return seen;
        }
        return null;
    }

    /// <summary>The number of the first event of the room that this gateway has not had; null when it has not seen the room.</summary>
    public long? NextEvent(RoomId room) => TryGet(room, out var entry) ? entry.Latest.Newest?.NextEvent : null;

    private bool TryGet(RoomId room, [NotNullWhen(true)] out Entry? entry)
    {
        lock (_lock)
            return _views.TryGetValue(room, out entry);
    }

    private Entry Spawn(RoomId room, long? fromEvent)
    {
        var definition = content.Current.FindRoom(room) ?? throw new ArgumentException($"No content defines {room}.", nameof(room));
        var latest = new LatestFrame();
        return new Entry(factory.ActorOf(RoomView.Props(room, definition, actors, _endpoint, latest, this, fromEvent)), latest);
    }
}
