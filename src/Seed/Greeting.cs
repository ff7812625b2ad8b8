using Actors.Hosting;
using Actors.World;
using Microsoft.Extensions.Options;

namespace Actors.Seed;

/// <summary>The lines that the program prints when it hosts rooms.</summary>
internal static class Greeting
{
    public static void Greet(this WebApplication app, WorldDefinition world)
    {
        var server = app.Services.GetRequiredService<SeedServer>();
        var options = app.Services.GetRequiredService<IOptions<SeedOptions>>().Value;
        Console.WriteLine(
            $"World node {options.Cluster.Node} of {world.Name}: remoting on {server.Address}, health and metrics on {string.Join(' ', app.Urls)}, "
            + $"world from {options.Content}, kept in {NodeStore.Describe(options)}. Stop with Ctrl+C.");
    }
}
