using Actors.World;

namespace Actors.Cluster.Engine;

/// <summary>
/// A room that somebody on this node watches, wherever it is. Frames come from one owner at a time; those of an owner of the past are not shown, and
/// a change of owner is told to the watchers before the new one's first frame.
/// </summary>
internal sealed class WatchedRoom(RoomId room, int shard)
{
    private readonly Lock _lock = new();
    private IRoomWatcher[] _watchers = [];
    private IDisposable? _local;

    public RoomId Room { get; } = room;

    public int Shard { get; } = shard;

    /// <summary>Whose frames are awaited; null: nobody's.</summary>
    public string? From { get; private set; }

    public long Epoch { get; private set; } = -1;

    /// <summary>Whether the present owner has shown the room since it was asked.</summary>
    public bool IsShown { get; private set; }

    public bool IsEmpty => _watchers.Length == 0;

    public void Add(IRoomWatcher watcher)
    {
        lock (_lock)
            _watchers = [.. _watchers, watcher];
    }

    public void Remove(IRoomWatcher watcher)
    {
        lock (_lock)
            _watchers = [.. _watchers.Where(other => !ReferenceEquals(other, watcher))];
    }

    /// <summary>From now on this owner's frames count.</summary>
    public void Attach(string node, long epoch)
    {
        IDisposable? before;
        lock (_lock)
        {
            (From, Epoch, IsShown) = (node, epoch, false);
            (before, _local) = (_local, null);
        }
        before?.Dispose();
    }

    /// <summary>When the owner is this node: what ends the watch of its room.</summary>
    public void AttachedLocally(IDisposable local)
    {
        lock (_lock)
            _local = local;
    }

    /// <summary>The stream has broken. True when there was one.</summary>
    public bool Detach()
    {
        IDisposable? local;
        IRoomWatcher[] watchers;
        lock (_lock)
        {
            if (From is null)
                return false;
            From = null;
            (local, _local) = (_local, null);
            watchers = _watchers;
            foreach (var watcher in watchers)
                watcher.Lost();
        }
        local?.Dispose();
        return true;
    }

    public void Show(string from, long epoch, RoomFrame frame)
    {
        lock (_lock)
        {
            if (from != From || epoch != Epoch)
                return;
            IsShown = true;
            foreach (var watcher in _watchers)
                watcher.Frame(frame);
        }
    }
}
