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
        var client = Code("packets.md").Replace("ws://localhost:3000", $"ws://localhost:{_server.WebSocketPort}", StringComparison.Ordinal);
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
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(90));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }

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
