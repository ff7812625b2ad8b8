using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Actors.System.Tests;

/// <summary>The clients of docs/connect, as they stand there, against the real server.</summary>
public sealed partial class ConnectDocsTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
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
    public async Task The_native_CSharp_client_walks_east_and_takes_the_lamp()
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
        Assert.StartsWith("gathered 1 at ", await RunAsync("/usr/bin/python3", Collector()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Socket_IO_client_says_good_day_and_takes_the_hammer()
    {
        var output = await NodeScripts.RunAsync("--input-type=module", "--eval", SocketIO());
        foreach (var line in (string[])["I am Ada, in the plaza", "Ada says: good day", "I have the hammer", "Ada takes the smith's hammer."])
            Assert.Contains(line, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_packets_client_in_Node_gathers_something()
    {
        Assert.Matches(@"^1 in the room\nPia is in sight\ngathered 1 (wood|food|stone|gold)\n$", await NodeScripts.RunAsync("--input-type=module", "--eval", Packets()));
    }

    [Fact]
    public async Task The_datagram_client_in_Python_walks_and_shoots()
    {
        Assert.Matches(@"^walked [1-9]\d*\.\d+ and shot 1\n$", await RunAsync("/usr/bin/python3", Datagram()));
    }

    /// <summary>Each time in a browser without stored data: the page keeps its token where others do not find it.</summary>
    [Fact]
    public async Task The_page_can_be_opened_ten_times_on_one_world()
    {
        var (files, port) = await ServePageAsync();
        using var _ = files;
        try
        {
            for (var round = 1; round <= 10; round++)
            {
                var page = await chromium.NewPageAsync();
                var problems = new ConcurrentQueue<string>();
                page.PageError += (_, error) => problems.Enqueue(error);
                page.Console += (_, message) =>
                {
                    if (message.Type == "error")
                        problems.Enqueue(message.Text);
                };
                await page.GotoAsync($"http://localhost:{port}/page.html?name=Page&server=ws://localhost:{_server.WebSocketPort}");
                var log = page.Locator("#log");
                await Assertions.Expect(log).ToContainTextAsync("The Plaza: ", new() { Timeout = Chromium.PatienceMilliseconds });
                await page.Keyboard.DownAsync("ArrowRight");
                await page.Keyboard.UpAsync("ArrowRight");
                await page.Locator("#line").FillAsync("take lamp");
                await page.Locator("#line").PressAsync("Enter");
                await Assertions.Expect(log).ToContainTextAsync("You take the brass lamp.", new() { Timeout = Chromium.PatienceMilliseconds });
                await page.Locator("#line").FillAsync("drop lamp");
                await page.Locator("#line").PressAsync("Enter");
                await Assertions.Expect(log).ToContainTextAsync("You drop the brass lamp.", new() { Timeout = Chromium.PatienceMilliseconds });
                Assert.Empty(problems);
                await page.Context.CloseAsync();
            }
        }
        finally
        {
            files.Kill();
        }
    }

    /// <summary>Guests of earlier rounds have left names and things behind, and are gone.</summary>
    [Fact]
    public async Task Every_client_can_be_run_ten_times_on_one_world()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "native.cs"), AtMain(Code("native.md")));
        for (var round = 1; round <= 10; round++)
        {
            Assert.Matches(@"^ping \d+\.\d ms\nat [1-9]\S*, 0 after input 1\nclosed 1005\n$", await NodeScripts.RunAsync("--input-type=module", "--eval", AtMain(Code("arena.md"))));
            var hero = await RunAsync("/usr/bin/python3", AtMain(Code("mud.md")));
            Assert.Contains("Hero says Good evening.", hero, StringComparison.Ordinal);
            Assert.Contains("You take the three-stringed lute.", hero, StringComparison.Ordinal);
            var native = await RunAsync("/bin/sh", $"exec dotnet run '{Path.Combine(_directory, "native.cs")}'");
            Assert.Contains("1: You take the brass lamp.\n", native, StringComparison.Ordinal);
            Assert.Contains("2: You drop the brass lamp.\n", native, StringComparison.Ordinal);
            Assert.StartsWith("gathered 1 at ", await RunAsync("/usr/bin/python3", Collector()), StringComparison.Ordinal);
            var ada = await NodeScripts.RunAsync("--input-type=module", "--eval", SocketIO());
            Assert.Contains("I am Ada, in the plaza\n", ada, StringComparison.Ordinal);
            Assert.Contains("I have the hammer\n", ada, StringComparison.Ordinal);
            Assert.Matches(@"^\d+ in the room\n(.*\n)*Pia is in sight\n(.*\n)*gathered 1 ", await NodeScripts.RunAsync("--input-type=module", "--eval", Packets()));
            Assert.Matches(@"^walked [1-9]\d*\.\d+ and shot 1\n$", await RunAsync("/usr/bin/python3", Datagram()));
        }
    }

    /// <summary>Serves the folder that the page is to be saved in, with the page, in the way that it describes.</summary>
    private async Task<(Process Server, int Port)> ServePageAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_directory, "js"));
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("clients", "js"), "game-client.js").Concat(Directory.EnumerateFiles(Repository.PathOf("clients", "js", "lib"))))
        {
            var copy = Path.Combine(folder.FullName, Path.GetRelativePath(Repository.PathOf("clients", "js"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "page.html"), Code("browser.md", "html"));
        var server = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder.FullName])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        server.ErrorDataReceived += static (_, _) => { };
        server.BeginErrorReadLine();
        var said = await server.StandardOutput.ReadLineAsync().Soon();
        return (server, int.Parse(PortSaid().Match(said ?? "").Groups["port"].Value, CultureInfo.InvariantCulture));
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

    private string Collector() => Code("collector.md").Replace("ws://localhost:8765", $"ws://localhost:{_server.PortOf("collector")}", StringComparison.Ordinal);

    private string SocketIO() => Code("socketio.md").Replace("http://localhost:5000", $"http://localhost:{_server.PortOf("socketio")}", StringComparison.Ordinal);

    private string Packets() => Code("packets.md").Replace("ws://localhost:3001", $"ws://localhost:{_server.PortOf("packets")}", StringComparison.Ordinal);

    private string Datagram() => Code("datagram.md").Replace("(\"localhost\", 9999)", $"(\"localhost\", {_server.PortOf("datagram")})", StringComparison.Ordinal);

    private string AtMain(string client) => client.Replace("ws://localhost:3000", $"ws://localhost:{_server.WebSocketPort}", StringComparison.Ordinal);

    private static string Code(string page) => Block().Match(File.ReadAllText(Repository.PathOf("docs", "connect", page))).Groups["code"].Value;

    private static string Code(string page, string language) =>
        Block().Matches(File.ReadAllText(Repository.PathOf("docs", "connect", page))).Single(block => block.Groups["language"].Value == language).Groups["code"].Value;

    [GeneratedRegex("```(?<language>[a-z]+)\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@" port (?<port>\d+) ")]
    private static partial Regex PortSaid();
}
