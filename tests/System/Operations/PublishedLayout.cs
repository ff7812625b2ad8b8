using System.Diagnostics;

namespace Actors.System.Tests;

/// <summary>The programs as <c>dotnet publish</c> lays them out, from what has been built: what the Dockerfile copies into the images, but for the configuration.</summary>
internal static class PublishedLayout
{
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static async Task PublishAsync(string project, string directory)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["publish", Repository.PathOf("src", project), "--no-build", "-c", Configuration, "-o", directory, "--nologo", "-v", "quiet"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        Assert.True(process.ExitCode == 0, await output + await errors);
    }
}
