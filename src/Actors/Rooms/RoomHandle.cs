using Actors.Cluster;
using Actors.Runtime;
using Actors.World;

namespace Actors.Rooms;

/// <summary>A room's place on this node: outlives the activations of its actor, and holds what others may look at from outside.</summary>
public sealed class RoomHandle(RoomId id)
{
    private readonly Lock _lock = new();
    private IActorRef<RoomMessage>? _actor;
    private volatile IRoomWatcher[] _watchers = [];
    private long _nextWork = long.MaxValue;
    private int _tickPending;

    public RoomId Id { get; } = id;

    /// <summary>Set when the room has failed too often: it stays closed until the node starts anew.</summary>
    public bool Quarantined { get; internal set; }

    internal IRoomWatcher[] Watchers => _watchers;

    /// <summary>The world tick at which the room wants to be driven next.</summary>
    internal long NextWork
    {
        get => Volatile.Read(ref _nextWork);
        set => Volatile.Write(ref _nextWork, value);
    }

    /// <summary>True for the one caller that may send the next tick: a room that is late gets one tick, not a queue of them.</summary>
    internal bool TryClaimTick() => Interlocked.Exchange(ref _tickPending, 1) == 0;

    internal void TickTaken() => Volatile.Write(ref _tickPending, 0);

    /// <summary>Under the lock, so that nothing can be told to an activation after it has retired.</summary>
    internal bool Tell(RoomMessage message, Func<RoomHandle, IActorRef<RoomMessage>> activate)
    {
        lock (_lock)
            return (_actor ??= activate(this)).Tell(message);
    }

    /// <summary>False when there is no activation, or it takes no more.</summary>
    internal bool TellIfActive(RoomMessage message)
    {
        lock (_lock)
            return _actor is not null && _actor.Tell(message);
    }

    internal void TellTick(TickDue due)
    {
        lock (_lock)
        {
            if (_actor is null || !_actor.Tell(due))
                TickTaken();
        }
    }

    /// <summary>The present activation gives way: what is told from now on goes to a new one.</summary>
    internal void Retire(IActorRef<RoomMessage> actor)
    {
        lock (_lock)
        {
            if (_actor is not null)
                actor.Tell(new Retired());
            _actor = null;
            NextWork = long.MaxValue;
            TickTaken();
        }
    }

    internal void Forget()
    {
        lock (_lock)
        {
            _actor = null;
            NextWork = long.MaxValue;
            TickTaken();
        }
    }

    internal void AddWatcher(IRoomWatcher watcher)
    {
        lock (_lock)
            _watchers = [.. _watchers, watcher];
    }

    internal void RemoveWatcher(IRoomWatcher watcher)
    {
        lock (_lock)
            _watchers = [.. _watchers.Where(other => !ReferenceEquals(other, watcher))];
    }
}
