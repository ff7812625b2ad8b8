using Actors.Clustering;
using Actors.Gateway.Admin;
using Actors.Gateway.Connections;
using Actors.Gateway.Dialects.Native;
using Actors.Gateway.Hosting;
using Actors.Gateway.Identity;
using Actors.Hosting;
using Actors.Metrics;
using Actors.Rooms;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (!NodeSecrets.TryRead(builder.Configuration, out var unreadable))
    return Startup.Fail(unreadable);
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
// A node that stops first hands its rooms over.
builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(40));

var options = builder.Configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new ServerOptions();
if (!NodeContent.TryLoad(options.Content, out var world, out var problem))
    return Startup.Fail(problem);

// Kestrel gives no free port to a name that stands for two addresses.
var httpAddress = options.Http is { Port: 0, Address: "localhost" } ? "127.0.0.1" : options.Http.Address;
if (!HttpTls.TryUse(builder.WebHost, options.Http, out var scheme, out problem))
    return Startup.Fail(problem);
builder.WebHost.UseUrls($"{scheme}://{httpAddress}:{options.Http.Port}");
builder.Services.AddSingleton(world);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<NodeMetrics>();
builder.Services.AddSingleton(static services => services.GetRequiredService<NodeMetrics>().Exporter);
builder.Services.AddSingleton<WorldServer>();
builder.Services.AddHostedService(static services => services.GetRequiredService<WorldServer>());

await using var app = builder.Build();
_ = app.Services.GetRequiredService<PrometheusExporter>();
try
{
    app.MapHttp();
    await app.StartAsync();
}
catch (OptionsValidationException wrong)
{
    return Startup.Fail(string.Join(Environment.NewLine, wrong.Failures));
}
catch (InvalidOperationException cannot)
{
    return Startup.Fail(cannot.Message);
}
catch (IOException taken)
{
    return Startup.Fail(taken.Message.Contains("Actors:") ? taken.Message : $"{taken.Message} Another port can be chosen with --Actors:Http:Port=N.");
}
Startup.Greet(app, world);
await app.WaitForShutdownAsync();
return app.Services.GetRequiredService<WorldServer>().HasLostDatabase ? 1 : 0;
