using Actors.Cluster;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects;
using Actors.Gateway.Transports;
using Actors.Runtime;
using Actors.World;

namespace Actors.Gateway.Views;

/// <summary>One who sees a room through a view.</summary>
public interface IViewSubscriber
{
    PlayerId Player { get; }

    Outbox Outbox { get; }

    /// <summary>Delivers an event; gives the client up when too much waits for it.</summary>
    void Deliver(EncodedMessage message);

    /// <summary>It has been shown the room: what follows are changes.</summary>
    void Introduced(RoomId room);

    /// <summary>The room's stream has broken, and perhaps the room has lost its memory.</summary>
    void RoomLost(RoomId room);
}

/// <summary>The rooms that somebody on this gateway sees: one view each, for as long as it has subscribers.</summary>
public sealed class RoomViews(ICluster cluster, IActorRuntime runtime, WorldDefinition world, GatewayLimits limits)
{
    private sealed class Entry(IActorRef<RoomViewMessage> view, RoomGlance glance)
    {
        public IActorRef<RoomViewMessage> View { get; } = view;

        public RoomGlance Glance { get; } = glance;

        public int Subscribers { get; set; }
    }

    private readonly Lock _lock = new();
    private readonly Dictionary<RoomId, Entry> _views = [];

    /// <param name="fromEvent">The number of the first event that it is to be shown; null: from now on.</param>
    public void Subscribe(RoomId room, IViewSubscriber subscriber, IRoomEncoding encoding, long? fromEvent = null)
    {
        lock (_lock)
        {
            var entry = Get(room);
            entry.Subscribers++;
            entry.View.Tell(new Subscribe(subscriber, encoding, fromEvent));
        }
    }

    /// <summary>Begins to watch the room, so that who subscribes later can be shown what has happened since. Until it is released.</summary>
    public void Hold(RoomId room)
    {
        lock (_lock)
            Get(room).Subscribers++;
    }

    public void Release(RoomId room)
    {
        lock (_lock)
        {
            if (_views.TryGetValue(room, out var entry))
                Leave(room, entry);
        }
    }

    public void Unsubscribe(RoomId room, IViewSubscriber subscriber)
    {
        lock (_lock)
        {
            if (!_views.TryGetValue(room, out var entry))
                return;
            entry.View.Tell(new Unsubscribe(subscriber));
            Leave(room, entry);
        }
    }

    /// <summary>Shows a subscriber the whole room once more.</summary>
    public void Resync(RoomId room, IViewSubscriber subscriber)
    {
        lock (_lock)
        {
            if (_views.TryGetValue(room, out var entry))
                entry.View.Tell(new ShowAgain(subscriber));
        }
    }

    /// <summary>How a player was last seen in a room by this gateway; null when it was not.</summary>
    public PlayerView? LastSeen(RoomId room, PlayerId player)
    {
        RoomFrame? newest;
        lock (_lock)
            newest = _views.TryGetValue(room, out var entry) ? entry.Glance.Newest : null;
        foreach (var seen in newest?.Players ?? [])
        {
            if (seen.Id == player)
                return seen;
        }
        return null;
    }

    private Entry Get(RoomId room)
    {
        if (!_views.TryGetValue(room, out var entry))
            _views[room] = entry = Spawn(room);
        return entry;
    }

    private void Leave(RoomId room, Entry entry)
    {
        if (--entry.Subscribers > 0)
            return;
        _views.Remove(room);
        entry.View.Tell(new NobodyLooks());
    }

    private Entry Spawn(RoomId room)
    {
        var definition = world.FindRoom(room) ?? throw new ArgumentException($"No content defines {room}.", nameof(room));
        // Subscriptions are as many as there are connections and must not be refused; frames are bounded by the view itself.
        var options = new ActorOptions { MailboxCapacity = (limits.MaxConnections * 4) + limits.ViewBacklog, Overflow = MailboxOverflow.Refuse };
        var glance = new RoomGlance();
        return new Entry(runtime.Spawn($"view/{room}", () => new RoomView(room, definition, cluster, limits, glance), options), glance);
    }
}
