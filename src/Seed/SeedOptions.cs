using System.ComponentModel.DataAnnotations;
using Actors.Hosting;
using Actors.Hosting.Startup;
using Actors.Rooms;

namespace Actors.Seed;

/// <summary>What a world node is told beyond what every node is.</summary>
public sealed class SeedOptions : NodeOptions
{
    /// <summary>All that a world node can be told, with the section that is bound by itself.</summary>
    public static OptionTree Known => OptionTree.Of<SeedOptions>().With<RoomOptions>("Rooms");

    /// <summary>Health and metrics over HTTP: <c>/health/live</c>, <c>/health/ready</c>, <c>/metrics</c>.</summary>
    public SeedHttpOptions Http { get; set; } = new();
}

public sealed class SeedHttpOptions
{
    /// <summary>An IP address; <c>*</c> for all.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>0: any free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; }
}
