using System.Diagnostics;

namespace Actors.Tests;

/// <summary>Runs scripts of tests/node, after fetching once what they need.</summary>
internal static class NodeScripts
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    /// <summary>The directory of the solution.</summary>
    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
                folder = folder.Parent ?? throw new InvalidOperationException("The tests are not run from inside the repository.");
            return folder.FullName;
        }
    }

    private static string Folder => Path.Combine(Repository, "tests", "node");

    public static async Task<string> RunAsync(string script, params string[] args)
    {
        await InstallAsync();
        return await RunProcessAsync("node", [script, .. args]);
    }

    /// <summary>Fetches what the scripts need, once.</summary>
    public static async Task InstallAsync()
    {
        await Installing.WaitAsync();
        try
        {
            // npm's own note of what it has put there; what is newer asks for something else.
            if (File.GetLastWriteTimeUtc(Path.Combine(Folder, "node_modules", ".package-lock.json")) < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
                await RunProcessAsync("npm", ["ci", "--no-audit", "--no-fund"]);
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task<string> RunProcessAsync(string program, IEnumerable<string> args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', args)} ended with {process.ExitCode}: {await output}{await errors}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
