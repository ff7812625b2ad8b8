using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// The rooms that are or were active on this node: what its tick drives, its reports show, and inputs from gateways are given to. As many as the world has, at most, and the
/// rooms of instances that are active.
/// </summary>
public sealed class LocalRooms(LiveWorld content, int maxInstances)
{
    private readonly ConcurrentDictionary<RoomId, RoomHandle> _handles = new();
    private readonly RoomList _all = new();

    /// <summary>Of rooms that are forgotten: what is shown of the node only grows.</summary>
    private long _commitsOfRemoved;

    /// <summary>Every ordinary room that was ever active here, and those of instances that are; the driver of the ticks goes through them.</summary>
    internal ReadOnlySpan<RoomHandle> All => _all.All;

    /// <summary>In so many parts they take turns through a tick.</summary>
    internal int TickParts => Math.Clamp(All.Length / WorldTick.RoomsPerPart, 1, WorldTick.MaxParts);

    internal bool TryFind(RoomId room, [NotNullWhen(true)] out RoomHandle? handle) => _handles.TryGetValue(room, out handle);

    /// <summary>
    /// Null for an id whose definition or copy does not exist: such are never given memory. A room of an instance, of which only the store knows whether it is there, is not added
    /// by this but by <see cref="Add"/>.
    /// </summary>
    internal RoomHandle? GetOrAdd(RoomId room)
    {
        if (_handles.TryGetValue(room, out var known))
            return known;
        if (!Exists(room))
            return null;
        if (room.IsOpened)
            return new RoomHandle(room);
        lock (_all)
        {
            if (_handles.TryGetValue(room, out known))
                return known;
            var handle = _handles[room] = new RoomHandle(room);
            _all.Add(handle);
            return handle;
        }
    }

    /// <summary>The store has this room of an instance. Nothing when it is there already.</summary>
    internal void Add(RoomHandle room)
    {
        lock (_all)
        {
            if (_handles.TryAdd(room.Id, room))
                _all.Add(room);
        }
    }

    /// <summary>The room of an instance has stopped: there may never be another activation here.</summary>
    internal void Remove(RoomHandle room)
    {
        lock (_all)
        {
            if (!_handles.TryRemove(KeyValuePair.Create(room.Id, room)))
                return;
            _all.Remove(room);
            _commitsOfRemoved += room.Stats.Commits;
        }
    }

    /// <summary>How the rooms here are. Goes through all of them: for operators, not for every tick.</summary>
    public NodeReport Report(string node)
    {
        RoomHandle[] active = [.. _handles.Values.Where(static handle => handle.Actor is not null || handle.Quarantined)];
        var shown = active.OrderByDescending(static handle => handle.Stats.Players).ThenBy(static handle => handle.Id.Value, StringComparer.Ordinal).Take(NodeReport.MaxRooms);
        return new NodeReport(node, active.Length, active.Sum(static handle => handle.Stats.Players), active.Sum(static handle => handle.Stats.Disconnected), [.. shown.Select(Report)])
        {
            Content = content.Current.ContentHash,
            Commits = Interlocked.Read(ref _commitsOfRemoved) + _handles.Values.Sum(static handle => handle.Stats.Commits),
        };
    }

    internal long Count(Predicate<RoomHandle> counts)
    {
        var count = 0L;
        foreach (var room in All)
        {
            if (counts(room))
                count++;
        }
        return count;
    }

    /// <summary>Whether content has the room, and as many copies of it. Of an instance only the store knows.</summary>
    internal bool Exists(RoomId room) => Exists(room, content.Current);

    internal bool Exists(RoomId room, WorldDefinition world) =>
        world.CanExist(room) && world.FindRoom(room) is { } definition
        && room == room.WithInstance(room.Instance)
        && (room.Instance == 1 || (definition.Overflow && room.Instance > 1 && room.Instance <= 1 + maxInstances));

    private static RoomReport Report(RoomHandle handle)
    {
        var (p50, p99) = handle.Stats.Lateness();
        return new RoomReport(handle.Id, handle.Epoch, handle.Stats.Players, handle.Stats.Disconnected, handle.Watchers, p50, p99, handle.Stats.Restarts, handle.Quarantined);
    }
}
