using Actors.World;

namespace Actors.Cluster.Links.Tcp;

/// <summary>
/// What waits for one line. Messages keep their order and may not be left out; they wait as bytes, so that they can be bounded by what they are. Of a room's
/// frames the newest wins, takes on the events of the one that it supersedes, and goes when no message waits.
/// </summary>
internal sealed class OutgoingLanes(ClusterLinkOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RoomId, FrameOf> _frames = [];
    private readonly Queue<RoomId> _rooms = new();
    private LineBuffer _messages = new();
    private int _messagesUnderWay;
    private int _bytesUnderWay;

    /// <summary>What waits or is just being written.</summary>
    public (int Messages, int Bytes, int Frames) Depth
    {
        get
        {
            lock (_lock)
                return (_messages.Messages + _messagesUnderWay, _messages.Length + _bytesUnderWay, _frames.Count);
        }
    }

    /// <param name="message">With its length before it.</param>
    /// <returns>False: too much waits.</returns>
    public bool TryAdd(ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            if (_messages.Messages + _messagesUnderWay >= options.QueueLength || (long)_messages.Length + _bytesUnderWay + message.Length > options.QueueBytes)
                return false;
            _messages.Add(message);
            return true;
        }
    }

    public void Add(FrameOf frame)
    {
        lock (_lock)
        {
            var room = frame.Frame.Room;
            if (_frames.TryGetValue(room, out var before))
                frame = Supersede(before, frame);
            else
                _rooms.Enqueue(room);
            _frames[room] = frame;
        }
    }

    /// <summary>Hands over the messages that wait, for a buffer whose own have been written.</summary>
    public LineBuffer Exchange(LineBuffer written)
    {
        written.Clear();
        lock (_lock)
        {
            var messages = _messages;
            _messages = written;
            (_messagesUnderWay, _bytesUnderWay) = (messages.Messages, messages.Length);
            return messages;
        }
    }

    /// <returns>Null when none waits, or a message does.</returns>
    public FrameOf? TakeFrame()
    {
        lock (_lock)
            return _messages.Length == 0 && _rooms.TryDequeue(out var room) && _frames.Remove(room, out var frame) ? frame : null;
    }

    private FrameOf Supersede(FrameOf before, FrameOf frame)
    {
        LinkMetrics.Instance.Superseded();
        if (before.Frame.Events.Length == 0)
            return frame;
        if (before.Epoch != frame.Epoch)
        {
            // An owner of the past saw them: they are not part of what this one tells.
            LinkMetrics.Instance.EventsDropped(before.Frame.Events.Length);
            return frame;
        }
        RoomEvent[] events = [.. before.Frame.Events, .. frame.Frame.Events];
        if (events.Length > options.HeldEvents)
        {
            LinkMetrics.Instance.EventsDropped(events.Length - options.HeldEvents);
            events = events[^options.HeldEvents..];
        }
        return frame with { Frame = frame.Frame with { Events = events, FirstEvent = frame.Frame.NextEvent - events.Length } };
    }
}
