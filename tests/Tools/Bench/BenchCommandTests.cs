using System.Text.Json;
using Actors.Bench.Load.Measuring;
using Actors.Tools.Bench;
using Actors.Tools.Tests.Terminal;

namespace Actors.Tools.Tests.Bench;

/// <summary><c>actors bench</c>: the figures that it compares with, its report, and small runs on a real server.</summary>
public sealed class BenchCommandTests
{
    [Fact]
    public void Built_in_figures_match_the_documentation()
    {
        var page = File.ReadAllLines(Repository.PathOf("docs", "performance.md"));
        foreach (var dialect in BenchDialect.All)
        {
            // The table of work A is the first that has such a row.
            var row = page.First(line => line.StartsWith($"| ours, {dialect.Title} |", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);
            var expected = dialect.Documented;
            Assert.Equal(
                [expected.CpuMicrosPerFrame, expected.KernelMicrosPerFrame, expected.BytesPerFrame, 100 * expected.Delivered, expected.RoundTripP50Milliseconds, expected.RoundTripP99Milliseconds,
                    expected.MemoryPerConnection / 1024, Math.Round(100 * expected.CpuShare!.Value, 3), expected.LoadMicrosPerFrame],
                new[] { 2, 4, 5, 7, 8, 9, 10, 11, 12 }.Select(column => (double?)double.Parse(row[column].TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void A_report_shows_both_figures_their_ratio_and_what_is_not_comparable()
    {
        var options = new BenchOptions(new(System.Net.IPAddress.Loopback, 3000), BenchDialect.All, [], 100, [], 1, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(6));
        var yours = new Result { CpuMicrosPerFrame = 15.8, BytesPerFrame = 11_184, RoundTripP50Milliseconds = 36, Delivered = 1 };
        var lines = BenchReport.Lines(options, [new(BenchDialect.All[0], yours, [yours]), new(BenchDialect.All[1], Result.Failed("3 connections were lost"), [])]);
        var texts = lines.Select(static line => line.ToString()).ToList();
        Assert.Contains("CPU us/frame                    15.8        15.8    1.00", texts);
        Assert.Contains("bytes/frame                    11184        5592    2.00", texts);
        Assert.Contains("MessagePack deltas        not measured: 3 connections were lost", texts);
        Assert.DoesNotContain(texts, static text => text.StartsWith("memory", StringComparison.Ordinal));
        Assert.Contains(texts, static text => text.Contains("--pid", StringComparison.Ordinal));
        Assert.Contains(texts, static text => text.StartsWith("Documented are 500 connections in 10 rooms of 50", StringComparison.Ordinal));
        var colours = lines.Select(LineTests.InColours).ToList();
        Assert.Contains(colours, static line => line.EndsWith("\e[32m    1.00\e[0m", StringComparison.Ordinal));
        Assert.Contains(colours, static line => line.EndsWith("\e[33m    1.35\e[0m", StringComparison.Ordinal));
        Assert.Contains(colours, static line => line.EndsWith("\e[1;31m    2.00\e[0m", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_running_server_is_measured_in_each_dialect_and_no_player_remains()
    {
        var directory = Directory.CreateTempSubdirectory("actors-bench-");
        await using (var server = await ServerProcess.StartAsync(Path.Combine(directory.FullName, "world.db"), $"--Actors:Content={Repository.PathOf("bench", "content")}"))
        {
            var target = $"{server.WebSocketPort}";
            var (code, output, errors) = await ToolProcess.RunAsync("bench", "--target", target, "--connections", "20", "--seconds", "3", "--warm-up", "1", "--rooms", "room-0", "room-1", "--json");
            Assert.Equal((0, ""), (code, errors));
            var dialects = JsonDocument.Parse(output).RootElement.GetProperty("dialects").EnumerateArray().ToList();
            Assert.Equal(["arena", "native"], dialects.Select(static dialect => dialect.GetProperty("name").GetString()));
            foreach (var dialect in dialects)
            {
                var yours = dialect.GetProperty("yours");
                Assert.True(yours.GetProperty("delivered").GetDouble() > 0, $"{yours}");
                Assert.True(yours.GetProperty("roundTripP50Milliseconds").GetDouble() > 0, $"{yours}");
                Assert.True(yours.GetProperty("cpuShare").GetDouble() > 0, $"The process that listens was not found: {yours}");
            }
            // Ten players of a room each: those of arena are not in the states of native any more.
            Assert.InRange(dialects[0].GetProperty("yours").GetProperty("bytesPerFrame").GetDouble(), 900, 1400);
            Assert.InRange(dialects[1].GetProperty("yours").GetProperty("bytesPerFrame").GetDouble(), 20, 120);
            Assert.True(dialects[0].GetProperty("yours").TryGetProperty("memoryPerConnection", out _));
            Assert.False(dialects[1].GetProperty("yours").TryGetProperty("memoryPerConnection", out _));

            (code, output, errors) = await ToolProcess.RunAsync("bench", "--target", target, "--connections", "4", "--seconds", "3", "--warm-up", "0", "--dialect", "arena", "--pid", $"{server.Id}");
            Assert.Equal((0, ""), (code, errors));
            Assert.Contains("\nround trip p50 ms ", output, StringComparison.Ordinal);
            Assert.DoesNotContain("\e", output, StringComparison.Ordinal);

            (code, output, _) = await ToolProcess.RunAsync("bench", "--target", $"{server.Http.Port}", "--connections", "2", "--seconds", "0.5", "--warm-up", "0", "--dialect", "arena");
            Assert.Equal(1, code);
            Assert.Contains("not measured: The server answered the handshake with: HTTP/1.1 ", output, StringComparison.Ordinal);
        }
        directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("No server listens at 127.0.0.1:1: ", "--target", "1")]
    [InlineData("--target '1:2:x' is not", "--target", "1:2:x")]
    [InlineData("--connections is from 1 to ", "--connections", "0")]
    public async Task Errors_are_reported_in_one_line(string expected, params string[] arguments)
    {
        var (code, output, errors) = await ToolProcess.RunAsync(["bench", .. arguments]);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(expected, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
