using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Streams;

/// <summary>
/// What waits for one gateway: the newest frame of each room that it watches here, with the events of the frames that it replaced, up to a bound. A gateway that reads slowly gets
/// fewer states, never older ones, and costs this node one frame per activation of a room, however long it is slow.
/// </summary>
internal sealed class FrameOutlet(IActorRef gateway) : IFrameSink
{
    private sealed class WaitingFrame(long epoch, RoomFrame frame)
    {
        public long Epoch => epoch;

        public RoomFrame Frame { get; set; } = frame;
    }

    /// <summary>The most events that a frame may carry from those that it replaced. Older ones are dropped. The gateway notices the gap in their numbers, and shows the whole room.</summary>
    internal const int MaxEvents = 1024;

    private readonly Lock _lock = new();
    private readonly Queue<WaitingFrame> _waiting = new();
    private readonly Dictionary<RoomId, WaitingFrame> _newest = [];
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
                return _waiting.Count;
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
            if (_waiting.Count == 0)
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
            // The events of an earlier activation are numbered by another clock: its last frame is sent by itself.
            if (_newest.TryGetValue(frame.Room, out var before) && before.Epoch == epoch)
                before.Frame = Supersede(before.Frame, frame);
            else
                _waiting.Enqueue(_newest[frame.Room] = new WaitingFrame(epoch, frame));
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
            while (_waiting.TryPeek(out var next))
            {
                if (!tryWrite(next.Epoch, next.Frame))
                    return false;
                _waiting.Dequeue();
                if (_newest[next.Frame.Room] == next)
                    _newest.Remove(next.Frame.Room);
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
            _waiting.Clear();
            _newest.Clear();
        }
    }

    private static RoomFrame Supersede(RoomFrame before, RoomFrame frame)
    {
        StreamMetrics.Instance.Superseded();
        frame = frame.Superseding(before, MaxEvents, out var dropped);
        StreamMetrics.Instance.EventsDropped(dropped);
        return frame;
    }
}
