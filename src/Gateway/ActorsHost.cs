using Actors.Gateway.Development;
using Actors.Gateway.Hosting;
using Actors.Hosting;
using Actors.Hosting.Startup;
using Actors.World;

namespace Actors.Gateway;

/// <summary>
/// Runs a game with rules of its own, in one line of code: a server with rooms and clients in one process or, if the first argument says so, a world node of a cluster
/// whose gateways are the same program.
/// </summary>
public static class ActorsHost
{
    internal const string WorldNode = "world-node";
    internal const string Dev = "dev";

    private static readonly ProgramCommand[] Commands =
    [
        new(WorldNode, "hosts rooms in a cluster and serves no clients"),
        new(Dev, "runs gateway and world node as two processes, and shows what is edited to those who play"),
    ];

    /// <summary>
    /// Runs until the process is asked to stop. <c>--help</c> lists commands and options. If it cannot start, for example because rules clash, standard error says why in
    /// sentences.
    /// </summary>
    /// <param name="args">As the process got them.</param>
    /// <param name="configure">Adds the modules of the world's rules: <c>rules => rules.AddBuiltIn().AddModule&lt;MyGame&gt;()</c>.</param>
    /// <returns>The exit code of the process: 0 after a stop that was asked for, 1 when it could not start or has lost its database.</returns>
    public static Task<int> RunAsync(string[] args, Action<RulesBuilder> configure) => args switch
    {
        [WorldNode, .. var options] => WorldNodeProgram.RunAsync(options, configure, ServerOptions.Known),
        [Dev, .. var options] => DevProgram.RunAsync(options),
        _ => GatewayProgram.RunAsync(args, configure, Commands),
    };
}
