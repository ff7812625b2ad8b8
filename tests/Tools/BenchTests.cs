using System.Text.Json;

namespace Actors.Tools.Tests;

/// <summary>The benchmark itself, small: a few connections for a second, against ours and Node's <c>ws</c>.</summary>
public sealed class BenchTests
{
    [Fact]
    public async Task The_same_work_is_measured_on_our_server_and_on_a_peer()
    {
        await InstallPeersAsync();
        var file = Path.GetTempFileName();
        await Programs.MustRunAsync("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "Actors.Bench.Load.dll"), "--root", Repository.Root, "--gateway", Path.Combine(AppContext.BaseDirectory, "Actors.Gateway.dll"),
            "--only", "ws,ours-arena,ours-mud", "--work", "A,B,C", "--connections", "20", "--runs", "1", "--seconds", "1", "--warm-up", "0.5", "--json", file,
        ], Repository.Root);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var works = json.RootElement.EnumerateArray().ToDictionary(static work => work.GetProperty("work").GetString()!);
        foreach (var peer in new[] { "ws", "ours-arena" })
        {
            var states = MedianOf(works["A"], peer);
            // Twenty players in one room; how many of the frames arrive in time depends on the machine.
            Assert.InRange(states.GetProperty("bytesPerFrame").GetDouble(), 1800, 2600);
            Assert.True(states.GetProperty("delivered").GetDouble() > 0, $"{states}");
            Assert.True(states.GetProperty("roundTripP50Milliseconds").GetDouble() > 0, $"{states}");
        }
        foreach (var peer in new[] { "ws", "ours-mud" })
        {
            Assert.True(MedianOf(works["B"], peer).GetProperty("delivered").GetDouble() > 0);
            Assert.True(MedianOf(works["C"], peer).TryGetProperty("memoryPerConnection", out _));
        }
    }

    private static JsonElement MedianOf(JsonElement work, string peer) =>
        work.GetProperty("peers").EnumerateArray().Single(each => each.GetProperty("name").GetString() == peer).GetProperty("median");

    /// <summary>npm's own record of what it has installed; anything newer asks for something else.</summary>
    private static async Task InstallPeersAsync()
    {
        var peers = Repository.PathOf("bench", "peers");
        if (File.GetLastWriteTimeUtc(Path.Combine(peers, "node_modules", ".package-lock.json")) < File.GetLastWriteTimeUtc(Path.Combine(peers, "package-lock.json")))
        {
            // Not "ci": Colyseus names optional packages of other platforms, which not every registry has.
            await Programs.MustRunAsync("npm", ["install", "--no-save", "--no-audit", "--no-fund"], peers);
        }
    }
}
