using System.Diagnostics;
using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>Every kind of client in one room, each as its users have it.</summary>
public sealed class EveryClientTests(Chromium chromium) : IAsyncLifetime, IClassFixture<Chromium>
{
    /// <summary>The collector's units are an eighth of one of the world's, rounded to hundredths, those of packets a tenth; UDP's thousandths are five.</summary>
    private const double Rounding = 0.2;

    private readonly string _directory = Directory.CreateTempSubdirectory("actors-every-").FullName;
    private readonly List<DrivenClient> _clients = [];
    private ServerProcess _server = null!;

    public async Task InitializeAsync()
    {
        await NodeScripts.InstallAsync();
        _server = await ServerProcess.StartAsync(
            Path.Combine(_directory, "world.db"), "--Actors:Datagram:Limits:SilenceSeconds=8", "--Actors:WebSockets:main:Room=plaza", "--Actors:WebSockets:collector:Room=plaza",
            "--Actors:Datagram:Room=plaza");
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Clients_of_every_dialect_see_and_hear_each_other_in_one_room()
    {
        var websocket = $"ws://localhost:{_server.WebSocketPort}";
        var socketIO = $"http://localhost:{_server.PortOf("socketio")}";
        // The size of the plaza.
        var (width, height) = ("100", "100");
        Add(DrivenClient.Node("arena", websocket));
        Add(DrivenClient.Python("mud", $"{websocket}/ws/game/?name=Mudlark"));
        Add(DrivenClient.Python("collector", $"ws://localhost:{_server.PortOf("collector")}", width, height));
        Add(DrivenClient.Node("packets", websocket, "Packer", width, height));
        Add(DrivenClient.Node("socketio", socketIO, "Poller", "polling"));
        Add(DrivenClient.Node("socketio", socketIO, "Socket", "websocket"));
        Add(DrivenClient.Node("socketio", socketIO, "Upgrader", "polling,websocket"));
        Add(DrivenClient.Python("datagram", $"{_server.PortOf("datagram")}", width, height));
        await using var page = await chromium.OpenAsync(_server, "Pager", "plaza");
        var count = _clients.Count + 1;
        var all = (await _clients[0].SeesAsync($"{count} players", sight => sight.Players.Count == count)).Players.Keys.Order().ToArray();
        foreach (var client in _clients)
            await client.SeesAsync("everybody", sight => sight.Players.Keys.Order().SequenceEqual(all));

        // Each goes its own way. The text client goes by words, below.
        for (var i = 0; i < _clients.Count; i++)
        {
            var angle = (i + 0.5) * Math.Tau / _clients.Count;
            if (_clients[i].Kind != "mud")
                await _clients[i].WalkAsync(Math.Cos(angle), Math.Sin(angle));
        }
        await page.Map.FocusAsync();
        await page.Page.Keyboard.DownAsync("ArrowRight");
        await _clients[0].SeesAsync("all but the text client far from the middle", sight => sight.Players.Values.Count(static at => Math.Abs(at[0]) + Math.Abs(at[1]) > 4) == count - 1);
        await page.Page.Keyboard.UpAsync("ArrowRight");
        foreach (var client in _clients)
            await client.StopAsync();
        await AllSeeTheSameAsync();

        // Those whose dialect has words speak, and hear each other.
        var speakers = _clients.Where(static client => client.Kind is "mud" or "packets" or "socketio").ToArray();
        for (var i = 0; i < speakers.Length; i++)
            await speakers[i].SpeakAsync($"word {i}");
        await page.TypeAsync("say word from the page");
        for (var i = 0; i < speakers.Length; i++)
        {
            foreach (var other in speakers.Where(other => other != speakers[i]))
                await other.SeesAsync($"word {i}", sight => sight.Heard.Any(line => line.EndsWith($"word {i}", StringComparison.Ordinal)));
        }
        foreach (var speaker in speakers)
            await speaker.SeesAsync("the page's word", static sight => sight.Heard.Any(static line => line.EndsWith("word from the page", StringComparison.Ordinal)));
        await page.ReadsAsync("Mudlark says: word 0");
        var transports = await Task.WhenAll(_clients.Where(static client => client.Kind == "socketio").Select(static async client => (await client.LookAsync()).Transport));
        Assert.Equal("polling websocket websocket", string.Join(' ', transports));

        // The text client walks out by a word, and in again.
        var mud = _clients[1];
        var me = (await mud.LookAsync()).Me!;
        await mud.WalkAsync(0, -1);
        foreach (var client in _clients.Where(client => client != mud))
            await client.SeesAsync("the text client gone", sight => !sight.Players.ContainsKey(me));
        await WebClient.SeesNoMoreAsync(page.Here, "Mudlark");
        await mud.WalkAsync(0, 1);
        foreach (var client in _clients)
            await client.SeesAsync("the text client back", sight => sight.Players.ContainsKey(me));
        await AllSeeTheSameAsync();
        Assert.Empty(page.Errors);

        // One client after the other leaves for good; the remaining ones see it.
        await page.DisposeAsync();
        for (var left = count - 1; _clients.Count > 0; left--)
        {
            foreach (var client in _clients)
                await client.SeesAsync($"{left} left", sight => sight.Players.Count == left);
            await _clients[^1].LeaveAsync();
            await _clients[^1].DisposeAsync();
            _clients.RemoveAt(_clients.Count - 1);
        }
        Assert.DoesNotContain("fail:", _server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collected_resource_goes_to_one_player_and_vanishes_for_others()
    {
        // The player uses two kinds of client; its token is issued to the first.
        string token;
        await using (var before = await MudClient.EnterAsync(_server.WebSocketPort, "Reaper", "plaza"))
        {
            Assert.Equal("You take the brass lamp.", await before.AskAsync("take lamp"));
            token = before.Token!;
        }
        var collector = $"ws://localhost:{_server.PortOf("collector")}/";
        var watcher = Add(DrivenClient.Node("packets", $"ws://localhost:{_server.WebSocketPort}", "Watcher", "100", "100"));
        var reaper = Add(DrivenClient.Python("collector", $"{collector}?token={token}", "100", "100"));
        var rival = Add(DrivenClient.Python("collector", collector, "100", "100"));
        var there = (await watcher.SeesAsync("things", static sight => sight.Things!.Length > 0)).Things!.Length;
        await reaper.SeesAsync("three players", static sight => sight.Players.Count == 3);
        // Both walk from the middle to the same thing, the nearest one.
        var sight = await reaper.SeesAsync("something to gather", static sight => sight.Things!.Length > 0);
        var nearest = sight.Things!.MinBy(static at => (at[0] * at[0]) + (at[1] * at[1]))!;
        foreach (var collecting in (DrivenClient[])[reaper, rival])
        {
            await collecting.StopAtAScoreAsync();
            await collecting.WalkAsync(nearest[0], nearest[1]);
        }
        var gathered = await reaper.SeesAsync("a score", static sight => sight.Scores!.Values.Sum() > 0);
        Assert.Equal(1, gathered.Scores!.Values.Sum());
        await watcher.SeesAsync("it gone", now => now.Things!.Length == there - 1);
        var id = gathered.Scores!.Single(static score => score.Value == 1).Key;

        // Whichever of the two has it, nobody else does.
        await reaper.LeaveAsync();
        await rival.LeaveAsync();
        await using var again = await MudClient.ReturnAsync(_server.WebSocketPort, token);
        var (items, resources) = await again.InventoryAsync();
        Assert.Equal(["brass lamp"], items);
        Assert.Equal(again.Id == id ? 1 : 0, resources);
        Assert.DoesNotContain("fail:", _server.Output, StringComparison.Ordinal);
    }

    private DrivenClient Add(DrivenClient client)
    {
        _clients.Add(client);
        return client;
    }

    /// <summary>Once what was under way has arrived, each client's picture, through its own projection, is that of the first.</summary>
    private async Task AllSeeTheSameAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var sights = await Task.WhenAll(_clients.Select(static client => client.LookAsync()));
            if (sights.All(sight => Same(sight.Players, sights[0].Players, Rounding)))
                return;
            Assert.True(
                Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(90),
                string.Join('\n', _clients.Zip(sights, static (client, sight) => $"{client.Kind}: {JsonSerializer.Serialize(sight.Players)}")));
        }
    }

    private static bool Same(Dictionary<string, double[]> one, Dictionary<string, double[]> other, double within) =>
        one.Keys.Order().SequenceEqual(other.Keys.Order())
        && one.All(player => Math.Abs(player.Value[0] - other[player.Key][0]) <= within && Math.Abs(player.Value[1] - other[player.Key][1]) <= within);
}
