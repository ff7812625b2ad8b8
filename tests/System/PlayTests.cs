namespace Actors.System.Tests;

public sealed class PlayTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-play-");
    private ServerProcess _server = null!;

    private string Data => Path.Combine(_directory.FullName, "world.db");

    public async Task InitializeAsync() => _server = await ServerProcess.StartAsync(Data);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Two_MUD_players_talk_and_only_one_takes_a_contested_item()
    {
        await using var hero = await JsonClient.ConnectAsync(_server.WebSocketPort, "/ws/game/?name=Hero");
        await hero.UntilAsync(static message => message.Event() == "room_description");
        await using var bob = await JsonClient.ConnectAsync(_server.WebSocketPort, "/ws/game/?name=Bob");
        await bob.UntilAsync(static message => message.Event() == "room_description");

        await hero.TypeAsync("say hello");
        Assert.Equal("Hero", (await bob.UntilAsync(static m => m.Event() == "player_action" && m.Text() == "hello")).GetProperty("data").GetProperty("player_name").GetString());
        await bob.TypeAsync("whisper hero psst");
        await hero.UntilAsync(static message => message.Event() == "player_action" && message.Text() == "psst");

        await Task.WhenAll(hero.TypeAsync("take lamp"), bob.TypeAsync("take lamp"));
        string[] answers =
        [
            (await hero.UntilAsync(static m => m.Type() == "error" || m.Event() == "message")).Text(),
            (await bob.UntilAsync(static m => m.Type() == "error" || m.Event() == "message" && m.Text().StartsWith("You take", StringComparison.Ordinal))).Text(),
        ];
        Assert.Single(answers, "You take the brass lamp.");
        Assert.Single(answers, static answer => answer.EndsWith("has already taken the brass lamp.", StringComparison.Ordinal));
        Assert.Contains("Did you mean \"take\"?", (await hero.AskAsync("tkae lamp")).Text());

        Assert.Equal("You go north.", (await hero.AskAsync("n")).Text());
        // The old room may still be described on the way out
        await hero.UntilAsync(static m => m.Event() == "room_description" && m.GetProperty("data").GetProperty("room_id").GetString() == "market");
        Assert.Contains("Bob, Hero", (await hero.AskAsync("who")).Text());
    }

    [Fact]
    public async Task Health_metrics_and_the_page_are_served()
    {
        using var http = new HttpClient { BaseAddress = _server.Http };
        Assert.Equal("ready", await http.GetStringAsync("/health/ready"));
        Assert.Contains("# TYPE actors_websocket_connections gauge", await http.GetStringAsync("/metrics"));
        Assert.Contains("<canvas id=\"map\"", await http.GetStringAsync("/"));
        Assert.Contains("export class GameClient", await http.GetStringAsync("/game-client.js"));
        Assert.Contains($"\"webSocketPort\":{_server.WebSocketPort}", await http.GetStringAsync("/config.json"));
    }

    [Fact]
    public async Task A_taken_port_is_an_error_that_names_the_option()
    {
        await using var second = await ServerProcess.RunToExitAsync(Path.Combine(_directory.FullName, "second.db"), $"--Actors:WebSockets:main:Port={_server.WebSocketPort}");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("--Actors:WebSockets:main:Port", second.Output);
    }

    [Fact]
    public async Task Broken_content_stops_the_start_with_file_and_line()
    {
        var content = _directory.CreateSubdirectory("content");
        await File.WriteAllTextAsync(Path.Combine(content.FullName, "world.yaml"), "name: Broken\ndefaultRom: nowhere\n");
        await using var broken = await ServerProcess.RunToExitAsync(Path.Combine(_directory.FullName, "broken.db"), $"--Actors:Content={content.FullName}");
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("world.yaml:2:1", broken.Output);
    }
}
