using System.Diagnostics;

namespace Actors.System.Tests;

/// <summary>Certificates of nodes as an operator makes them: by <c>deploy/make-certificates.sh</c>.</summary>
internal static class NodeCertificates
{
    /// <param name="nodes">A node's name, or <c>NAME=HOST,HOST</c>.</param>
    public static Task MakeAsync(string directory, params string[] nodes) => RunAsync(Repository.PathOf("deploy", "make-certificates.sh"), [directory, .. nodes]);

    public static async Task RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", [script, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().Soon();
        Assert.True(process.ExitCode == 0, await output + await errors);
    }

    /// <summary>The options with which a node shows the certificate of that name.</summary>
    public static string[] OptionsOf(string directory, string node) =>
    [
        $"--Actors:Cluster:Link:Tls:Certificate={Path.Combine(directory, node + ".crt")}",
        $"--Actors:Cluster:Link:Tls:Key={Path.Combine(directory, node + ".key")}",
        $"--Actors:Cluster:Link:Tls:Authority={Path.Combine(directory, "authority.crt")}",
    ];
}
