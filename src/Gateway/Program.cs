using Actors.Clustering;
using Actors.Gateway.Admin;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Hosting;
using Actors.Gateway.Identity;
using Actors.Hosting;
using Actors.Hosting.Startup;
using Actors.Rooms;
using Actors.Telemetry;
using Microsoft.Extensions.Options;

if (NodeProgram.Begin(args, ServerOptions.Known, out var program) is { } answered)
    return answered;
if (program.Configure(args, out var builder) is { } misconfigured)
    return misconfigured;
builder.Services.AddOptions<ServerOptions>().BindConfiguration(ServerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
builder.Services.AddOptions<GatewayLimits>().BindConfiguration($"{ServerOptions.Section}:Limits").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<AreaOptions>().BindConfiguration($"{ServerOptions.Section}:Areas").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<RoomOptions>().BindConfiguration($"{ServerOptions.Section}:Rooms").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<ClusterOptions>().BindConfiguration($"{ServerOptions.Section}:Cluster").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<AdminOptions>().BindConfiguration(AdminOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<IdentityOptions>().BindConfiguration($"{ServerOptions.Section}:Identity").ValidateOnStart();
builder.Services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>();
builder.Services.AddSingleton<IValidateOptions<ServerOptions>, ListenerExposure>();
builder.Services.AddSingleton<IValidateOptions<ServerOptions>, ListenerPorts>();
// A node that stops first hands its rooms over.
builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(40));

var options = builder.Configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new ServerOptions();
if (program.LoadWorld(options, out var world) is { } unusable)
    return unusable;
if (!HttpPart.TryUse(builder.WebHost, options.Http, out var url, out var problem))
    return NodeProgram.Fail([problem]);
builder.AddTelemetry(options.Telemetry, "actors-gateway", options.Cluster.Node);
builder.Services.AddSingleton(world);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(program.Progress);
builder.Services.AddSingleton<WorldServer>();
builder.Services.AddHostedService(static services => services.GetRequiredService<WorldServer>());

await using var app = builder.Build();
if (await program.StartAsync(app, HttpEndpoints.MapHttp, url) is { } failed)
    return failed;
app.Greet(world);
await app.WaitForShutdownAsync();
return app.Services.GetRequiredService<WorldServer>().HasLostDatabase ? 1 : 0;
