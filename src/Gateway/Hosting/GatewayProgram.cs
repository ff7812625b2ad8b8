using Actors.Hosting;
using Actors.Hosting.Startup;
using Actors.Rules;
using Actors.Telemetry;
using Actors.World;

namespace Actors.Gateway.Hosting;

/// <summary>A gateway as a whole program, for an executable that is made from the package as for this one.</summary>
public static class GatewayProgram
{
    /// <summary>
    /// Reads options from <c>appsettings.json</c>, the environment and <paramref name="args"/>, loads the world, and serves clients until the process is asked to stop.
    /// <c>--help</c> lists the options. If it cannot start, standard error says why in sentences.
    /// </summary>
    /// <param name="args">As the process got them: <c>--Actors:Content=my-world</c>.</param>
    /// <returns>The exit code of the process: 0 after a stop that was asked for, 1 when it could not start or has lost its database.</returns>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, static rules => rules.AddBuiltIn());

    /// <inheritdoc cref="RunAsync(string[])"/>
    /// <param name="configure">Adds the modules of the world's rules: <c>rules => rules.AddBuiltIn().AddModule&lt;MyGame&gt;()</c>.</param>
    public static Task<int> RunAsync(string[] args, Action<RulesBuilder> configure) => RunAsync(args, configure, []);

    /// <param name="commands">What the program understands before its options; for help.</param>
    internal static async Task<int> RunAsync(string[] args, Action<RulesBuilder> configure, IReadOnlyList<ProgramCommand> commands)
    {
        if (NodeProgram.Begin(args, ServerOptions.Known, out var program, commands: commands) is { } answered)
            return answered;
        if (NodeProgram.BuildRules(configure, out var rules) is { } impossible)
            return impossible;
        if (program.Configure(args, out var builder) is { } misconfigured)
            return misconfigured;
        builder.Services.AddGatewayOptions();

        var options = builder.Configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new ServerOptions();
        if (program.LoadWorld(options, rules, out var world) is { } unusable)
            return unusable;
        if (!HttpPart.TryUse(builder.WebHost, options.Http, out var url, out var problem))
            return NodeProgram.Fail([problem]);
        builder.AddTelemetry(options.Telemetry, "actors-gateway", options.Cluster.Node);
        builder.Services.AddNode<WorldServer>(world, program.Progress);

        await using var app = builder.Build();
        if (await program.StartAsync(app, HttpEndpoints.MapHttp, url) is { } failed)
            return failed;
        app.Greet(world);
        return await app.ServeAsync();
    }
}
