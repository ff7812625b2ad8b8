using Actors.Hosting;
using Actors.World;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>The lines that the program prints when clients can connect.</summary>
internal static class Greeting
{
    public static void Greet(this WebApplication app, WorldDefinition world)
    {
        var server = app.Services.GetRequiredService<WorldServer>();
        var options = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        Console.WriteLine($"{world.Name}: {world.Rooms.Count} rooms. Connect:");
        foreach (var url in app.Urls)
            Console.WriteLine($"  browser    {url}");
        foreach (var (name, at) in server.EndPoints)
            Console.WriteLine($"  websocket  ws://localhost:{at.Port}  ({name})");
        foreach (var (name, at) in server.DatagramEndPoints)
            Console.WriteLine($"  datagram   udp://localhost:{at.Port}  ({name})");
        Console.WriteLine("  mud        ws://localhost:{0}/ws/game/", server.EndPoints.Values.First().Port);
        if (server.SocketIOEndPoint is { } socketIO)
            Console.WriteLine($"  socket.io  http://localhost:{socketIO.Port}");
        Console.WriteLine($"Rules: {string.Join(", ", world.RuleSet.Modules)}.");
        Console.WriteLine($"The world is read from {options.Content}, and kept in {NodeStore.Describe(options)}");
        Console.WriteLine("Stop with Ctrl+C.");
    }
}
