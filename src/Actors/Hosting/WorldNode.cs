using Actors.Cluster;
using Actors.Cluster.Engine;
using Actors.Cluster.Links.Tcp;
using Actors.Rooms;
using Actors.Rooms.Recording;
using Actors.Runtime;
using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>
/// What every node is made of, whether it serves clients or not: store, commits, actors, engine, and rooms with their tick. Without a cluster it
/// owns every shard; in one it owns what the nodes agree on.
/// </summary>
public sealed class WorldNode : IAsyncDisposable
{
    private static readonly TimeSpan KeepPatience = TimeSpan.FromSeconds(10);

    private readonly SqlWorldStore _store;
    private readonly GroupCommitter _commits;
    private readonly ThreadPoolRuntime _runtime;
    private readonly ILogger _logger;
    private ClusterNode? _engine;
    private RoomRecordings? _recordings;
    private bool _rehearses;
    private bool _disposed;

    private WorldNode(SqlWorldStore store, ThreadPoolRuntime runtime, ILogger logger)
    {
        _store = store;
        _runtime = runtime;
        _logger = logger;
        _commits = new GroupCommitter(store, runtime, Guid.NewGuid().ToString("N"));
        Cluster = null!;
        Time = null!;
    }

    public ICluster Cluster { get; private set; }

    /// <summary>What an operator sees of it.</summary>
    public IClusterInspection Inspection => (IClusterInspection)Cluster;

    /// <summary>The world's own, the same on all nodes.</summary>
    public RoomTime Time { get; private set; }

    public ThreadPoolRuntime Runtime => _runtime;

    public IWorldStore Store => _store;

    /// <summary>Null on a node that hosts none.</summary>
    public RoomHost? Rooms { get; private set; }

    /// <summary>Null without a cluster.</summary>
    public ClusterNode? Engine => _engine;

    /// <summary>Whether it takes part: at once without a cluster, else when it has a lease.</summary>
    public bool IsMember => _engine is null || _engine.IsMember;

    /// <param name="defaultWeight">Its share of the rooms when the options do not say.</param>
    /// <exception cref="InvalidOperationException">The options, or who else is using the database, do not allow it to start; the message says what to do.</exception>
    public static async Task<WorldNode> OpenAsync(
        NodeOptions options, WorldDefinition world, RoomOptions rooms, int defaultWeight, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellation)
    {
        var store = await NodeStore.OpenAsync(options, cancellation);
        var epoch = await store.GetEpochAsync(time.GetUtcNow(), cancellation);
        var runtime = new ThreadPoolRuntime(time: time, loggers: loggers);
        var node = new WorldNode(store, runtime, loggers.CreateLogger<WorldNode>());
        try
        {
            node._recordings = RoomRecordings.Open(rooms, world, loggers.CreateLogger<RoomRecordings>());
            var roomTime = node.Time = new RoomTime(time, epoch, world.Rules);
            if (string.IsNullOrEmpty(options.Cluster.Node))
                await node.BeAloneAsync(world, rooms, roomTime, loggers, cancellation);
            else
                node.BeOneOfMany(options.Cluster, world, rooms, roomTime, defaultWeight, loggers, time);
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
        return node;
    }

    /// <summary>Begins to take part.</summary>
    /// <param name="gateway">Who delivers to this node's clients; null when it serves none.</param>
    public async Task StartAsync(IGatewayEndpoint? gateway, CancellationToken cancellation)
    {
        if (gateway is not null && Cluster is LocalCluster local)
            local.Attach(gateway);
        else if (gateway is not null)
            _engine!.Attach(gateway);
        if (_engine is not null && Rooms is not null && _rehearses)
            await new Rehearsal(Rooms.Services, _store, _runtime, _logger).PlayAsync(cancellation);
        if (_engine is not null)
            await _engine.StartAsync(cancellation);
        if (Rooms is { } rooms)
            _runtime.Spawn<WorldTickMessage>("tick", () => new WorldTick(rooms), ActorOptions.Default);
    }

    /// <summary>Gives up its rooms, each with all that it has kept, so that others can go on with them.</summary>
    public async Task LeaveAsync()
    {
        if (_engine is not null)
            await _engine.LeaveAsync().WaitAsync(KeepPatience).ContinueWith(static _ => { }, TaskScheduler.Default);
        if (Rooms is not null && !await Rooms.CloseAllAsync(KeepPatience))
            _logger.LogWarning("Not every room could keep what it had in {Patience}", KeepPatience);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _commits.DisposeAsync();
        if (_engine is not null)
            await _engine.DisposeAsync();
        await _runtime.DisposeAsync();
        if (_recordings is not null)
            await _recordings.DisposeAsync();
        await _store.DisposeAsync();
    }

    private async Task BeAloneAsync(WorldDefinition world, RoomOptions rooms, RoomTime time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var cluster = new LocalCluster("local");
        Cluster = cluster;
        var grants = await _store.SeizeAllAsync(cluster.Node, cancellation)
            ?? throw new InvalidOperationException("Nodes of a cluster are running on this database. Stop them, or join them: Actors:Cluster:Node=NAME.");
        Rooms = new RoomHost(_runtime, new RoomServices(cluster, world, time, _store, _commits, rooms, _recordings), loggers.CreateLogger<RoomHost>());
        cluster.Attach(Rooms, grants);
        Rooms.Fenced = (shard, _) => _logger.LogCritical("Another server has taken over this database (shard {Shard}): rooms of this one do not go on", shard);
    }

    private void BeOneOfMany(ClusterOptions options, WorldDefinition world, RoomOptions rooms, RoomTime time, int defaultWeight, ILoggerFactory loggers, TimeProvider clock)
    {
        options.Weight ??= defaultWeight;
        _rehearses = options.Rehearse;
        if (string.Join(' ', options.Link.Problems(options.Node!).Select(static problem => $"Actors:Cluster:{problem}")) is { Length: > 0 } problems)
            throw new InvalidOperationException(problems);
        var links = new TcpLinks(options.Node!, options.Link, clock, loggers.CreateLogger<TcpLinks>());
        _engine = new ClusterNode(options, _runtime, _store, links, loggers.CreateLogger<ClusterNode>());
        Cluster = _engine;
        if (options.Weight == 0)
            return;
        Rooms = new RoomHost(_runtime, new RoomServices(_engine, world, time, _store, _commits, rooms, _recordings), loggers.CreateLogger<RoomHost>());
        _engine.Attach(Rooms);
    }
}
