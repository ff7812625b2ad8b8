using System.Collections.Concurrent;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Streams;

/// <summary>
/// Sends inputs of connections to their rooms. Inputs for a room in this process go at once. Inputs for another node are collected for a few milliseconds, on the thread that
/// brings them, and go as one message: a message costs 150 to 300 us at each end, with one input or with fifty. Order is kept, because each node has one batch at a time.
/// </summary>
public sealed class RoomInputs
{
    /// <summary>A batch of so many is sent without waiting: an input has some 40 bytes, and a message at most 128,000.</summary>
    internal const int MaxInBatch = 500;

    private readonly ConcurrentDictionary<Address, Lane> _lanes = new();
    private readonly IActorRef _gateway;
    private readonly INodeLocator _locator;
    private readonly TimeSpan _window;
    private readonly IAdvancedScheduler _scheduler;

    /// <param name="gateway">The endpoint of this gateway.</param>
    /// <param name="window">How long the first input of a batch waits for others; docs/performance.md has the cost of windows.</param>
    public RoomInputs(ActorSystem system, IActorRef gateway, TimeSpan window)
        : this(system, gateway, window, new AddressLocator(system))
    {
    }

    internal RoomInputs(ActorSystem system, IActorRef gateway, TimeSpan window, INodeLocator locator) =>
        (_gateway, _locator, _window, _scheduler) = (gateway, locator, window, system.Scheduler.Advanced);

    /// <param name="room">The activation, as it has answered.</param>
    /// <param name="message">An <see cref="ExecuteCommand"/> or a <see cref="LeaveRoom"/>.</param>
    /// <param name="sender">The connection's actor.</param>
    public void Send(IActorRef room, RoomId id, long epoch, RoomMessage message, IActorRef sender)
    {
        if (_locator.IsHere(room))
        {
            room.Tell(message, sender);
            return;
        }
        var address = _locator.NodeOf(room);
        if (!_lanes.TryGetValue(address, out var lane))
            lane = _lanes.GetOrAdd(address, static (node, inputs) => inputs.Open(node), this);
        lane.Add(new RoomInputFor(id, epoch, message));
    }

    /// <summary>The node is gone for good: one that comes back has another address, or another incarnation.</summary>
    public void Forget(Address node) => _lanes.TryRemove(node, out _);

    private Lane Open(Address node) => new(this, _locator.EndpointOf(node));

    private sealed class Lane(RoomInputs inputs, IActorRef node)
    {
        private readonly Lock _lock = new();
        private List<RoomInputFor> _gathered = [];

        public void Add(RoomInputFor input)
        {
            bool isFirst;
            lock (_lock)
            {
                _gathered.Add(input);
                isFirst = _gathered.Count == 1;
                if (_gathered.Count >= MaxInBatch)
                    Flush();
            }
            if (isFirst)
                inputs.ScheduleFlush(this);
        }

        /// <summary>Within the lock: a batch that is taken first is sent first.</summary>
        public void Flush()
        {
            lock (_lock)
            {
                if (_gathered.Count == 0)
                    return;
                var batch = _gathered;
                _gathered = new List<RoomInputFor>(batch.Count);
                StreamMetrics.Instance.BatchSent(batch.Count);
                node.Tell(new CommandBatch(inputs._gateway, batch), ActorRefs.NoSender);
            }
        }
    }

    private void ScheduleFlush(Lane lane) => _scheduler.ScheduleOnce(_window, lane.Flush);
}
