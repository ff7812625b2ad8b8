using Actors.Hosting.Startup;
using Actors.Telemetry;
using Actors.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Hosting;

/// <summary>A world node as a whole program: it hosts rooms in a cluster and serves no clients.</summary>
public static class WorldNodeProgram
{
    /// <summary>
    /// Reads options from <c>appsettings.json</c>, the environment and <paramref name="args"/>, loads the world, and hosts rooms until the process is asked to stop. <c>--help</c> lists the
    /// options. Whatever keeps it from starting is printed in sentences on standard error.
    /// </summary>
    /// <param name="args">As the process got them: <c>--Actors:Cluster:Node=world-1</c>.</param>
    /// <param name="configure">Adds the modules of the world's rules: <c>rules => rules.AddBuiltIn().AddModule&lt;MyGame&gt;()</c>.</param>
    /// <param name="understood">Options that the same program has when it is not a world node: files and variables that both read may contain them, and they are not used here.</param>
    /// <returns>The exit code of the process: 0 after a stop that was asked for, 1 when it could not start or has lost its database.</returns>
    public static async Task<int> RunAsync(string[] args, Action<RulesBuilder> configure, OptionTree? understood = null)
    {
        if (NodeProgram.Begin(args, WorldNodeOptions.Known, out var program, understood) is { } answered)
            return answered;
        if (NodeProgram.BuildRules(configure, out var rules) is { } impossible)
            return impossible;
        if (program.Configure(args, out var builder) is { } misconfigured)
            return misconfigured;
        builder.Services.AddNodeOptions<WorldNodeOptions>();

        var options = builder.Configuration.GetSection(NodeOptions.Section).Get<WorldNodeOptions>() ?? new WorldNodeOptions();
        if (string.IsNullOrEmpty(options.Cluster.Node))
            return NodeProgram.Fail(["A world node has a name: --Actors:Cluster:Node=NAME. A server that is alone is started as a gateway."]);
        if (program.LoadWorld(options, rules, out var world) is { } unusable)
            return unusable;
        if (!HttpUrl.TryMake("http", options.Http.Address, options.Http.Port, out var url, out var problem))
            return NodeProgram.Fail([problem]);
        builder.WebHost.UseUrls(url);
        builder.AddTelemetry(options.Telemetry, "actors-world", options.Cluster.Node);
        builder.Services.AddNode<WorldNodeServer>(world, program.Progress);

        await using var app = builder.Build();
        if (await program.StartAsync(app, NodeServices.MapNode, url) is { } failed)
            return failed;
        Greet(app, world);
        return await app.ServeAsync();
    }

    /// <summary>The message for the person who started it, once it hosts rooms.</summary>
    private static void Greet(WebApplication app, WorldDefinition world)
    {
        var server = app.Services.GetRequiredService<WorldNodeServer>();
        var options = app.Services.GetRequiredService<IOptions<WorldNodeOptions>>().Value;
        Console.WriteLine(
            $"World node {options.Cluster.Node} of {world.Name}: remoting on {server.Address}, health and metrics on {string.Join(' ', app.Urls)}, "
            + $"world from {options.Content}, rules {string.Join(", ", world.RuleSet.Modules)}, kept in {NodeStore.Describe(options)}. Stop with Ctrl+C.");
    }
}
