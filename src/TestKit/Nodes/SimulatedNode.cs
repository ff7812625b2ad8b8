using Actors.Clustering;
using Actors.Hosting;
using Actors.Reloading;
using Actors.Rooms;
using Actors.Rooms.Recording;
using Actors.Sharding;
using Actors.Storage;
using Actors.Streams;
using Actors.World;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.TestKit;

/// <summary>
/// The rooms of a node in virtual time: real actors, real tick, real rules, a store in memory, wired as in production. The test stands in for the clients: it sends
/// rooms what connections would send, and sees what they would receive. Or it brings a gateway of its own.
/// </summary>
public sealed class SimulatedNode : IAsyncDisposable
{
    /// <summary>The gateway in the ids of the connections that the test stands in for.</summary>
    public const long GatewayNumber = 1;

    private readonly Dictionary<(long Connection, string Room), (long Attempt, long Asked)> _joins = [];
    private readonly Dictionary<long, IActorRef> _connections = [];
    private readonly List<(long Connection, object Message)> _told = [];
    private readonly VirtualTime _virtual = new();
    private readonly NodeContext _context;
    private readonly IGatewayPart? _part;
    private NodeParts _parts = null!;
    private IActorRef _gateway = null!;

    /// <param name="commitLatency">How long each commit takes.</param>
    /// <param name="gateway">Connections of the test's own in place of the simulated ones.</param>
    public SimulatedNode(
        WorldDefinition world,
        MemoryWorldStore? store = null,
        RoomOptions? options = null,
        TimeSpan commitLatency = default,
        IGatewayPart? gateway = null,
        ILoggerFactory? loggers = null)
    {
        options ??= new RoomOptions();
        Store = store ?? new MemoryWorldStore(Time);
        Faults = new FaultyStore(Store, Time, seed: 1) { Delay = TimeSpan.Zero, CommitLatency = commitLatency };
        _context = new NodeContext(
            "test", Guid.NewGuid().ToString("N"), null, IsGateway: true, world, options, new RoomTime(Time, Time.GetUtcNow(), world.Rules), Faults, Faults, Faults, Time,
            loggers ?? NullLoggerFactory.Instance, new ClusterNodes(),
            RoomRecordings.Open(options, world, NullLogger.Instance));
        _part = gateway;
        BeginSystem();
    }

    /// <summary>The content of the rooms.</summary>
    public WorldDefinition World => _context.World;

    /// <summary>The present one.</summary>
    public ActorSystem System { get; private set; } = null!;

    /// <summary>The clock of the node and of its store; <see cref="Advance"/> moves it.</summary>
    public ManualTimeProvider Time => _virtual.Time;

    /// <summary>The disk, so to speak: it outlives <see cref="EndSystem"/>, and another node may be made with it.</summary>
    public MemoryWorldStore Store { get; }

    /// <summary>The node's link to the store.</summary>
    public FaultyStore Faults { get; }

    /// <summary>Takes every <see cref="RoomEnvelope"/>.</summary>
    public IActorRef Rooms => _parts.Actors.Rooms;

    /// <summary>The gateway's endpoint, as rooms know it, of the connections that the test stands in for.</summary>
    public IActorRef Gateway => _gateway;

    /// <summary>What the node is made from; for a gateway of the test's own.</summary>
    public NodeContext Context => _context;

    /// <summary>All that a connection has been sent so far, in order.</summary>
    public IReadOnlyList<object> Told(long connection) => [.. _told.Where(told => told.Connection == connection).Select(static told => told.Message)];

    /// <summary>The newest message of its kind that a connection was sent.</summary>
    public T Last<T>(long connection) => Told(connection).OfType<T>().Last();

