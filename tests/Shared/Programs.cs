using System.Diagnostics;

namespace Actors.Tests;

/// <summary>Runs programs to their end.</summary>
internal static class Programs
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <returns>The exit code, and all that was written.</returns>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string program, IEnumerable<string> arguments, string folder = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Longest);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        return (process.ExitCode, await output, await errors);
    }

    /// <returns>What it wrote; a failure fails the test with all of that.</returns>
    public static async Task<string> MustRunAsync(string program, IEnumerable<string> arguments, string folder = "")
    {
        var (code, output, errors) = await RunAsync(program, arguments, folder);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}: {output}{errors}");
        return output;
    }
}
