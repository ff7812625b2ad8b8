using Actors.Rooms;
using Actors.World;

namespace Actors.Bench.Rooms;

/// <summary>Receives the frames of this process's rooms, as a gateway's views do, and does nothing with them.</summary>
internal sealed class Onlooker : IFrameSink
{
    private long _frames;

    public long Frames => Volatile.Read(ref _frames);

    public void Offer(long epoch, RoomFrame frame) => Interlocked.Increment(ref _frames);
}
