using Actors.Clustering;
using Actors.Hosting;
using Actors.Metrics;
using Actors.Rooms;
using Actors.Seed;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (!NodeSecrets.TryRead(builder.Configuration, out var unreadable))
    return Fail(unreadable);
builder.Services.AddOptions<SeedOptions>().BindConfiguration(NodeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<RoomOptions>().BindConfiguration($"{NodeOptions.Section}:Rooms").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<ClusterOptions>().BindConfiguration($"{NodeOptions.Section}:Cluster").ValidateDataAnnotations().ValidateOnStart();
// A node that stops first hands its rooms over.
builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(40));

var options = builder.Configuration.GetSection(NodeOptions.Section).Get<SeedOptions>() ?? new SeedOptions();
if (string.IsNullOrEmpty(options.Cluster.Node))
    return Fail("A world node has a name: --Actors:Cluster:Node=NAME. A server that is alone is started with src/Gateway.");
if (!NodeContent.TryLoad(options.Content, out var world, out var problem))
    return Fail(problem);
builder.WebHost.UseUrls($"http://{options.Http.Address}:{options.Http.Port}");
builder.Services.AddSingleton(world);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<NodeMetrics>();
builder.Services.AddSingleton(static services => services.GetRequiredService<NodeMetrics>().Exporter);
builder.Services.AddSingleton<SeedServer>();
builder.Services.AddHostedService(static services => services.GetRequiredService<SeedServer>());

await using var app = builder.Build();
var exporter = app.Services.GetRequiredService<PrometheusExporter>();
var server = app.Services.GetRequiredService<SeedServer>();
app.MapGet("/health/live", static () => "live");
app.MapGet("/health/ready", () => server.WhyNotReady is { } why ? Results.Text($"not ready: {why}", statusCode: StatusCodes.Status503ServiceUnavailable) : Results.Text("ready"));
app.MapGet("/metrics", async context =>
{
    context.Response.ContentType = PrometheusExporter.ContentType;
    await exporter.WriteAsync(context.Response.Body, context.RequestAborted);
});
try
{
    await app.StartAsync();
}
catch (OptionsValidationException wrong)
{
    return Fail(string.Join(Environment.NewLine, wrong.Failures));
}
catch (Exception cannot) when (cannot is InvalidOperationException or IOException)
{
    return Fail(cannot.Message);
}
Console.WriteLine($"World node {options.Cluster.Node} of {world.Name}: remoting on {server.Address}, health and metrics on {string.Join(' ', app.Urls)}, world in {NodeStore.Describe(options)}. Stop with Ctrl+C.");
await app.WaitForShutdownAsync();
return server.HasLostDatabase ? 1 : 0;

static int Fail(string problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}
