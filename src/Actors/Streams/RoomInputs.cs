using System.Collections.Concurrent;
using Actors.Rooms;
using Actors.World;
using Akka.Actor;

namespace Actors.Streams;

/// <summary>
/// Sends inputs of connections to their rooms. Inputs for a room in this process are sent at once. Inputs for another node are gathered, on the thread that brings them, and sent as
/// one message: a message costs 150 to 300 us at each end, with one input or with five hundred. Movement shows at the room's next tick and not before, so it waits until
/// shortly before that; anything else waits a few milliseconds. Order is kept, because each node has one batch at a time.
/// </summary>
public sealed class RoomInputs
{
    /// <summary>A batch of this many inputs is sent without waiting. An input has some 40 bytes, and a message has at most 128,000.</summary>
    internal const int MaxInBatch = 500;

    /// <summary>A node that restarts has the same address, unless it listens on any free port.</summary>
    private readonly ConcurrentDictionary<Address, Lane> _lanes = new();
    private readonly IActorRef _gateway;
    private readonly INodeLocator _locator;
    private readonly NodeTicks _ticks;
    private readonly TimeSpan _window;
    private readonly TimeSpan _lead;
    private readonly IAdvancedScheduler _scheduler;

    /// <param name="gateway">The endpoint of this gateway.</param>
    /// <param name="window">The longest wait of a batch that has something other than movement in it, or whose node's ticks are not known.</param>
    /// <param name="lead">How long before a tick a batch of movements is sent.</param>
    public RoomInputs(ActorSystem system, IActorRef gateway, NodeTicks ticks, TimeSpan window, TimeSpan lead)
        : this(system, gateway, ticks, window, lead, new AddressLocator(system))
    {
    }

    internal RoomInputs(ActorSystem system, IActorRef gateway, NodeTicks ticks, TimeSpan window, TimeSpan lead, INodeLocator locator) =>
        (_gateway, _ticks, _window, _lead, _locator, _scheduler) = (gateway, ticks, window, lead, locator, system.Scheduler.Advanced);

    /// <param name="room">The actor of the activation, as it has answered.</param>
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
            lane = _lanes.GetOrAdd(address, static (node, inputs) => new Lane(inputs, node), this);
        lane.Add(new RoomInputFor(id, epoch, message));
    }

    private static bool IsForTick(RoomMessage message) => message is ExecuteCommand { CommandId: 0, Command: Move or Face };

    private sealed class Lane(RoomInputs inputs, Address node)
    {
        private readonly IActorRef _endpoint = inputs._locator.EndpointOf(node);
        private readonly Lock _lock = new();
        private List<RoomInputFor> _gathered = [];
        private bool _waitsForTick;

        /// <summary>The number of the flush that is valid. A batch that is full, or has become urgent, does not wait for the flush that was planned for it.</summary>
        private long _flush;

        public void Add(RoomInputFor input)
        {
            var isForTick = IsForTick(input.Message);
            lock (_lock)
            {
                _gathered.Add(input);
                if (_gathered.Count >= MaxInBatch)
                    Flush();
                else if (_gathered.Count == 1 || (_waitsForTick && !isForTick))
                    Plan(isForTick);
            }
        }

        private void Plan(bool isForTick)
        {
            var wait = inputs._ticks.UntilNext(node, inputs._lead) is { } tick && (isForTick || tick < inputs._window) ? tick : inputs._window;
            _waitsForTick = isForTick;
            var flush = ++_flush;
            inputs._scheduler.ScheduleOnce(wait, () =>
            {
                lock (_lock)
                {
                    if (flush == _flush)
                        Flush();
                }
            });
        }

        /// <summary>Called within the lock, so that a batch that is taken first is sent first.</summary>
        private void Flush()
        {
            var batch = _gathered;
            _gathered = new List<RoomInputFor>(batch.Count);
            _flush++;
            StreamMetrics.Instance.BatchSent(batch.Count);
            _endpoint.Tell(new CommandBatch(inputs._gateway, batch), ActorRefs.NoSender);
        }
    }
}
