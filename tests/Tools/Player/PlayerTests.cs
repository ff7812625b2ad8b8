using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Tools.Latency;
using Actors.Tools.Tests.Terminal;

namespace Actors.Tools.Tests.Player;

/// <summary><c>actors play</c> against a real server: in a terminal as somebody plays it, and from a script.</summary>
public sealed partial class PlayerTests : IAsyncLifetime
{
    /// <summary>A player who does not leave properly stays as long as a test lasts.</summary>
    private const string LongGrace = "--Actors:Rooms:GraceSeconds=300";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-play-");
    private ServerProcess _server = null!;

    private string Url => $"ws://127.0.0.1:{_server.WebSocketPort}";

    public async Task InitializeAsync() => _server = await ServerProcess.StartAsync(Path.Combine(_directory.FullName, "world.db"), LongGrace);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_player_walks_takes_talks_and_changes_rooms_in_a_terminal_and_ctrl_c_restores_the_screen()
    {
        await using var ben = await MudClient.EnterAsync(_server.WebSocketPort, "Ben", "plaza");
        await using var terminal = PseudoTerminal.Start(100, 30, null, "dotnet", ToolProcess.Path, "play", "--url", Url, "--name", "Ada");
        await terminal.SeesAsync("Ada  score 0");
        await terminal.SeesAsync(static lines => Array.Exists(lines, static line => line.Contains("B Ben ", StringComparison.Ordinal)), "Ben in the panel");
        Assert.True(terminal.IsOnAlternateScreen);
        var before = terminal.Picture;

        await terminal.TypeAsync("take brass la\t\r");
        await terminal.SeesAsync("You take the brass lamp.");
        await terminal.TypeAsync("say hello there\r");
        Assert.Equal("Ada says: hello there", (await ben.HearAsync("Ada says: hello there"))[^1]);

        await terminal.TypeAsync(PseudoTerminal.Down);
        await terminal.SeesAsync(lines => DistanceOfBen(lines) != DistanceOfBen(before), "a step away from Ben");

        await terminal.TypeAsync("go north\r");
        await terminal.SeesAsync(static lines => lines[0].StartsWith("The Fish Market", StringComparison.Ordinal), "the market");
        await ben.TypeAsync("go north");
        await terminal.SeesAsync(static lines => Array.Exists(lines, static line => line.StartsWith("Ben arrives from ", StringComparison.Ordinal)), "Ben in the market");
        await terminal.ResizeAsync(60, 16);
        await terminal.SeesAsync(static lines => lines.Length <= 16 && lines[0].StartsWith("The Fish Market", StringComparison.Ordinal)
            && Array.TrueForAll(lines, static line => line.Length <= 60), "60 by 16");
        await terminal.TypeAsync(PseudoTerminal.CtrlC);
        Assert.Equal(0, await terminal.EndedAsync());
        Assert.False(terminal.IsOnAlternateScreen);
        await ben.HearAsync("Ada is gone.");
    }

    [Fact]
    public async Task A_reconnected_player_executes_lines_typed_meanwhile()
    {
        var there = new IPEndPoint(IPAddress.Loopback, _server.WebSocketPort);
        var line = new TcpProxy(new IPEndPoint(IPAddress.Loopback, 0), there, new LinkConditions(0, 0, 0, 0, 1));
        var here = line.Endpoint;
        await using var terminal = PseudoTerminal.Start(100, 30, null, "dotnet", ToolProcess.Path, "play", "--url", $"{here}", "--name", "Ada");
        await terminal.SeesAsync("Ada  score 0");
        await line.DisposeAsync();
        await terminal.SeesAsync("connection lost");
        await terminal.TypeAsync("take brass lamp\r");
        await using var again = new TcpProxy(here, there, new LinkConditions(0, 0, 0, 0, 1));
        await terminal.SeesAsync("You take the brass lamp.");
        Assert.DoesNotContain("connection lost", terminal.Picture[0], StringComparison.Ordinal);
        await terminal.TypeAsync("quit\r");
        Assert.Equal(0, await terminal.EndedAsync());
    }

    [Fact]
    public async Task A_script_executes_line_by_line_and_a_token_resumes_the_player()
    {
        var token = Path.Combine(_directory.FullName, "token");
        var first = await PlayAsync("take brass lamp\ngo north\nlook\ntake moon\n", "--name", "Ada", "--token-file", token);
        Assert.Equal((0, ""), (first.Code, first.Errors));
        var told = first.Output.Split('\n');
        Assert.Equal("The Plaza", told[0]);
        Assert.Contains("You take the brass lamp.", told);
        Assert.Contains(told, static line => line.StartsWith("The Fish Market: ", StringComparison.Ordinal));
        Assert.Contains("You see no moon here.", told);
        Assert.DoesNotContain("\e", first.Output, StringComparison.Ordinal);

        var again = await PlayAsync("inventory\n", "--json", "--token-file", token);
        Assert.Equal((0, ""), (again.Code, again.Errors));
        var messages = again.Output.TrimEnd().Split('\n').Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal("Ada", messages[0].GetProperty("player").GetProperty("name").GetString());
        var result = messages.Single(static message => message.GetProperty("type").GetString() == "result");
        Assert.Equal("brass lamp", result.GetProperty("inventory").GetProperty("items")[0].GetProperty("name").GetString());
        Assert.DoesNotContain(messages, static message => message.GetProperty("type").GetString() == "keyframe");
    }

    [Fact]
    public async Task Errors_are_reported_in_one_line()
    {
        Assert.StartsWith("No server listens at 127.0.0.1:1: ", await ProblemAsync("--url", "127.0.0.1:1"), StringComparison.Ordinal);
        Assert.StartsWith("--url http://here is no address of a WebSocket", await ProblemAsync("--url", "http://here"), StringComparison.Ordinal);
        Assert.Contains(" has not let you in: ", await ProblemAsync("--url", $"ws://{_server.Http.Authority}"), StringComparison.Ordinal);
    }

    private static async Task<string> ProblemAsync(params string[] arguments)
    {
        var (code, output, errors) = await ToolProcess.RunAsync(["play", .. arguments]);
        Assert.Equal((1, ""), (code, output));
        return Assert.Single(errors.TrimEnd().Split('\n'));
    }

    private Task<(int Code, string Output, string Errors)> PlayAsync(string script, params string[] arguments)
    {
        var file = Path.Combine(_directory.FullName, "script");
        File.WriteAllText(file, script);
        return Programs.RunAsync("/bin/sh", ["-c", "file=$1; shift; exec \"$@\" <\"$file\"", "sh", file, "dotnet", ToolProcess.Path, "play", "--url", Url, .. arguments]);
    }

    private static string DistanceOfBen(string[] picture) => BenInPanel().Match(string.Join('\n', picture)).Value;

    [GeneratedRegex("B Ben . [0-9]+")]
    private static partial Regex BenInPanel();
}
