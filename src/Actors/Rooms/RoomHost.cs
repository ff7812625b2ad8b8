using System.Collections.Concurrent;
using Actors.Cluster;
using Actors.Runtime;
using Actors.World;

namespace Actors.Rooms;

/// <summary>The rooms of this node: makes a room's actor when it is first told something.</summary>
public sealed class RoomHost(IActorRuntime runtime, RoomServices services)
{
    private readonly ConcurrentDictionary<RoomId, RoomHandle> _handles = new();

    /// <summary>Every room that was ever active here; the driver of the ticks goes through them.</summary>
    public IEnumerable<RoomHandle> Handles => _handles.Values;

    internal ConcurrentDictionary<RoomId, RoomHandle> Table => _handles;

    public RoomServices Services => services;

    public void Tell(RoomId room, RoomMessage message)
    {
        if (Find(room) is not { } handle)
        {
            Refuse(room, message, new Rejected(Codes.NoSuchRoom, $"There is no room called {room}."));
            return;
        }
        if (handle.Quarantined)
            Refuse(room, message, new Rejected(Codes.Unavailable, "That place is closed: something is broken there."));
        else if (!handle.Tell(message, Activate))
            Refuse(room, message, new Rejected(Codes.Unavailable, "That place is too busy just now; try again."));
    }

    public IDisposable Watch(RoomId room, IRoomWatcher watcher)
    {
        var handle = Find(room);
        if (handle is null)
            return new Subscription(static () => { });
        handle.AddWatcher(watcher);
        handle.Tell(new WatcherAdded(watcher), Activate);
        return new Subscription(() => handle.RemoveWatcher(watcher));
    }

    /// <summary>
    /// Has all rooms keep what is in memory alone, which is where their players stand: for a node that is about to stop. False when not all
    /// of them had done so in time.
    /// </summary>
    public async Task<bool> KeepAllAsync(TimeSpan patience)
    {
        List<Task> kept = [];
        foreach (var handle in Handles)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (handle.TellIfActive(new KeepAll(done)))
                kept.Add(done.Task);
        }
        try
        {
            await Task.WhenAll(kept).WaitAsync(patience, services.Time.Provider);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
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
        return _handles.GetOrAdd(room, static id => new RoomHandle(id));
    }

    private IActorRef<RoomMessage> Activate(RoomHandle handle)
    {
        var options = new ActorOptions
        {
            MailboxCapacity = services.Options.MailboxCapacity,
            Overflow = MailboxOverflow.Refuse,
            Supervision = SupervisionPolicy.Restart(services.Options.MaxRestarts, TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(100)),
        };
        return runtime.Spawn($"room/{handle.Id}", () => new RoomActor(handle, services), options);
    }

    private void Refuse(RoomId room, RoomMessage message, Rejected why)
    {
        switch (message)
        {
            case JoinRoom join:
                services.Cluster.Tell(join.Connection, new JoinRefused(room, why));
                break;
            case Act { CommandId: not 0 } act:
                services.Cluster.Tell(act.Connection, new Answered(act.CommandId, why));
                break;
            case KeepPlace keep:
                services.Cluster.Tell(keep.From, new PlaceRefused(keep.State.Record.Id, room, why));
                break;
            default:
                // Input is superseded by the next; the rest is asked again by its sender's own timer.
                break;
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
