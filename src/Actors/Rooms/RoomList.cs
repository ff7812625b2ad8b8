namespace Actors.Rooms;

/// <summary>Rooms in the order in which they came. It only grows: one adds at a time, others look meanwhile without waiting.</summary>
internal sealed class RoomList
{
    private const int FirstSize = 64;

    private volatile RoomHandle[] _rooms = new RoomHandle[FirstSize];
    private int _count;

    public ReadOnlySpan<RoomHandle> All
    {
        get
        {
            // The count first: an array that was there before it holds as many.
            var count = Volatile.Read(ref _count);
            return _rooms.AsSpan(0, count);
        }
    }

    public void Add(RoomHandle room)
    {
        var rooms = _rooms;
        if (_count == rooms.Length)
        {
            Array.Resize(ref rooms, 2 * rooms.Length);
            _rooms = rooms;
        }
        rooms[_count] = room;
        Volatile.Write(ref _count, _count + 1);
    }
}