    /// <param name="attempt">Which of the connection's joins it is; command numbers restart with each.</param>
    /// <param name="since">When the connection was made, by its gateway's clock; null: now.</param>
    /// <param name="transfer">The transfer by which another room has announced the player; null: none.</param>
    public void Join(
        long connection, string room, long player, PlayerRecord? fresh = null, bool known = false, long attempt = 1, DateTimeOffset? since = null, TransferId? transfer = null)
    {
        _joins[(connection, room)] = (attempt, 0);
        var record = fresh ?? new PlayerRecord { Id = new PlayerId(player), Name = $"p{player}", Room = new RoomId(room), Health = World.Rules.PlayerMaxHealth };
        Send(connection, room, new JoinRoom(new PlayerId(player), known ? null : record, IdOf(connection), _gateway, since ?? Time.GetUtcNow(), attempt, null, transfer));
    }

    /// <summary>Sends a command under the connection's last join there.</summary>
    public void Ask(long connection, string room, long player, long commandId, Command command)
    {
        var (attempt, asked) = _joins.TryGetValue((connection, room), out var join) ? join : (1, 0);
        if (commandId != 0)
            _joins[(connection, room)] = (attempt, ++asked);
        Send(connection, room, new ExecuteCommand(new PlayerId(player), IdOf(connection), attempt, commandId == 0 ? 0 : asked, commandId, command));
    }

    /// <summary>The connection ends its stay in the room.</summary>
    /// <param name="cutOff">Whether the client has vanished without leaving: its body then waits for it, for <see cref="RoomOptions.GraceSeconds"/>.</param>
    public void Leave(long connection, string room, long player, bool cutOff = false) => Send(connection, room, new LeaveRoom(new PlayerId(player), IdOf(connection), cutOff));

    /// <summary>Anything that a connection may send to a room.</summary>
    public void Send(long connection, string room, RoomMessage message) =>
        _parts.Actors.Rooms.Tell(new RoomEnvelope(new RoomId(room), message), ActorOf(connection));

    /// <summary>The id of a connection that the test stands in for.</summary>
    public static ConnectionId IdOf(long connection) => new(GatewayNumber, connection);

    /// <summary>Collects a room's frames from now on.</summary>
    /// <param name="fromEvent">The number of the first past event to include; null: none.</param>
    public FrameLog Watch(string room, long? fromEvent = null)
    {
        // A local sink is the gateway's own, of which there is one: this one is known by its actor.
        var viewer = System.ActorOf(Props.Create(() => new ViewStandIn()));
        var log = new FrameLog(Time, viewer);
        _parts.Sinks.Divert(viewer, log);
        _parts.Actors.Rooms.Tell(new RoomEnvelope(new RoomId(room), new WatchRoom(viewer, fromEvent)), viewer);
        return log;
    }

    /// <summary>The actor of a room's present activation; null when it is not active.</summary>
    public IActorRef? ActivationOf(string room) => _parts.LocalRooms.TryFind(new RoomId(room), out var handle) ? handle.Actor : null;

    /// <summary>Makes a room's present activation persist all that it has and stop; messages for the room wait for its next one meanwhile.</summary>
    public void Seal(string room) => _parts.Actors.Rooms.Tell(new Passivate(SealRoom.Instance), ActivationOf(room) ?? throw new InvalidOperationException($"{room} is not active."));

    /// <summary>Switches the node to other content while its rooms are in use, as a reload of valid content does.</summary>
    public void Reload(WorldDefinition next)
    {
        ContentSwap.Begin(_context.Content, next, _parts.LocalRooms, _parts.ShowContent, ActorRefs.Nobody);
        _virtual.RunUntilIdle();
    }

    internal LocalRooms LocalRooms => _parts.LocalRooms;

    /// <summary>How the rooms are, as operators see it.</summary>
    public NodeReport Report() => _parts.LocalRooms.Report(_context.Name);

    /// <summary>Lets virtual time pass.</summary>
    public void Advance(double seconds) => _virtual.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Ends all rooms as a stopping node does; completes, in virtual time, when each has saved its state.</summary>
    public Task StopRoomsAsync()
    {
        var stopped = new TaskCompletionSource();
        System.ActorOf(Props.Create(() => new StopWatcher(_parts.Actors.Rooms, stopped)));
        _parts.Actors.Rooms.Tell(RoomsParent.StopAll.Instance);
        return stopped.Task;
    }

