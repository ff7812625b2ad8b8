using Actors.Reloading;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Hosting.Startup;

/// <summary>
/// A program that another one has started and that ends with it: it stops, as if it had been asked to, when its standard input ends, because the parent has closed it or has died.
/// The parent can also send a line to make it reload its content.
/// </summary>
public static class ParentProgram
{
    /// <summary>The environment variable by which a parent turns this on, with the value 1.</summary>
    public const string Variable = "ACTORS_STOP_WITH_INPUT";

    /// <summary>The line by which the parent asks for a reload.</summary>
    public const string Reload = "reload";

    /// <summary>Stands before each line of the report on the standard output.</summary>
    public const string ReportPrefix = "reload> ";

    /// <summary>Stands before the outcome, a <see cref="ReloadOutcome"/>, in the last line about a reload.</summary>
    public const string OutcomePrefix = "reload: ";

    internal static void Follow(WebApplication app)
    {
        if (Environment.GetEnvironmentVariable(Variable) != "1")
            return;
        // Reading blocks, so it has a thread of its own, which does not keep the process alive.
        new Thread(() => Listen(app.Services.GetRequiredService<INodeServer>(), app.Lifetime)) { IsBackground = true, Name = "standard input" }.Start();
    }

    private static void Listen(INodeServer server, IHostApplicationLifetime program)
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        while (input.ReadLine() is { } line)
        {
            if (line == Reload)
                _ = ReloadAsync(server);
        }
        program.StopApplication();
    }

    private static async Task ReloadAsync(INodeServer server)
    {
        var outcome = ReloadOutcome.Disagreed;
        try
        {
            if (await server.ReloadAsync(CancellationToken.None) is { } report)
            {
                outcome = report.Outcome;
                foreach (var line in report.Lines)
                    Console.WriteLine(ReportPrefix + line);
            }
        }
        finally
        {
            Console.WriteLine(OutcomePrefix + outcome);
        }
    }
}
