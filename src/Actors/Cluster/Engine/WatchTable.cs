using Actors.Rooms;
using Actors.Storage;
using Actors.World;

namespace Actors.Cluster.Engine;

/// <summary>
/// The gateway's side of watching: keeps each watched room attached to its owner of the day. Asking twice does no harm, so whatever is lost is asked for again.
/// </summary>
/// <param name="ask">Asks another node for the room's frames; false when there is no line to it.</param>
/// <param name="stop">Tells another node that its frames are not wanted any more.</param>
internal sealed class WatchTable(string self, Routes routes, Func<RoomHost?> rooms, Func<string, RoomId, bool> ask, Action<string, RoomId> stop)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RoomId, WatchedRoom> _rooms = [];

    public IDisposable Watch(RoomId room, IRoomWatcher watcher)
    {
        lock (_lock)
        {
            if (!_rooms.TryGetValue(room, out var watched))
                _rooms[room] = watched = new WatchedRoom(room, Shards.Of(room));
            watched.Add(watcher);
            // Also when it is attached already: the newcomer needs the whole room.
            Attach(watched);
        }
        return new Watching(this, room, watcher);
    }

    public void Show(string from, long epoch, RoomFrame frame)
    {
        WatchedRoom? watched;
        lock (_lock)
            _rooms.TryGetValue(frame.Room, out watched);
        if (watched is not null)
            watched.Show(from, epoch, frame);
        else
            stop(from, frame.Room);
    }

    /// <summary>The shard has another owner, or none.</summary>
    public void OwnerChanged(int shard)
    {
        lock (_lock)
        {
            foreach (var watched in _rooms.Values)
            {
                if (watched.Shard != shard)
                    continue;
                watched.Detach();
                Attach(watched);
            }
        }
    }

    public void LinkDown(string node)
    {
        lock (_lock)
        {
            foreach (var watched in _rooms.Values)
            {
                if (watched.From == node)
                    watched.Detach();
            }
        }
    }

    /// <summary>Asks again where nothing has come yet.</summary>
    public void Refresh()
    {
        lock (_lock)
        {
            foreach (var watched in _rooms.Values)
            {
                if (watched.From is null || !watched.IsShown)
                    Attach(watched);
            }
        }
    }

    private void Attach(WatchedRoom watched)
    {
        var route = routes.Of(watched.Shard);
        if (route.Node is not { } owner)
            return;
        if (owner != self)
        {
            // Attached before asking: the answer may be quicker than the return.
            watched.Attach(owner, route.Epoch);
            if (!ask(owner, watched.Room))
                watched.Detach();
            return;
        }
        watched.Attach(self, route.Epoch);
        if (rooms()?.Watch(watched.Room, new Local(watched, self, route.Epoch)) is { } local)
            watched.AttachedLocally(local);
        else
            watched.Detach();
    }

    private void Remove(RoomId room, IRoomWatcher watcher)
    {
        lock (_lock)
        {
            if (!_rooms.TryGetValue(room, out var watched))
                return;
            watched.Remove(watcher);
            if (!watched.IsEmpty)
                return;
            _rooms.Remove(room);
            var from = watched.From;
            watched.Detach();
            if (from is not null && from != self)
                stop(from, room);
        }
    }

    private sealed class Local(WatchedRoom watched, string self, long epoch) : IRoomWatcher
    {
        public void Frame(RoomFrame frame) => watched.Show(self, epoch, frame);

        public void Lost() => watched.Detach();
    }

    private sealed class Watching(WatchTable table, RoomId room, IRoomWatcher watcher) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
                table.Remove(room, watcher);
        }
    }
}
