using Actors.Cluster;
using Actors.Rooms;
using Actors.Rooms.Recording;
using Actors.Runtime;
using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.TestKit;

/// <summary>
/// The rooms of a node in virtual time: real actors, real tick, real rules, a store in memory. Clients are stood in for by the test, which
/// tells rooms what connections would and sees what connections are told. The same seed gives the same run.
/// </summary>
public sealed class SimulatedNode : IGatewayEndpoint, IAsyncDisposable
{
    private readonly Dictionary<(long Connection, string Room), long> _asked = [];
    private readonly List<(long Connection, ConnectionMessage Message)> _told = [];
    private readonly RoomRecordings? _recordings;

    public SimulatedNode(WorldDefinition world, int seed = 1, MemoryWorldStore? store = null, RoomOptions? options = null, TimeSpan commitLatency = default)
    {
        options ??= new RoomOptions();
        _recordings = RoomRecordings.Open(options, world, NullLogger.Instance);
        World = world;
        Runtime = new SimulationRuntime(seed);
        Store = store ?? new MemoryWorldStore();
        Cluster = new LocalCluster("test");
        var commits = new DelayedCommitLog(Store, Runtime.Time, commitLatency);
        var time = new RoomTime(Runtime.Time, Runtime.Time.GetUtcNow(), world.Rules);
        Rooms = new RoomHost(Runtime, new RoomServices(Cluster, world, time, Store, commits, options, _recordings));
        Cluster.Attach(Rooms);
        Cluster.Attach(this);
        Runtime.Spawn<WorldTickMessage>("tick", () => new WorldTick(Rooms), ActorOptions.Default);
    }

    public WorldDefinition World { get; }

    public SimulationRuntime Runtime { get; }

    public MemoryWorldStore Store { get; }

    public LocalCluster Cluster { get; }

    public RoomHost Rooms { get; }

    /// <summary>All that a connection has been told so far, in order.</summary>
    public IReadOnlyList<ConnectionMessage> Told(long connection) => [.. _told.Where(told => told.Connection == connection).Select(static told => told.Message)];

    /// <summary>The only message of its kind that a connection was told last.</summary>
    public T Last<T>(long connection)
        where T : ConnectionMessage => Told(connection).OfType<T>().Last();

    public void Join(long connection, string room, long player, PlayerRecord? fresh = null, bool known = false)
    {
        _asked[(connection, room)] = 0;
        Cluster.Tell(
        new RoomId(room),
        new JoinRoom(
            new PlayerId(player),
            known ? null : fresh ?? new PlayerRecord { Id = new PlayerId(player), Name = $"p{player}", Room = new RoomId(room), Health = World.Rules.PlayerMaxHealth },
            new ConnectionAddress(Cluster.Node, connection),
            Runtime.Time.GetUtcNow(),
            Attempt: 1,
            null));
    }

    public void Ask(long connection, string room, long player, long commandId, Command command)
    {
        var number = commandId == 0 ? 0 : _asked[(connection, room)] = _asked.GetValueOrDefault((connection, room)) + 1;
        Cluster.Tell(new RoomId(room), new Act(new PlayerId(player), new ConnectionAddress(Cluster.Node, connection), 1, number, commandId, command));
    }

    /// <summary>Lets virtual time pass.</summary>
    public void Advance(double seconds) => Runtime.Advance(TimeSpan.FromSeconds(seconds));

    void IGatewayEndpoint.Deliver(long connection, ConnectionMessage message) => _told.Add((connection, message));

    void IGatewayEndpoint.Deliver(WorldMessage message)
    {
    }

    IEnumerable<WorldMessage> IGatewayEndpoint.Present() => [];

    void IGatewayEndpoint.GatewayGone(string node)
    {
    }

    void IGatewayEndpoint.LineLost(string node)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        if (_recordings is not null)
            await _recordings.DisposeAsync();
    }

    /// <summary>Commits one transaction after the other, each after the same time.</summary>
    private sealed class DelayedCommitLog(MemoryWorldStore store, TimeProvider time, TimeSpan latency) : ICommitLog
    {
        public async Task<CommitOutcome> CommitAsync(RoomTransaction transaction)
        {
            if (latency > TimeSpan.Zero)
                await Task.Delay(latency, time);
            return (await store.CommitAsync(new CommitBatch(transaction), CancellationToken.None))[0];
        }
    }
}
