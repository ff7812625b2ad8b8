using Actors.Hosting;
using Actors.World;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Hosting;

/// <summary>What the program says to the person who starts it.</summary>
internal static class Startup
{
    /// <summary>Says why the server does not start.</summary>
    /// <returns>The program's exit code.</returns>
    public static int Fail(string problem)
    {
        Console.Error.WriteLine(problem);
        return 1;
    }

    public static void Greet(WebApplication app, WorldDefinition world)
    {
        var server = app.Services.GetRequiredService<WorldServer>();
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
        Console.WriteLine($"The world is kept in {NodeStore.Describe(app.Services.GetRequiredService<IOptions<ServerOptions>>().Value)}");
        Console.WriteLine("Stop with Ctrl+C.");
    }
}
