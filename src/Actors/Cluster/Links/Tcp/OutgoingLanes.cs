using Actors.World;

namespace Actors.Cluster.Links.Tcp;

/// <summary>
/// What waits for one line. Messages keep their order and may not be left out; of a room's frames the newest wins, takes on the events of the one that it
/// supersedes, and goes when no message waits.
/// </summary>
internal sealed class OutgoingLanes(ClusterLinkOptions options)
{
    private readonly Lock _lock = new();
    private readonly Queue<LinkMessage> _messages = new();
    private readonly Dictionary<RoomId, FrameOf> _frames = [];
    private readonly Queue<RoomId> _rooms = new();

    /// <returns>False: too much waits.</returns>
    public bool TryAdd(LinkMessage message)
    {
        lock (_lock)
        {
            if (message is FrameOf frame)
            {
                AddFrame(frame);
                return true;
            }
            if (_messages.Count >= options.QueueLength)
                return false;
            _messages.Enqueue(message);
            return true;
        }
    }

    public LinkMessage? Take()
    {
        lock (_lock)
        {
            if (_messages.TryDequeue(out var message))
                return message;
            return _rooms.TryDequeue(out var room) && _frames.Remove(room, out var frame) ? frame : null;
        }
    }

    private void AddFrame(FrameOf frame)
    {
        var room = frame.Frame.Room;
        if (!_frames.TryGetValue(room, out var before))
        {
            _frames[room] = frame;
            _rooms.Enqueue(room);
            return;
        }
        LinkMetrics.Instance.Superseded();
        if (before.Frame.Events.Length > 0 && before.Epoch == frame.Epoch)
        {
            RoomEvent[] events = [.. before.Frame.Events, .. frame.Frame.Events];
            if (events.Length > options.HeldEvents)
            {
                LinkMetrics.Instance.EventsDropped(events.Length - options.HeldEvents);
                events = events[^options.HeldEvents..];
            }
            frame = frame with { Frame = frame.Frame with { Events = events } };
        }
        _frames[room] = frame;
    }
}
