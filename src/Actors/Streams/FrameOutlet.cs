using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Streams;

/// <summary>
/// What waits for one gateway: the newest frame of each room that it watches here, with the events of the frames that it replaced, up to a bound. A gateway that reads slowly gets
/// fewer states, never older ones, and costs this node one frame per room, however long it is slow.
/// </summary>
internal sealed class FrameOutlet(IActorRef gateway) : IFrameSink
{
    /// <summary>The most events that a frame may carry from those that it replaced. Older ones are dropped. The gateway notices the gap in their numbers, and shows the whole room.</summary>
    internal const int MaxEvents = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<RoomId, (long Epoch, RoomFrame Frame)> _frames = [];
    private readonly Queue<RoomId> _order = new();
    private Action? _arrived;
    private int _claimed;
    private bool _announced;
    private bool _closed;

    public IActorRef Gateway => gateway;

    /// <summary>The stream has ended, and frames that are offered are dropped.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
                return _closed;
        }
    }

    public int Waiting
    {
        get
        {
            lock (_lock)
                return _frames.Count;
        }
    }

    /// <summary>True for exactly one caller, which then opens the stream.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <summary>Call when the stream is open.</summary>
    /// <param name="arrived">Called with the first frame of each batch, on any thread.</param>
    public void Attach(Action arrived)
    {
        lock (_lock)
        {
            _arrived = arrived;
            if (_frames.Count == 0)
                return;
            _announced = true;
        }
        arrived();
    }

    public void Offer(long epoch, RoomFrame frame)
    {
        Action? arrived = null;
        lock (_lock)
        {
            if (_closed)
                return;
            if (_frames.TryGetValue(frame.Room, out var before))
                frame = Supersede(before.Epoch, before.Frame, epoch, frame);
            else
                _order.Enqueue(frame.Room);
            _frames[frame.Room] = (epoch, frame);
            if (!_announced && _arrived is not null)
            {
                _announced = true;
                arrived = _arrived;
            }
        }
        arrived?.Invoke();
    }

    /// <summary>Moves waiting frames to the writer, room by room, until it is full.</summary>
    /// <returns>False: some frames are left.</returns>
    public bool Drain(Func<long, RoomFrame, bool> tryWrite)
    {
        lock (_lock)
        {
            while (_order.TryPeek(out var room))
            {
                var (epoch, frame) = _frames[room];
                if (!tryWrite(epoch, frame))
                    return false;
                _order.Dequeue();
                _frames.Remove(room);
            }
            _announced = false;
            return true;
        }
    }

    /// <summary>Call when the stream has ended: frames are no longer held for it.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _arrived = null;
            _frames.Clear();
            _order.Clear();
        }
    }

    private static RoomFrame Supersede(long epochBefore, RoomFrame before, long epoch, RoomFrame frame)
    {
        StreamMetrics.Instance.Superseded();
        if (before.Events.Length == 0)
            return frame;
        if (epochBefore != epoch)
        {
            // These events belong to an earlier activation of the room.
            StreamMetrics.Instance.EventsDropped(before.Events.Length);
            return frame;
        }
        frame = frame.Superseding(before, MaxEvents, out var dropped);
        StreamMetrics.Instance.EventsDropped(dropped);
        return frame;
    }
}
