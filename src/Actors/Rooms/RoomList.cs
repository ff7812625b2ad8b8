namespace Actors.Rooms;

/// <summary>Rooms in the order in which they were added, except that the last one takes the place of a removed one. Its owner serializes changes with a lock; readers never wait.</summary>
internal sealed class RoomList
{
    private const int FirstSize = 64;

    private volatile Snapshot _now = new(new RoomHandle[FirstSize], 0);

    /// <summary>The elements from <paramref name="Count"/> on are not in use yet: a list that grows shares the array with earlier snapshots.</summary>
    private sealed record Snapshot(RoomHandle[] Rooms, int Count);

    public ReadOnlySpan<RoomHandle> All => _now is var now ? now.Rooms.AsSpan(0, now.Count) : default;

    public void Add(RoomHandle room)
    {
        var (rooms, count) = _now;
        if (count == rooms.Length)
            Array.Resize(ref rooms, 2 * rooms.Length);
        rooms[count] = room;
        _now = new Snapshot(rooms, count + 1);
    }

    /// <summary>Copies to a new array, because readers may be iterating over the current one. The last room takes the removed one's place.</summary>
    public void Remove(RoomHandle room)
    {
        var (before, count) = _now;
        var at = Array.IndexOf(before, room, 0, count);
        if (at < 0)
            return;
        var rooms = new RoomHandle[Math.Max(FirstSize, count)];
        before.AsSpan(0, count - 1).CopyTo(rooms);
        if (at < count - 1)
            rooms[at] = before[count - 1];
        _now = new Snapshot(rooms, count - 1);
    }
}
