using System.Collections.Concurrent;
using Actors.Cluster;
using Actors.Cluster.Links;
using Actors.Runtime;
using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Rooms;

/// <summary>
/// The rooms of this node: makes a room's actor when it is first told something, as long as the room's shard is open here. The engine opens
/// shards that this node has come to own, and closes them.
/// </summary>
public sealed class RoomHost(IActorRuntime runtime, RoomServices services, ILogger? logger = null)
{
    private readonly ConcurrentDictionary<RoomId, RoomHandle> _handles = new();
    private readonly RoomList _all = new();
    private readonly ShardTable _shards = new();

    /// <summary>Told when the store refuses a commit because another node has taken the shard: with the shard and the epoch that is void.</summary>
    public Action<int, long>? Fenced { get; set; }

    /// <summary>Every room that was ever active here; the driver of the ticks goes through them.</summary>
    internal ReadOnlySpan<RoomHandle> All => _all.All;

    public RoomServices Services => services;

    /// <summary>From now on the shard's rooms are this node's.</summary>
    public void Open(int shard, long epoch) => _shards.Open(shard, epoch);

    /// <summary>Tells the shard's rooms, which another node has had, who was in them: they are loaded at once, and shown when those are in again.</summary>
    internal void Expect(IReadOnlyList<RoomGuests> rooms)
    {
        foreach (var (room, players) in rooms)
            Find(room)?.Tell(new GuestsExpected(players), Activate);
    }

    /// <summary>Who was in the shard's rooms when it was closed; asked again, nobody.</summary>
    internal IReadOnlyList<RoomGuests> TakeGuests(int shard)
    {
        List<RoomGuests> guests = [];
        foreach (var handle in _handles.Values.Where(handle => handle.Shard == shard && handle.Guests.Length > 0))
        {
            guests.Add(new RoomGuests(handle.Id, handle.Guests));
            handle.Guests = [];
        }
        return guests;
    }

    public bool IsOpen(int shard) => _shards.IsOpen(shard);

    /// <summary>
    /// Closes a shard: its rooms take nothing more, keep what they have, wait for their commits and stop; their connections are told <see cref="RoomLost"/>.
    /// At once: without keeping anything; said after the other it hurries that one.
    /// </summary>
    /// <param name="closed">Called once all rooms of the shard have stopped, on any thread.</param>
    public void Close(int shard, bool atOnce, Action closed)
    {
        _shards.Close(shard);
        var handles = _handles.Values.Where(handle => handle.Shard == shard).ToArray();
        // One more than there are rooms, so that it cannot come to zero before all have been asked.
        var countdown = new Countdown(handles.Length + 1, closed);
        foreach (var handle in handles)
            handle.Close(atOnce, runtime, countdown.ForOne());
        countdown.One();
    }

    /// <summary>Tells a room of this node.</summary>
    /// <returns>False when the room's shard is not open here.</returns>
    public bool Tell(RoomId room, RoomMessage message)
    {
        if (Find(room) is not { } handle)
        {
            Refuse(room, message, new Rejected(Codes.NoSuchRoom, $"There is no room called {room}."));
            return true;
        }
        if (handle.Quarantined && _shards.IsOpen(handle.Shard))
        {
            Refuse(room, message, new Rejected(Codes.Unavailable, "That place is closed: something is broken there."));
            return true;
        }
        var outcome = handle.Tell(message, Activate);
        if (outcome == TellOutcome.Busy)
            Refuse(room, message, new Rejected(Codes.Unavailable, "That place is too busy just now; try again."));
        return outcome != TellOutcome.NotOwned;
    }

    /// <summary>Streams a room's frames until the answer is disposed, or the room's shard is closed. Null when it is not open here.</summary>
    public IDisposable? Watch(RoomId room, IRoomWatcher watcher)
    {
        var handle = Find(room);
        if (handle is null)
            return new Subscription(static () => { });
        handle.AddWatcher(watcher);
        if (handle.Tell(new WatcherAdded(watcher), Activate) != TellOutcome.NotOwned)
            return new Subscription(() => handle.RemoveWatcher(watcher));
        handle.RemoveWatcher(watcher);
        return null;
    }

