using System.Diagnostics;

namespace Actors.System.Tests;

/// <summary>The one command that starts a cluster on this machine.</summary>
public sealed class LocalClusterTests
{
    [Fact]
    public async Task It_shows_its_members_and_stops_cleanly()
    {
        var start = new ProcessStartInfo("/bin/bash", [Repository.PathOf("deploy", "local-cluster.sh"), "2", "1"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ACTORS_PORTS"] = $"{Ports.FreeOffset(8080, 3000, 8000, 8765, 3001, 5000, 9999)}";
        start.Environment["ACTORS_BUILD"] = "no";
        start.Environment["ACTORS_CONFIGURATION"] = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Eventually.Limit);
        var said = new List<string>();
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                said.Add(line);
                if (line.StartsWith("The cluster runs", StringComparison.Ordinal))
                    break;
            }
        }
        finally
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await kill.WaitForExitAsync(CancellationToken.None);
        }
        said.Add(await process.StandardOutput.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        var all = string.Join('\n', said);
        foreach (var member in (string[])["  world-1 ", "  world-2 ", "  gateway-1 ", "/admin, token ", "The cluster runs.", "Stopped."])
            Assert.Contains(member, all, StringComparison.Ordinal);
        Assert.Equal("", await errors);
        Assert.Equal(0, process.ExitCode);
        foreach (var id in said.Where(static line => line.Contains("process ", StringComparison.Ordinal)).Select(static line => line.Split("process ")[1].Split(',')[0]))
            Assert.False(Directory.Exists($"/proc/{id}"), $"Process {id} still runs.");
    }
}
