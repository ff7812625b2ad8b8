using System.Diagnostics;

namespace Actors.Gateway.Development;

/// <summary>Builds the project into a folder of its own.</summary>
internal static class DevBuild
{
    /// <summary>The SDK's command that started this program, else the one on the path.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <param name="restore">Whether packages or projects may have changed.</param>
    /// <returns>The errors, one line each; null when the build has succeeded.</returns>
    public static async Task<IReadOnlyList<string>?> RunAsync(DevProject project, string folder, bool restore, CancellationToken stop)
    {
        var start = new ProcessStartInfo(Dotnet, ["build", project.File, "-c", DevProject.Configuration, "-o", folder, "-nologo", "-v", "quiet", "-clp:NoSummary"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        if (!restore)
            start.ArgumentList.Add("--no-restore");
        start.Environment["DOTNET_NOLOGO"] = "1";
        // These variables belong to the build that runs this program, and are meant for no other.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("MSBuildLoadMicrosoftTargetsReadOnly");
        using var build = Process.Start(start)!;
        try
        {
            var (output, errors) = (build.StandardOutput.ReadToEndAsync(stop), build.StandardError.ReadToEndAsync(stop));
            await build.WaitForExitAsync(stop);
            return build.ExitCode == 0 ? null : Problems(await output + await errors);
        }
        finally
        {
            if (!build.HasExited)
                build.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The errors, each once and without the project at its end; the whole output when no line is marked as an error.</summary>
    private static IReadOnlyList<string> Problems(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var errors = lines.Where(static line => line.Contains("error ", StringComparison.Ordinal)).Select(WithoutProject).Distinct().ToArray();
        return errors.Length > 0 ? errors : lines;
    }

    private static string WithoutProject(string line) => line.EndsWith(".csproj]", StringComparison.Ordinal) ? line[..line.LastIndexOf(" [", StringComparison.Ordinal)] : line;
}
