using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Actors.Tools.Tests.Terminal;

namespace Actors.Tools.Tests.Top;

/// <summary><c>actors top</c> as operators run it: against a real server, in a terminal and from a script.</summary>
public sealed class TopTests : IAsyncLifetime
{
    private const string Token = "correct horse battery";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-top-");
    private ServerProcess _server = null!;

    private string TokenFile => Path.Combine(_directory.FullName, "token");

    private string Url => _server.Http.ToString();

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(TokenFile, Token + "\n");
        _server = await ServerProcess.StartAsync(Path.Combine(_directory.FullName, "world.db"), $"--Actors:Admin:TokenFile={TokenFile}");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Top_follows_the_server_and_the_terminal_size_and_restores_the_screen_on_q()
    {
        await using var terminal = PseudoTerminal.Start(120, 30, null, "dotnet", ToolProcess.Path, "top", "--url", Url, "--token-file", TokenFile);
        await terminal.SeesAsync("CONNECTIONS  none");
        Assert.True(terminal.IsOnAlternateScreen);
        await using var ada = await MudClient.EnterAsync(_server.WebSocketPort, "Ada", "plaza");
        Assert.Equal("You take the brass lamp.", await ada.AskAsync("take lamp"));
        var picture = await terminal.SeesAsync(
            static lines => Array.Exists(lines, static line => line.Contains("1 player, 1 connection", StringComparison.Ordinal))
                && Array.Exists(lines, static line => line.StartsWith("plaza ", StringComparison.Ordinal)),
            "Ada in the plaza");
        Assert.Contains("CONNECTIONS  mud 1", picture);
        Assert.Contains("\e[1m", terminal.Output, StringComparison.Ordinal);

        await terminal.ResizeAsync(60, 12);
        await terminal.SeesAsync(static lines => lines.Length <= 12 && Array.TrueForAll(lines, static line => line.Length <= 60), "60 by 12");
        await terminal.TypeAsync("xq");
        Assert.Equal(0, await terminal.EndedAsync());
        Assert.False(terminal.IsOnAlternateScreen);
    }

    [Fact]
    public async Task Top_reports_a_lost_server_and_waits_for_it_until_ctrl_c()
    {
        var environment = new Dictionary<string, string> { ["ACTORS_ADMIN_TOKEN"] = Token, ["NO_COLOR"] = "1" };
        await using var terminal = PseudoTerminal.Start(120, 30, environment, "dotnet", ToolProcess.Path, "top", "--url", Url);
        await terminal.SeesAsync("CONNECTIONS  none");
        await _server.KillAsync();
        await terminal.SeesAsync("No server answers at ");
        await terminal.TypeAsync(PseudoTerminal.CtrlC);
        Assert.Equal(0, await terminal.EndedAsync());
        Assert.False(terminal.IsOnAlternateScreen);
        Assert.DoesNotMatch(@"\e\[[0-9;]*3[0-7]m", terminal.Output);
    }

    [Fact]
    public async Task Top_prints_one_table_or_JSON_object_without_a_terminal()
    {
        await using var ada = await MudClient.EnterAsync(_server.WebSocketPort, "Ada", "plaza");
        var (code, output, errors) = await ToolProcess.RunAsync("top", "--url", Url, "--token-file", TokenFile);
        Assert.True(code == 0, errors);
        Assert.Contains("\nplaza ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e", output, StringComparison.Ordinal);

        (code, output, _) = await ToolProcess.RunAsync("top", "--url", Url, "--token-file", TokenFile, "--json", "--once");
        Assert.Equal(0, code);
        var state = JsonDocument.Parse(Assert.Single(output.TrimEnd().Split('\n'))).RootElement;
        Assert.Equal(1, state.GetProperty("players").GetInt32());
        Assert.True(state.GetProperty("nodes")[0].GetProperty("commits").GetInt64() > 0, "Ada's row is on disk.");
        Assert.Equal(JsonValueKind.Number, state.GetProperty("commitsPerSecond").ValueKind);
    }

    [Fact]
    public async Task Errors_are_reported_in_one_line()
    {
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await SaysAsync($"No server answers at http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}/: ", "--url", $"127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}",
            "--token-file", TokenFile);
        await SaysAsync("--url ftp://here is no address of HTTP", "--url", "ftp://here", "--token-file", TokenFile);
        await SaysAsync("The operators' token is missing", "--url", Url);
        await SaysAsync("--token-file: ", "--url", Url, "--token-file", TokenFile + ".gone");
        await File.WriteAllTextAsync(TokenFile, "correct horse batter");
        await SaysAsync($"{Url} refuses the token", "--url", Url, "--token-file", TokenFile);
        await using var closed = await ServerProcess.StartAsync(Path.Combine(_directory.FullName, "closed.db"));
        await SaysAsync($"{closed.Http} has no /admin", "--url", $"{closed.Http}", "--token-file", TokenFile);
    }

    private static async Task SaysAsync(string expected, params string[] arguments)
    {
        var (code, output, errors) = await ToolProcess.RunAsync(["top", "--json", .. arguments]);
        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(expected, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
