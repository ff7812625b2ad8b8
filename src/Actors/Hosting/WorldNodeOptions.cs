using System.ComponentModel.DataAnnotations;
using Actors.Hosting.Startup;
using Actors.Rooms;

namespace Actors.Hosting;

/// <summary>The options of a world node, beyond those of every node.</summary>
public sealed class WorldNodeOptions : NodeOptions
{
    /// <summary>All options of a world node, with the section that is bound by itself.</summary>
    public static OptionTree Known => OptionTree.Of<WorldNodeOptions>().With<RoomOptions>("Rooms");

    /// <summary>Health and metrics over HTTP: <c>/health/live</c>, <c>/health/ready</c>, <c>/metrics</c>.</summary>
    public WorldNodeHttpOptions Http { get; set; } = new();
}

/// <summary>Where a world node answers operators.</summary>
public sealed class WorldNodeHttpOptions
{
    /// <summary>An IP address; <c>*</c> for all.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>0: any free port.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }
}
