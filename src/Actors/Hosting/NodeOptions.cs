using System.ComponentModel.DataAnnotations;
using Actors.Clustering;

namespace Actors.Hosting;

/// <summary>What every kind of node is told: by <c>appsettings.json</c>, the environment (<c>Actors__Http__Port=8081</c>) or arguments (<c>--Actors:Http:Port=8081</c>).</summary>
public class NodeOptions
{
    public const string Section = "Actors";

    /// <summary>The directory of the world's content; relative to the working directory or, if it is not there, to the program.</summary>
    [Required]
    public string Content { get; set; } = "content";

    /// <summary>The file in which the world is kept; made when it is not there. The nodes of a cluster on one machine share it.</summary>
    [Required]
    public string Data { get; set; } = "data/world.db";

    /// <summary>Where the world is kept instead when nodes are on several machines: a connection string as Npgsql has it,
    /// <c>Host=db;Database=world;Username=actors;Password=...</c>.</summary>
    public string? Postgres { get; set; }

    /// <summary>A directory of files that are options, for what is secret: the file <c>Actors__Postgres</c> holds what the environment variable of that name would. Empty: none.</summary>
    public string? SecretsDirectory { get; set; }

    /// <summary>The other nodes, if there are any.</summary>
    public ClusterOptions Cluster { get; set; } = new();
}
