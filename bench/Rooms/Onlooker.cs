using Actors.Cluster;
using Actors.World;

namespace Actors.Bench.Rooms;

/// <summary>Takes frames and does nothing with them.</summary>
internal sealed class Onlooker : IRoomWatcher
{
    private long _frames;

    public long Frames => Volatile.Read(ref _frames);

    public void Frame(RoomFrame frame) => Interlocked.Increment(ref _frames);

    public void Lost() => throw new InvalidOperationException("A room has lost its memory.");
}
