using Actors.Clustering;
using Actors.Hosting;
using Actors.Hosting.Startup;
using Actors.Rooms;
using Actors.Seed;
using Actors.Telemetry;

if (NodeProgram.Begin(args, SeedOptions.Known, out var program) is { } answered)
    return answered;
if (program.Configure(args, out var builder) is { } misconfigured)
    return misconfigured;
builder.Services.AddOptions<SeedOptions>().BindConfiguration(NodeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<RoomOptions>().BindConfiguration($"{NodeOptions.Section}:Rooms").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<ClusterOptions>().BindConfiguration($"{NodeOptions.Section}:Cluster").ValidateDataAnnotations().ValidateOnStart();
// A node that stops first hands its rooms over.
builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(40));

var options = builder.Configuration.GetSection(NodeOptions.Section).Get<SeedOptions>() ?? new SeedOptions();
if (string.IsNullOrEmpty(options.Cluster.Node))
    return NodeProgram.Fail(["A world node has a name: --Actors:Cluster:Node=NAME. A server that is alone is started with src/Gateway."]);
if (program.LoadWorld(options, out var world) is { } unusable)
    return unusable;
if (!HttpUrl.TryMake("http", options.Http.Address, options.Http.Port, out var url, out var problem))
    return NodeProgram.Fail([problem]);
builder.WebHost.UseUrls(url);
builder.AddTelemetry(options.Telemetry, "actors-world", options.Cluster.Node);
builder.Services.AddSingleton(world);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(program.Progress);
builder.Services.AddSingleton<SeedServer>();
builder.Services.AddHostedService(static services => services.GetRequiredService<SeedServer>());

await using var app = builder.Build();
var server = app.Services.GetRequiredService<SeedServer>();
if (await program.StartAsync(app, Map, url) is { } failed)
    return failed;
Console.WriteLine($"World node {options.Cluster.Node} of {world.Name}: remoting on {server.Address}, health and metrics on {string.Join(' ', app.Urls)}, world from {options.Content}, kept in {NodeStore.Describe(options)}. Stop with Ctrl+C.");
await app.WaitForShutdownAsync();
return server.HasLostDatabase ? 1 : 0;

void Map(WebApplication web)
{
    web.MapGet("/health/live", static () => "live");
    web.MapGet("/health/ready", () => server.WhyNotReady is { } why ? Results.Text($"not ready: {why}", statusCode: StatusCodes.Status503ServiceUnavailable) : Results.Text("ready"));
    web.MapMetrics();
}
