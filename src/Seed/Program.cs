using Actors.Hosting;
using Actors.Hosting.Startup;
using Actors.Rules;
using Actors.Seed;
using Actors.Telemetry;

if (NodeProgram.Begin(args, SeedOptions.Known, out var program) is { } answered)
    return answered;
if (program.Configure(args, out var builder) is { } misconfigured)
    return misconfigured;
builder.Services.AddNodeOptions<SeedOptions>();

var options = builder.Configuration.GetSection(NodeOptions.Section).Get<SeedOptions>() ?? new SeedOptions();
if (string.IsNullOrEmpty(options.Cluster.Node))
    return NodeProgram.Fail(["A world node has a name: --Actors:Cluster:Node=NAME. A server that is alone is started with src/Gateway."]);
if (program.LoadWorld(options, BuiltInRules.All, out var world) is { } unusable)
    return unusable;
if (!HttpUrl.TryMake("http", options.Http.Address, options.Http.Port, out var url, out var problem))
    return NodeProgram.Fail([problem]);
builder.WebHost.UseUrls(url);
builder.AddTelemetry(options.Telemetry, "actors-world", options.Cluster.Node);
builder.Services.AddNode<SeedServer>(world, program.Progress);

await using var app = builder.Build();
if (await program.StartAsync(app, NodeServices.MapNode, url) is { } failed)
    return failed;
app.Greet(world);
return await app.ServeAsync();
