using System.ComponentModel.DataAnnotations;
using Actors.Clustering;
using Actors.Telemetry;

namespace Actors.Hosting;

/// <summary>
/// The options of every kind of node: from <c>appsettings.json</c>, the environment (<c>Actors__Http__Port=8081</c>) or arguments (<c>--Actors:Http:Port=8081</c>). A path
/// (<c>DataType("Path")</c>, wherever options have it) is made absolute when it is bound, relative to the directory that the program was started in.
/// </summary>
public class NodeOptions
{
    /// <summary>The section that has all options of a node.</summary>
    public const string Section = "Actors";

    /// <summary>The directory of the world's content. If it is not set: <c>content</c> or, if that does not exist, the sample world that comes with the program.</summary>
    [Required]
    [DataType("Path")]
    public string Content { get; set; } = "content";

    /// <summary>The SQLite file of the world; created if it is missing. The nodes of a cluster on one machine share it.</summary>
    [Required]
    [DataType("Path")]
    public string Data { get; set; } = "data/world.db";

    /// <summary>The database instead of that file, when nodes are on several machines: a connection string of Npgsql,
    /// <c>Host=db;Database=world;Username=actors;Password=...</c>.</summary>
    public string? Postgres { get; set; }

    /// <summary>A directory of files that are options, for secrets: the file <c>Actors__Postgres</c> holds what the environment variable of that name would. Empty: none.</summary>
    [DataType("Path")]
    public string? SecretsDirectory { get; set; }

    /// <summary>All ports that the node listens on.</summary>
    public PortOptions Ports { get; set; } = new();

    /// <summary>The other nodes, if there are any.</summary>
    public ClusterOptions Cluster { get; set; } = new();

    /// <summary>What the node reports about itself, and to whom.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>The rooms that content must have because options name them, each with its option.</summary>
    public virtual IEnumerable<(string Option, string Room)> FindNamedRooms() => [];
}

/// <summary>For a second server on one machine.</summary>
public sealed class PortOptions
{
    /// <summary>Added to every port that the node listens on, whether it is set or a default; port 0 stays any free port.</summary>
    [Range(0, 65535)]
    public int Offset { get; set; }
}
