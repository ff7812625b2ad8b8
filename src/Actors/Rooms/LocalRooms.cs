using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Actors.World;

namespace Actors.Rooms;

/// <summary>
/// The rooms that are or were active on this node: its tick drives them, its reports show them, and they get the inputs from gateways. There are at most as many as the world has, and
/// the active rooms of instances.
/// </summary>
public sealed class LocalRooms(LiveWorld content, int maxInstances)
{
    private readonly ConcurrentDictionary<RoomId, RoomHandle> _handles = new();
    private readonly RoomList _all = new();

    /// <summary>Commits of rooms that were removed, so that the node's reported number only grows.</summary>
    private long _commitsOfRemoved;

    /// <summary>In which order rooms of this node seal when many have to.</summary>
    internal HandoffTurns Handoffs { get; } = new();

    /// <summary>Every ordinary room that was ever active here, and the active rooms of instances. <see cref="WorldTick"/> iterates over them.</summary>
    internal ReadOnlySpan<RoomHandle> All => _all.All;

    /// <summary>The number of parts in which the rooms take turns through a tick.</summary>
    internal int TickParts => Math.Clamp(All.Length / WorldTick.RoomsPerPart, 1, WorldTick.MaxParts);

    internal bool TryFind(RoomId room, [NotNullWhen(true)] out RoomHandle? handle) => _handles.TryGetValue(room, out handle);

    /// <summary>
    /// Null for an id whose definition or copy does not exist: such ids never take memory. A room of an instance is not added here but by <see cref="Add"/>, because only the store
    /// knows whether it exists.
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

    /// <summary>Adds a room of an instance, once the store is known to have it. Does nothing when it was added before.</summary>
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

    /// <summary>The state of the rooms here. It iterates over all of them, so it is for operators and not for every tick.</summary>
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

    /// <summary>Whether content has the room and allows so many copies of it. Whether an instance exists, only the store knows.</summary>
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
