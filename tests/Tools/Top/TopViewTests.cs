using System.Text.Json;
using Actors.Tools.Common.Terminal;
using Actors.Tools.Tests.Terminal;
using Actors.Tools.Top;

namespace Actors.Tools.Tests.Top;

public sealed class TopViewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Commit_rates_are_measured_between_two_samples()
    {
        var before = TopSample.Of([State(Noon, World("world-1", commits: 100), World("world-2", commits: 7))], null);
        var now = TopSample.Of([State(Noon.AddSeconds(2), World("world-1", commits: 150), World("world-2", commits: 7))], before);
        Assert.Empty(before.CommitsPerSecond);
        Assert.Equal((25.0, 0.0), (now.CommitsPerSecond["world-1"], now.CommitsPerSecond["world-2"]));
    }

    [Fact]
    public void A_restarted_or_silent_node_has_no_commit_rate_yet()
    {
        var before = TopSample.Of([State(Noon, World("world-1", commits: 100), World("world-2", commits: 7), World("world-3", commits: 0) with { Reported = false })], null);
        var now = TopSample.Of(
            [State(Noon.AddSeconds(1), World("world-1", commits: 101) with { Incarnation = 2 }, World("world-2", commits: 3), World("world-3", commits: 50))], before);
        Assert.Empty(now.CommitsPerSecond);
        Assert.Contains("? commits/s", Texts(now, 120, 40)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Connections_of_all_gateways_are_summed_counting_each_gateway_once()
    {
        var first = State(Noon) with { Node = "gateway-1", Connections = new(3, new Dictionary<string, int> { ["mud"] = 2, ["arena"] = 1 }) };
        var second = State(Noon) with { Node = "gateway-2", Connections = new(2, new Dictionary<string, int> { ["arena"] = 2 }) };
        var sample = TopSample.Of([first, second, first], null);
        Assert.Equal(5, sample.ConnectionCount);
        Assert.Equal([("arena", 3), ("mud", 2)], sample.Dialects);
        Assert.Contains("CONNECTIONS  arena 3, mud 2  (gateway-1 3, gateway-2 2)", Texts(sample, 120, 40));
    }

    [Fact]
    public void The_view_lists_nodes_with_lateness_and_rooms_in_the_servers_order()
    {
        var before = TopSample.Of([State(Noon, World("world-1", commits: 100))], null);
        var sample = TopSample.Of(
            [State(Noon.AddSeconds(1), Gateway("gateway-1"), World("world-1", commits: 112) with { Players = 7, Away = 1, ActiveRooms = 2, Oldest = true }) with
            {
                Rooms = [new("plaza", "world-1", 5, 1, 2, 0.4, 12.25, 0, false), new("wolf-den", "world-1", 2, 0, 1, 0.2, 3, 4, true)],
            }],
            before);
        Assert.Equal(
            """
            gateway-1  12:00:01Z  2 nodes, 2 active rooms, 7 players (1 away), 0 connections, 12 commits/s

            NODE              MEMBER                STATE            SHARDS   ROOMS  PLAYERS   AWAY  LATE p99 ms  COMMITS/s
            gateway-1         Up                    gateway               0       0        0      0         0.00          0
            world-1           Up, coordinator       rooms                32       2        7      1        12.25         12

            CONNECTIONS  none

            ROOM                          NODE              PLAYERS   AWAY  WATCHERS  LATE p50 ms   p99 ms  RESTARTS
            plaza                         world-1                 5      1         2         0.40    12.25         0
            wolf-den                      world-1                 2      0         1         0.20     3.00         4  quarantined
            """.ReplaceLineEndings("\n"),
            string.Join('\n', Texts(sample, 132, 40)));
    }

    [Fact]
    public void A_silent_node_has_unknown_room_figures()
    {
        var sample = TopSample.Of([State(Noon, World("world-1", 0) with { Reachable = false, Reported = false }, World("world-2", 0) with { Status = null, Reported = false })], null);
        var lines = Texts(sample, 132, 40);
        Assert.Matches(@"^world-1 +Up, unreachable +does not answer +\? +\? +\? +\? +0\.00 +\?$", lines[3]);
        Assert.Matches(@"^world-2 +no member +does not answer ", lines[4]);
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(80, 12)]
    [InlineData(200, 60)]
    public void The_view_fits_its_terminal_whatever_names_it_shows(int width, int height)
    {
        var rooms = Enumerable.Range(0, 100).Select(static number => new AdminRoom($"a-room-of-a-very-long-name-{number}\e[2J", "world-1", 1, 0, 1, 1, 1, 0, false));
        var sample = TopSample.Of([State(Noon, World("world-1", 1)) with { Rooms = [.. rooms], Notice = "The build fails:\n" + new string('x', 300) }], null);
        var lines = Texts(sample, width, height, "No server answers at http://localhost:8080/: Connection refused.");
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.DoesNotContain(lines, static line => line.Contains('\e', StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.StartsWith("a-room", StringComparison.Ordinal));
        Assert.True(height >= 20 || lines.Length < 20, "Rooms take what the rest leaves.");
    }

    [Fact]
    public void Faults_are_red_and_warnings_are_yellow()
    {
        var sample = TopSample.Of([State(Noon, World("world-1", 1) with { Draining = true }) with { Rooms = [new("plaza", "world-1", 1, 0, 1, 60, 61, 0, true)] }], null);
        var text = string.Join('\n', TopView.Lines(sample, 132, 40).Select(LineTests.InColours));
        Assert.Contains("\e[1;31m61.00\e[0m", text, StringComparison.Ordinal);
        Assert.Contains("\e[1;31mquarantined\e[0m", text, StringComparison.Ordinal);
        Assert.Contains("\e[33mdraining\e[0m", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_JSON_line_has_the_figures()
    {
        var before = TopSample.Of([State(Noon, World("world-1", commits: 1))], null);
        var now = TopSample.Of([State(Noon.AddSeconds(1), World("world-1", commits: 4) with { Players = 2 }) with { Rooms = [new("plaza", "world-1", 2, 0, 1, 1, 2.5, 0, false)] }], before);
        Assert.DoesNotContain('\n', TopJson.Line(now));
        var line = JsonDocument.Parse(TopJson.Line(now)).RootElement;
        Assert.Equal(3, line.GetProperty("commitsPerSecond").GetDouble());
        Assert.Equal(2, line.GetProperty("players").GetInt32());
        Assert.Equal(2.5, line.GetProperty("nodes")[0].GetProperty("latenessP99Milliseconds").GetDouble());
        Assert.Equal("plaza", line.GetProperty("rooms")[0].GetProperty("room").GetString());
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(TopJson.Line(before)).RootElement.GetProperty("commitsPerSecond").ValueKind);
    }

    private static string[] Texts(TopSample sample, int width, int height, string? trouble = null) =>
        [.. TopView.Lines(sample, width, height, trouble).Select(static line => line.ToString().TrimEnd())];

    private static AdminState State(DateTimeOffset at, params AdminNode[] nodes) => new("gateway-1", at, nodes, [], new AdminConnections(0, new Dictionary<string, int>()), null);

    private static AdminNode World(string name, long commits) => new(name, "Up", true, false, 100, false, false, 1, 32, true, 0, 0, 0, commits);

    private static AdminNode Gateway(string name) => new(name, "Up", true, false, 0, true, false, 1, 0, false, 0, 0, 0, 0);
}