    /// <summary>
    /// Closes every shard, as a node does that stops: what is in memory alone, where players stand, is kept. False when not all
    /// rooms had done so in time.
    /// </summary>
    public async Task<bool> CloseAllAsync(TimeSpan patience)
    {
        List<Task> closed = [];
        for (var shard = 0; shard < Shards.Count; shard++)
        {
            if (!IsOpen(shard))
                continue;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Close(shard, atOnce: false, () => done.TrySetResult());
            closed.Add(done.Task);
        }
        try
        {
            await Task.WhenAll(closed).WaitAsync(patience, services.Time.Provider);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>How the rooms here are. Goes through all of them: for operators, not for every tick.</summary>
    public NodeReport Report(string node)
    {
        RoomHandle[] active = [.. _handles.Values.Where(static handle => handle.IsActive || handle.Quarantined)];
        var shown = active.OrderByDescending(static handle => handle.Figures.Players).ThenBy(static handle => handle.Id.Value, StringComparer.Ordinal).Take(NodeReport.MostRooms);
        return new NodeReport(node, active.Length, active.Sum(static handle => handle.Figures.Players), active.Sum(static handle => handle.Figures.Away), [.. shown.Select(Report)]);
    }

    /// <summary>Answers a message that no room will take.</summary>
    internal void Refuse(RoomId room, RoomMessage message, Rejected why)
    {
        switch (message)
        {
            case JoinRoom join:
                services.Cluster.Tell(join.Connection, new JoinRefused(room, why));
                break;
            case Act { CommandId: not 0 } act:
                services.Cluster.Tell(act.Connection, new Answered(act.CommandId, why, act.Attempt));
                break;
            case KeepPlace keep:
                services.Cluster.Tell(keep.From, new PlaceRefused(keep.State.Record.Id, room, why));
                break;
            default:
                // Input is superseded by the next; the rest is asked again by its sender's own timer.
                break;
        }
    }

    /// <summary>An id whose definition and instance exist; others are never given memory.</summary>
    private RoomHandle? Find(RoomId room)
    {
        if (_handles.TryGetValue(room, out var known))
            return known;
        if (services.World.FindRoom(room) is not { } definition
            || room != room.WithInstance(room.Instance)
            || room.Instance < 1
            || (room.Instance > 1 && (!definition.Overflow || room.Instance > 1 + services.Options.MaxInstances)))
        {
            return null;
        }
        lock (_all)
        {
            if (_handles.TryGetValue(room, out known))
                return known;
            var handle = _handles[room] = new RoomHandle(room, Shards.Of(room));
            _all.Add(handle);
            return handle;
        }
    }

    private IActorRef<RoomMessage>? Activate(RoomHandle handle)
    {
        if (!_shards.TryGetEpoch(handle.Shard, out var epoch))
            return null;
        var options = new ActorOptions
        {
            MailboxCapacity = services.Options.MailboxCapacity,
            Overflow = MailboxOverflow.Refuse,
            Supervision = SupervisionPolicy.Restart(services.Options.MaxRestarts, TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(100)),
        };
        var origin = handle.IsFirstUnder(epoch) ? RoomOrigin.Elsewhere : RoomOrigin.Here;
        var actor = runtime.Spawn($"room/{handle.Id}", Make, options);
        ((IWatchable)actor).Subscribe(new Ending(this, handle, actor));
        return actor;

        RoomActor Make()
        {
            if (origin == RoomOrigin.Failure)
                handle.Figures.Restarted();
            var made = new RoomActor(handle, epoch, services, Fenced, origin);
            origin = RoomOrigin.Failure;
            return made;
        }
    }

    private RoomReport Report(RoomHandle handle)
    {
        var (p50, p99) = handle.Figures.Lateness();
        var epoch = _shards.TryGetEpoch(handle.Shard, out var open) ? open : 0;
        return new RoomReport(handle.Id, epoch, handle.Figures.Players, handle.Figures.Away, handle.Watchers.Length, p50, p99, handle.Figures.Restarts, handle.Quarantined);
    }

    private void Ended(RoomHandle handle, IActorRef<RoomMessage> actor, StopReason reason)
    {
        if (reason.Cause == StopCause.Quarantined)
        {
            handle.Quarantined = true;
            logger?.LogError(reason.Failure, "Room {Room} has failed too often and stays closed until the node is started anew", handle.Id);
        }
        handle.Ended(actor);
    }

    private sealed class Ending(RoomHost host, RoomHandle handle, IActorRef<RoomMessage> actor) : IStopObserver
    {
        public void OnStopped(StopReason reason) => host.Ended(handle, actor, reason);
    }

    private sealed class Countdown(int count, Action done)
    {
        private int _left = count;

        public void One()
        {
            if (Interlocked.Decrement(ref _left) == 0)
                done();
        }

        public IStopObserver ForOne() => new Observer(this);

        private sealed class Observer(Countdown countdown) : IStopObserver
        {
            public void OnStopped(StopReason reason) => countdown.One();
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
