using Actors.Clustering;
using Actors.Hosting.Startup;
using Actors.Inspection;
using Actors.Reloading;
using Actors.Rooms;
using Actors.Rooms.Recording;
using Actors.Storage;
using Actors.World;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>
/// A node's process, whether it serves clients or not: the store, world time, and an ActorSystem with all the rest, which is restarted when the cluster has downed it. Without a
/// cluster the node hosts every room itself, without remoting and without a port.
/// </summary>
public sealed class WorldNode : IAsyncDisposable
{
    private readonly SqlWorldStore _store;
    private readonly NodeContext _context;
    private readonly ILogger _logger;
    private ActorSystemHost? _system;
    private StandaloneServer? _alone;
    private bool _disposed;

    private WorldNode(SqlWorldStore store, NodeContext context)
    {
        _store = store;
        _context = context;
        _logger = context.Loggers.CreateLogger<WorldNode>();
        Inspection = context.Cluster is null
            ? new StandaloneInspection(context.Name, () => System, context.Clock, context.Identity.Rules)
            : new ClusterInspection(context.Name, () => System, context.Nodes, store, context.Clock);
        Reload = new ContentReload(context.Name, () => System, context.Cluster is not null, context.Loggers.CreateLogger<ContentReload>(), context.Clock);
    }

    /// <summary>World time, the same on all nodes.</summary>
    public RoomTime Time => _context.Time;

    /// <summary>The world's database; open until the node is disposed.</summary>
    public IWorldStore Store => _store;

    /// <summary>What its ActorSystems are made from.</summary>
    public NodeContext Context => _context;

    /// <summary>The present ActorSystem.</summary>
    public ActorSystem System => _system?.Current ?? throw new InvalidOperationException("The node has not been started.");

    /// <summary>What an operator sees, whichever ActorSystem is the present one. Used once the node has been started.</summary>
    public IClusterInspection Inspection { get; }

    /// <summary>Reloads the world's content from the files. Used once the node has been started.</summary>
    public ContentReload Reload { get; }

    /// <summary>
    /// Whether it takes part: at once without a cluster, else while it is a member that is up. Not while a downed ActorSystem is being restarted, nor once others have the
    /// database.
    /// </summary>
    public bool IsMember => !_context.Hold.IsLost && _system is { Current: { WhenTerminated.IsCompleted: false } system }
        && (_context.Cluster is null || Akka.Cluster.Cluster.Get(system).SelfMember.Status == Akka.Cluster.MemberStatus.Up);

    /// <summary>Why the node should get no players just now; null: it may get them.</summary>
    public string? WhyNotReady => _context.Hold.IsLost ? "another server has this world's database"
        : !IsMember ? "it is not a member of the cluster"
        : _store.Health.Unwritable is { } problem ? $"the world's database cannot be written: {problem}"
        : null;

    /// <exception cref="InvalidOperationException">The options, or another user of the database, do not allow it to start; the message says what to do.</exception>
    public static async Task<WorldNode> OpenAsync(
        NodeOptions options, LiveWorld content, RoomOptions rooms, bool isGateway, ILoggerFactory loggers, TimeProvider time, CancellationToken cancellation)
    {
        var cluster = string.IsNullOrEmpty(options.Cluster.Node) ? null : options.Cluster;
        if (string.Join(' ', cluster?.Problems().Select(static problem => $"Actors:Cluster:{problem}") ?? []) is { Length: > 0 } problems)
            throw new InvalidOperationException(problems);
        var store = await NodeStore.OpenAsync(options, cancellation);
        try
        {
            store.Health.ReportTo(loggers.CreateLogger<StoreHealth>(), time);
            if (store is PostgresWorldStore { IsPooled: true })
                HostingLog.Pooled(loggers.CreateLogger<WorldNode>());
            var world = content.Current;
            var epoch = await store.GetEpochAsync(time.GetUtcNow(), cancellation);
            var context = new NodeContext(
                cluster?.Node ?? NodeContext.AloneName,
                Guid.NewGuid().ToString("N"),
                cluster,
                isGateway,
                content,
                rooms,
                new RoomTime(time, epoch, world.Rules),
                store,
                store,
                store,
                time,
                loggers,
                new ClusterNodes(),
                RoomRecordings.Open(rooms, world, loggers.CreateLogger<RoomRecordings>()))
            {
                ReadContent = () => ContentLoader.Load(options.Content, world.RuleSet),
                NamedRooms = [.. options.FindNamedRooms(), .. RoomRecordings.Named(rooms).Select(static room => ("Actors:Rooms:Record", room))],
            };
            return new WorldNode(store, context);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Registers the node and starts its ActorSystem.</summary>
    /// <param name="gateway">The gateway of this node; null when it has none.</param>
    /// <exception cref="InvalidOperationException">Another process has the node's name, or the database; the message says what to do.</exception>
    public async Task StartAsync(IGatewayPart? gateway, CancellationToken cancellation)
    {
        if (_context.Cluster is { } linked)
            LinkPort.Check(linked.Link);
        try
        {
            if (_context is { Cluster: not null, HostsRooms: true })
                await WarmUp.RunAsync(_context, _store, _logger, cancellation);
            if (_context.Cluster is { } cluster)
                await NodeRegistration.RegisterAsync(_store, _context.Identity, cluster.Lease, _context.Clock, cancellation);
            else
                _alone = await StandaloneServer.StartAsync(_store, _context.Run, _context.Hold, _context.Clock, _logger, cancellation);
        }
        catch (NodeRefusedException refused)
        {
            throw new InvalidOperationException(refused.Message, refused);
        }
        var system = new ActorSystemHost(stop => NodeSystem.StartAsync(_context, gateway, stop), _context.Clock, _context.Loggers.CreateLogger<ActorSystemHost>());
        await system.StartAsync(cancellation);
        _system = system;
    }

    /// <summary>Hands over its rooms, each with all its state, so that other nodes can continue them, and leaves the cluster.</summary>
    public async Task LeaveAsync()
    {
        if (_system is not null)
            await _system.StopAsync();
        if (_alone is not null)
            await _alone.DisposeAsync();
    }

    /// <summary>Closes what outlives the ActorSystem; after <see cref="LeaveAsync"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await LeaveAsync();
        if (_system is not null)
            await _system.DisposeAsync();
        if (_context.Recordings is { } recordings)
            await recordings.DisposeAsync();
        await _store.DisposeAsync();
        Reload.Dispose();
    }
}
