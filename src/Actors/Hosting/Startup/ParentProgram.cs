using Microsoft.Extensions.Hosting;

namespace Actors.Hosting.Startup;

/// <summary>
/// A program that another one has started and that ends with it: it stops, as if it had been asked to, when its standard input ends. That is when the parent closes it, and when the parent dies.
/// </summary>
public static class ParentProgram
{
    /// <summary>The environment variable by which a parent says so, with the value 1.</summary>
    public const string Variable = "ACTORS_STOP_WITH_INPUT";

    internal static void Follow(IHostApplicationLifetime program)
    {
        if (Environment.GetEnvironmentVariable(Variable) != "1")
            return;
        // Reading blocks: the thread is its own, and no reason to go on.
        new Thread(() => AwaitEnd(program)) { IsBackground = true, Name = "standard input" }.Start();
    }

    private static void AwaitEnd(IHostApplicationLifetime program)
    {
        Span<byte> ignored = stackalloc byte[64];
        using var input = Console.OpenStandardInput();
        while (input.Read(ignored) > 0)
        {
            // What is typed is for nobody.
        }
        program.StopApplication();
    }
}
