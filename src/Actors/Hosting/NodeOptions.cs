using System.ComponentModel.DataAnnotations;
using Actors.Clustering;
using Actors.Telemetry;

namespace Actors.Hosting;

/// <summary>
/// The options of every kind of node: from <c>appsettings.json</c>, the environment (<c>Actors__Http__Port=8081</c>) or arguments (<c>--Actors:Http:Port=8081</c>). A path
/// (<c>DataType("Path")</c>, wherever options have it) is absolute when it is bound: relative to the directory that the program was started in.
/// </summary>
public class NodeOptions
{
    /// <summary>Where all options of a node stand.</summary>
    public const string Section = "Actors";

    /// <summary>The directory of the world's content. Without it <c>content</c> or, if that is not there, the sample world that comes with the program.</summary>
    [Required]
    [DataType("Path")]
    public string Content { get; set; } = "content";

    /// <summary>The file in which the world is kept; made when it is not there. The nodes of a cluster on one machine share it.</summary>
    [Required]
    [DataType("Path")]
    public string Data { get; set; } = "data/world.db";

    /// <summary>Where the world is kept instead when nodes are on several machines: a connection string as Npgsql has it,
    /// <c>Host=db;Database=world;Username=actors;Password=...</c>.</summary>
    public string? Postgres { get; set; }

    /// <summary>A directory of files that are options, for what is secret: the file <c>Actors__Postgres</c> holds what the environment variable of that name would. Empty: none.</summary>
    [DataType("Path")]
    public string? SecretsDirectory { get; set; }

    /// <summary>All ports that the node listens on.</summary>
    public PortOptions Ports { get; set; } = new();

    /// <summary>The other nodes, if there are any.</summary>
    public ClusterOptions Cluster { get; set; } = new();

    /// <summary>What the node tells of itself, and whom.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>The rooms that content has to have because options name them, each with its option.</summary>
    public virtual IEnumerable<(string Option, string Room)> FindNamedRooms() => [];
}

/// <summary>For a second server on one machine.</summary>
public sealed class PortOptions
{
    /// <summary>Added to every port that the node listens on, whether it is set or a default; those that are 0 stay any free one.</summary>
    [Range(0, 65535)]
    public int Offset { get; set; }
}
