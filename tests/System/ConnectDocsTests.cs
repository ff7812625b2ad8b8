using System.Diagnostics;
using System.Text.RegularExpressions;
using Actors.Gateway.Tests.SocketIO;

namespace Actors.System.Tests;

/// <summary>The clients of docs/connect, as they stand there, against the real server.</summary>
public sealed partial class ConnectDocsTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-connect-").FullName;
    private ServerProcess _server = null!;

    public async Task InitializeAsync() => _server = await ServerProcess.StartAsync(Path.Combine(_directory, "world.db"));

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task The_canvas_game_in_Node_walks_east_and_is_answered()
    {
        var client = AtMain(Code("arena.md"));
        Assert.Matches(@"^ping \d+\.\d ms\nat [1-9]\S*, 0 after input 1\nclosed 1005\n$", await NodeScripts.RunAsync("--input-type=module", "--eval", client));
    }

    [Fact]
    public async Task The_text_client_in_Python_is_answered_line_by_line()
    {
        await using var ben = await MudClient.EnterAsync(_server.WebSocketPort, "Ben", "inn");
        var output = await RunAsync("/usr/bin/python3", AtMain(Code("mud.md")));
        foreach (var line in (string[])
            ["The Gilded Gull. Exits: out, down.", "Hero says Good evening.", "You take the three-stringed lute.", "You see no moon here. (not_here)", "carrying {", "three-stringed lute"])
            Assert.Contains(line, output, StringComparison.Ordinal);
        await ben.HearAsync("Hero whispers to you: I have the lute.");
    }

    [Fact]
    public async Task The_new_client_in_CSharp_walks_east_and_takes_the_lamp()
    {
        var file = Path.Combine(_directory, "native.cs");
        await File.WriteAllTextAsync(file, AtMain(Code("native.md")));
        var output = await RunAsync("/bin/sh", $"exec dotnet run '{file}'");
        Assert.Contains("1: You take the brass lamp.\n", output, StringComparison.Ordinal);
        Assert.Matches(@"(^|\n)at [1-9]\S*, 0 in plaza\n", output);
    }

    [Fact]
    public async Task The_collector_in_Python_gathers_something()
    {
        var client = Code("collector.md").Replace("ws://localhost:8765", $"ws://localhost:{_server.PortOf("collector")}", StringComparison.Ordinal);
        Assert.StartsWith("gathered 1 at ", await RunAsync("/usr/bin/python3", client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_of_SocketIO_says_good_day_and_takes_the_hammer()
    {
        var client = Code("socketio.md").Replace("http://localhost:5000", $"http://localhost:{_server.PortOf("socketio")}", StringComparison.Ordinal);
        var output = await NodeScripts.RunAsync("--input-type=module", "--eval", client);
        foreach (var line in (string[])["I am Ada, in the plaza", "Ada says: good day", "I have the hammer", "Ada takes the smith's hammer."])
            Assert.Contains(line, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_packets_client_in_Node_gathers_something()
    {
        var client = Code("packets.md").Replace("ws://localhost:3001", $"ws://localhost:{_server.PortOf("packets")}", StringComparison.Ordinal);
        Assert.Matches(@"^1 in the room\nAda is in sight\ngathered 1 (wood|food|stone|gold)\n$", await NodeScripts.RunAsync("--input-type=module", "--eval", client));
    }

    [Fact]
    public async Task The_datagram_client_in_Python_walks_and_shoots()
    {
        var client = Code("datagram.md").Replace("(\"localhost\", 9999)", $"(\"localhost\", {_server.PortOf("datagram")})", StringComparison.Ordinal);
        Assert.Matches(@"^walked 1\.\d+ and shot 1\n$", await RunAsync("/usr/bin/python3", client));
    }

    private static async Task<string> RunAsync(string program, string code)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["-c", code]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(4));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }

    private string AtMain(string client) => client.Replace("ws://localhost:3000", $"ws://localhost:{_server.WebSocketPort}", StringComparison.Ordinal);

    private static string Code(string page)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Actors.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("The repository was not found above the tests.");
        return Block().Match(File.ReadAllText(Path.Combine(directory.FullName, "docs", "connect", page))).Groups["code"].Value;
    }

    [GeneratedRegex("```[a-z]+\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
