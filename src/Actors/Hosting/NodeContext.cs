using Actors.Clustering;
using Actors.Rooms;
using Actors.Rooms.Recording;
using Actors.Storage;
using Actors.World;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>What every ActorSystem of a node's process is made from; it outlives them.</summary>
/// <param name="Name">The node's name; <see cref="AloneName"/> without a cluster.</param>
/// <param name="Run">The id of this run of the process, made at its start and never used again.</param>
/// <param name="Cluster">Null for a standalone server.</param>
/// <param name="IsGateway">It serves clients.</param>
/// <param name="Content">The world's content, which may be reloaded.</param>
/// <param name="Nodes">The table of nodes, as last read.</param>
/// <param name="Recordings">Null when no room is recorded.</param>
public sealed record NodeContext(
    string Name,
    string Run,
    ClusterOptions? Cluster,
    bool IsGateway,
    LiveWorld Content,
    RoomOptions Rooms,
    RoomTime Time,
    IWorldStore Store,
    INodeRegistry Registry,
    ILeaseStore Leases,
    TimeProvider Clock,
    ILoggerFactory Loggers,
    ClusterNodes Nodes,
    RoomRecordings? Recordings = null)
{
    /// <summary>The name of a server without a cluster.</summary>
    public const string AloneName = "local";

    /// <summary>The current content.</summary>
    public WorldDefinition World => Content.Current;

    /// <summary>Reads the content anew, from where it was read at the start.</summary>
    public Func<ContentResult>? ReadContent { get; init; }

    /// <summary>Rooms that options name, each with its option: reloaded content must have them.</summary>
    public IReadOnlyList<(string Option, string Room)> NamedRooms { get; init; } = [];

    /// <summary>Whether the process may still use the database.</summary>
    public DatabaseHold Hold { get; } = new(Loggers.CreateLogger<DatabaseHold>());

    /// <summary>Whether rooms may be placed on it: always on a standalone server.</summary>
    public bool HostsRooms => Cluster is null || Cluster.WeightOr(IsGateway) > 0;

    internal NodeIdentity Identity => new(Name, Run, IsGateway ? ClusterConfig.GatewayRole : ClusterConfig.WorldRole) { Rules = HostsRooms ? string.Join(", ", World.RuleSet.Modules) : "" };
}
