using Actors.Cluster.Links;
using Actors.Rooms;
using Actors.Storage;
using Actors.World;

namespace Actors.Cluster.Engine;

/// <summary>The owner's side of watching: one stream for each room and node that watches it.</summary>
internal sealed class RemoteWatchers(Routes routes, ILinks links)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Node, RoomId Room), IDisposable> _watches = [];

    public void Add(string node, RoomId room, RoomHost rooms)
    {
        var epoch = routes.Of(Shards.Of(room)).Epoch;
        lock (_lock)
        {
            if (_watches.Remove((node, room), out var before))
                before.Dispose();
            if (rooms.Watch(room, new Remote(links, node, epoch)) is { } watch)
                _watches[(node, room)] = watch;
        }
    }

    public void Remove(string node, RoomId room)
    {
        lock (_lock)
        {
            if (_watches.Remove((node, room), out var watch))
                watch.Dispose();
        }
    }

    public void RemoveAll(Func<string, RoomId, bool> which)
    {
        lock (_lock)
        {
            foreach (var (key, watch) in _watches)
            {
                if (!which(key.Node, key.Room))
                    continue;
                _watches.Remove(key);
                watch.Dispose();
            }
        }
    }

    private sealed class Remote(ILinks links, string node, long epoch) : IRoomWatcher
    {
        public void Frame(RoomFrame frame) => links.Send(node, new FrameOf(epoch, frame));

        /// <summary>Who watches from afar learns it from what is said of the shard.</summary>
        public void Lost()
        {
        }
    }
}
