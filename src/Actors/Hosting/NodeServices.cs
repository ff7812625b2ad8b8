using Actors.Clustering;
using Actors.Hosting.Startup;
using Actors.Rooms;
using Actors.Telemetry;
using Actors.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Hosting;

/// <summary>What the programs of all nodes are made of, whether they serve clients or not.</summary>
public static class NodeServices
{
    /// <summary>A node that stops first hands its rooms over.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(40);

    /// <summary>Binds the options of every node. A program adds sections of its own.</summary>
    public static IServiceCollection AddNodeOptions<TOptions>(this IServiceCollection services)
        where TOptions : NodeOptions
    {
        services.AddValidated<TOptions>(NodeOptions.Section);
        services.AddValidated<RoomOptions>($"{NodeOptions.Section}:Rooms");
        services.AddValidated<ClusterOptions, ClusterOptionsValidator>($"{NodeOptions.Section}:Cluster");
        return services;
    }

    /// <summary>The node's server, with its world, its clock and the progress of its start.</summary>
    public static IServiceCollection AddNode<TServer>(this IServiceCollection services, WorldDefinition world, StartupProgress progress)
        where TServer : class, INodeServer
    {
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = StopPatience);
        services.AddSingleton(new LiveWorld(world));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(progress);
        services.AddSingleton<TServer>();
        services.AddSingleton<INodeServer>(static services => services.GetRequiredService<TServer>());
        services.AddHostedService(static services => services.GetRequiredService<TServer>());
        return services;
    }

    /// <summary>The HTTP endpoints of every node, for operators and orchestrators: <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>.</summary>
    public static void MapNode(this WebApplication app)
    {
        var server = app.Services.GetRequiredService<INodeServer>();
        app.MapGet("/health/live", static () => "live");
        app.MapGet("/health/ready", () => server.WhyNotReady is { } why ? Results.Text($"not ready: {why}", statusCode: StatusCodes.Status503ServiceUnavailable) : Results.Text("ready"));
        app.MapMetrics();
    }

    /// <summary>Runs until the program is stopped, or has lost its database.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ServeAsync(this WebApplication app)
    {
        var server = app.Services.GetRequiredService<INodeServer>();
        using var hangups = Hangups.Follow(server);
        await app.WaitForShutdownAsync();
        return server.HasLostDatabase ? 1 : 0;
    }
}
