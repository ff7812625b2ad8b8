using Actors.Cluster;
using Actors.Runtime;
using Actors.World;

namespace Actors.Rooms;

/// <summary>A room's place on this node: outlives the activations of its actor, and holds what others may look at from outside.</summary>
public sealed class RoomHandle(RoomId id, int shard)
{
    private readonly Lock _lock = new();
    private IActorRef<RoomMessage>? _actor;
    private IActorRef<RoomMessage>? _closing;
    private volatile IRoomWatcher[] _watchers = [];
    private long _nextWork = long.MaxValue;
    private int _tickPending;
    private long _passages;
    private long _epoch = -1;

    public RoomId Id { get; } = id;

    public int Shard { get; } = shard;

    /// <summary>Set when the room has failed too often: it stays closed until the node starts anew.</summary>
    public bool Quarantined { get; internal set; }

    public bool IsActive => Volatile.Read(ref _actor) is not null;

    internal IRoomWatcher[] Watchers => _watchers;

    internal RoomFigures Figures { get; } = new();

    /// <summary>The world tick at which the room wants to be driven next.</summary>
    internal long NextWork
    {
        get => Volatile.Read(ref _nextWork);
        set => Volatile.Write(ref _nextWork, value);
    }

    /// <summary>Who was in the room when it was sealed, for whoever has it next.</summary>
    internal PlayerId[] Guests { get; set; } = [];

    /// <summary>False: an activation before this one has committed under the same epoch, or may have. Under the lock of <see cref="Tell"/>.</summary>
    internal bool IsFirstUnder(long epoch)
    {
        var first = epoch != _epoch;
        _epoch = epoch;
        return first;
    }

    /// <summary>Numbers the passages out of this room for as long as the node runs, whatever happens to its actor.</summary>
    internal long NextPassage() => Interlocked.Increment(ref _passages);

    /// <summary>True for the one caller that may send the next tick: a room that is late gets one tick, not a queue of them.</summary>
    internal bool TryClaimTick() => Interlocked.Exchange(ref _tickPending, 1) == 0;

    internal void TickTaken() => Volatile.Write(ref _tickPending, 0);

    /// <summary>Under the lock, so that nothing can be told to an activation after it has retired.</summary>
    /// <param name="activate">Answers null when the room is not this node's.</param>
    internal TellOutcome Tell(RoomMessage message, Func<RoomHandle, IActorRef<RoomMessage>?> activate)
    {
        lock (_lock)
        {
            _actor ??= activate(this);
            if (_actor is null)
                return TellOutcome.NotOwned;
            return _actor.Tell(message) ? TellOutcome.Told : TellOutcome.Busy;
        }
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
            Rest();
        }
    }

    /// <summary>
    /// Ends the activation, if there is one: after it has kept all that it has and its commits are on disk, or at once. Asked again it can only be
    /// made to hurry. The shard has been closed before, so no other activation follows.
    /// </summary>
    internal void Close(bool atOnce, IActorRuntime runtime, IStopObserver observer)
    {
        IActorRef<RoomMessage>? actor;
        lock (_lock)
        {
            actor = _closing ??= _actor;
            _actor = null;
            Rest();
        }
        if (actor is null)
        {
            observer.OnStopped(StopReason.Requested);
            return;
        }
        ((IWatchable)actor).Subscribe(observer);
        if (atOnce || !actor.Tell(new SealRoom()))
            _ = runtime.StopAsync(actor);
    }

    /// <summary>One instance of the activation's actor has stopped, perhaps to be started again: a tick that it had not taken is taken by nobody.</summary>
    internal void InstanceStopped(IActorRef<RoomMessage> actor)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_actor, actor))
                Rest();
        }
    }

    /// <summary>An activation has ended, of itself or because it failed too often.</summary>
    internal void Ended(IActorRef<RoomMessage> actor)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_closing, actor))
            {
                _closing = null;
                _watchers = [];
            }
            if (!ReferenceEquals(_actor, actor))
                return;
            _actor = null;
            Rest();
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

    private void Rest()
    {
        NextWork = long.MaxValue;
        TickTaken();
    }
}

internal enum TellOutcome
{
    Told,

    /// <summary>Its mailbox is full.</summary>
    Busy,

    /// <summary>The room's shard is not this node's.</summary>
    NotOwned,
}
