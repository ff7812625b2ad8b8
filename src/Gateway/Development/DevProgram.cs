using System.Reflection;
using System.Runtime.InteropServices;
using Actors.Gateway.Hosting;
using Actors.Hosting;
using Actors.Hosting.Startup;

namespace Actors.Gateway.Development;

/// <summary>
/// What a game's program does as <c>dev</c>: it runs itself twice, as gateway and as world node, and replaces the world node by another one when sources have changed, or content that
/// cannot be reloaded in place. Clients stay connected to the gateway; rooms are handed over from one world node to the next, as in a rolling restart.
/// </summary>
internal static class DevProgram
{
    /// <returns>The exit code: 0 after Ctrl+C, 1 when there is nothing to run.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (NodeProgram.Begin(args, ServerOptions.Known, out var program) is { } answered)
            return answered;
        using (program.Progress)
        {
            if (program.Configure(args, out var builder) is { } misconfigured)
                return misconfigured;
            if (DevProject.Find(AppContext.BaseDirectory, Assembly.GetEntryAssembly()!.GetName().Name!) is not { } project)
                return NodeProgram.Fail([$"There is no project of sources above {AppContext.BaseDirectory}: \"{ActorsHost.Dev}\" builds them. Start it with dotnet run."]);
            var content = project.SourceOf(builder.Configuration[$"{NodeOptions.Section}:{nameof(NodeOptions.Content)}"]!);
            program.Progress.Dispose();

            using var stop = new CancellationTokenSource();
            using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            return await new DevSession(project, content, args).RunAsync(stop.Token);

            // The two processes get a terminal's Ctrl+C as well, and may be asked to stop twice.
            void Stop(PosixSignalContext signal)
            {
                signal.Cancel = true;
                stop.Cancel();
            }
        }
    }
}
