using Actors.Gateway.Hosting;
using Actors.Hosting;
using Actors.Hosting.Startup;

if (NodeProgram.Begin(args, ServerOptions.Known, out var program) is { } answered)
    return answered;
if (program.Configure(args, out var builder) is { } misconfigured)
    return misconfigured;
builder.Services.AddGatewayOptions();

var options = builder.Configuration.GetSection(NodeOptions.Section).Get<ServerOptions>() ?? new ServerOptions();
if (program.LoadWorld(options, out var world) is { } unusable)
    return unusable;
if (!HttpPart.TryUse(builder.WebHost, options.Http, out var url, out var problem))
    return NodeProgram.Fail([problem]);
builder.Services.AddNode<WorldServer>(world, program.Progress);

await using var app = builder.Build();
if (await program.StartAsync(app, HttpEndpoints.MapHttp, url) is { } failed)
    return failed;
app.Greet(world);
return await app.ServeAsync();