    /// <summary>
    /// Terminates the ActorSystem, as the cluster does with that of a node that it has downed. What outlives an ActorSystem stays, such as the connections of a
    /// gateway's part.
    /// </summary>
    public void EndSystem() => _virtual.Complete(() => CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ClusterDowningReason.Instance));

    /// <summary>Creates another ActorSystem, after <see cref="EndSystem"/>.</summary>
    public void BeginSystem()
    {
        var parts = _parts = new NodeParts(_context);
        System = _virtual.Complete(() => NodeSystem.StartAsync(_context, parts, _part, (akka, _) => akka.AddHocon(_virtual.Config, HoconAddMode.Prepend), CancellationToken.None));
        _connections.Clear();
        _gateway = System.ActorOf(Props.Create(() => new GatewayStandIn(this)));
        _virtual.RunUntilIdle();
    }

    /// <summary>Stops the rooms, for which it lets a minute of virtual time pass.</summary>
    public async ValueTask DisposeAsync()
    {
        var stopped = System.WhenTerminated.IsCompleted ? Task.CompletedTask : StopRoomsAsync();
        _virtual.Advance(TimeSpan.FromSeconds(60));
        if (_context.Recordings is { } recordings && stopped.IsCompleted)
            await recordings.DisposeAsync();
        _virtual.Dispose();
    }

    private IActorRef ActorOf(long connection)
    {
        if (!_connections.TryGetValue(connection, out var actor))
            _connections[connection] = actor = System.ActorOf(Props.Create(() => new ConnectionStandIn(this, connection)));
        return actor;
    }

    private void Tell(long connection, object message) => _told.Add((connection, message));

    private sealed class ConnectionStandIn(SimulatedNode node, long connection) : UntypedActor
    {
        protected override void OnReceive(object message) => node.Tell(connection, message);
    }

    private sealed class ViewStandIn : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            // The frames show that it is watching.
        }
    }

    /// <summary>Passes on what concerns a connection, as a gateway's endpoint does.</summary>
    private sealed class GatewayStandIn(SimulatedNode node) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is CommandRefused refused)
                node.Tell(refused.Connection.Number, refused);
            else if (message is RoomClosed closed)
                node._connections.Keys.ToList().ForEach(connection => node.Tell(connection, closed));
        }
    }

    private sealed class StopWatcher : UntypedActor
    {
        private readonly TaskCompletionSource _stopped;

        public StopWatcher(IActorRef rooms, TaskCompletionSource stopped)
        {
            _stopped = stopped;
            Context.Watch(rooms);
        }

        protected override void OnReceive(object message)
        {
            if (message is Terminated)
                _stopped.TrySetResult();
        }
    }
}

/// <summary>The frames of one room, each with its time.</summary>
public sealed class FrameLog(TimeProvider time, IActorRef watcher) : IFrameSink
{
    private readonly List<(DateTimeOffset At, long Epoch, RoomFrame Frame)> _all = [];

    /// <summary>All frames since the watch began, or since <see cref="Clear"/>.</summary>
    public IReadOnlyList<RoomFrame> Frames => [.. _all.Select(static shown => shown.Frame)];

    /// <summary>The same, with the virtual time at which each came and the epoch of the activation that it is of.</summary>
    public IReadOnlyList<(DateTimeOffset At, long Epoch, RoomFrame Frame)> Shown => _all;

    /// <summary>Who watches, as the room knows it: the gateway, and its view of the room.</summary>
    public IActorRef Watcher => watcher;

    /// <summary>Forgets the frames so far.</summary>
    public void Clear() => _all.Clear();

    void IFrameSink.Offer(long epoch, RoomFrame frame) => _all.Add((time.GetUtcNow(), epoch, frame));
}
