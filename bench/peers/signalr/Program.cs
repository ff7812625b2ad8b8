using System.Collections.Concurrent;
using Actors.Bench.Peers;
using Actors.Bench.SignalR;
using Microsoft.AspNetCore.SignalR;

// ASP.NET Core SignalR with its JSON protocol.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls($"http://127.0.0.1:{Environment.GetEnvironmentVariable("PORT")}");
builder.Services.AddSingleton<ConcurrentDictionary<string, Arena<string>>>();
builder.Services.AddSignalR();
await using var app = builder.Build();
app.MapHub<ArenaHub>("/hub");
var arenas = app.Services.GetRequiredService<ConcurrentDictionary<string, Arena<string>>>();
var hub = app.Services.GetRequiredService<IHubContext<ArenaHub>>();
await app.StartAsync();
await Task.WhenAny(ArenaTick.RunAsync(PublishAsync, app.Lifetime.ApplicationStopping), app.WaitForShutdownAsync());

Task PublishAsync() => Task.WhenAll(arenas.Values.Select(arena => hub.Clients.Group(arena.Name).SendAsync("state", StateOf(arena))));

static RoomState StateOf(Arena<string> arena)
{
    lock (arena.Gate)
    {
        arena.StepNeedsGate();
        return new RoomState("state", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), [.. arena.BodiesNeedsGate.Values.Select(static body =>
            new PlayerState(body.Id, Rounded(body.X, body.Y), Rounded(body.VelocityX, body.VelocityY), body.LastProcessedInput))]);
    }
}

static Point Rounded(double x, double y) => new(Math.Round(x, 3), Math.Round(y, 3));
