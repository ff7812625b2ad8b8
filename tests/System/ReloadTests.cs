using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>An author who edits the world's files while clients of all kinds play in it.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    private const string World = """
        name: Isle
        defaultRoom: beach
        items:
          lamp: { name: lamp, description: It shines. }
          bread: { name: loaf of bread, description: Fresh., heals: 1 }
          sword: { name: sword, description: Sharp., attackBonus: 1 }
        """;

    private const string Shore = """
        id: shore
        title: The Shore
        description: Wet.
        rooms:
          beach:
            title: The Beach
            description: Sand.
            size: [20, 20]
            exits: { north: { to: dune, at: [0, -10] } }
            items: [{ kind: lamp, at: [1, 1] }, { kind: bread, at: [2, 2] }, { kind: sword, at: [3, 3] }]
            creatures: []
          dune:
            title: The Dune
            description: Higher.
            size: [20, 20]
            exits: { south: { to: beach, at: [0, 10] } }
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-reload-");
    private ServerProcess _server = null!;
    private AdminClient _admin = null!;

    private string Content => $"--Actors:Content={PathOf("")}";

    private string Token => $"--Actors:Admin:TokenFile={Path.Combine(_directory.FullName, "token")}";

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "token"), AdminClient.Token);
        Directory.CreateDirectory(PathOf("zones"));
        await EditAsync(World, Shore);
        _server = await ServerProcess.StartAsync(Path.Combine(_directory.FullName, "world.db"), Content, Token);
        _admin = new AdminClient(_server.Http);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Edited_texts_and_numbers_reload_without_closing_a_socket()
    {
        await NodeScripts.InstallAsync();
        await using var ada = await NativeClient.EnterAsync(_server.WebSocketPort, "Ada", "beach");
        await using var mona = await MudClient.EnterAsync(_server.WebSocketPort, "Mona", "beach");
        await using var sam = DrivenClient.Node("socketio", $"http://127.0.0.1:{_server.PortOf("socketio")}", "Sam", "websocket");
        await sam.SeesAsync("three players", static sight => sight.Players.Count == 3);
        Assert.Equal("You take the lamp.", await ada.TextOfAsync("take lamp"));
        Assert.Equal("You take the sword.", await mona.AskAsync("take sword"));

        // The text of an item: one is carried, and none lies in a room.
        await EditAsync(World.Replace("It shines.", "It glows.", StringComparison.Ordinal), Shore);
        var report = await ReloadAsync(HttpStatusCode.OK);
        Assert.Equal(("done", 1, 1), (report.GetProperty("outcome").GetString(), report.GetProperty("nodes").GetInt32(), report.GetProperty("renewedRooms").GetInt32()));
        Assert.Equal("It glows.", await ada.TextOfAsync("examine lamp"));

        // The number of a kind, reloaded by a signal.
        await EditAsync(World.Replace("attackBonus: 1", "attackBonus: 31", StringComparison.Ordinal), Shore);
        await _server.HangUpAsync();
        await _server.SaysAsync("2 kinds changed; 1 of 1 active rooms begun anew on 1 node");
        await mona.AskAsync("hold sword");
        await mona.TypeAsync("attack Ada");
        var struck = await ada.Json.UntilAsync(static message => message.Type() == "keyframe" && Health(message, "Ada") < 100);
        Assert.Equal(100 - 10 - 31, Health(struck, "Ada"));

        // The room's description, and one more item in it.
        await EditAsync(World, Shore.Replace("Sand.", "Sand, raked.", StringComparison.Ordinal).Replace("[{ kind: lamp", "[{ kind: bread, at: [-5, 0] }, { kind: lamp", StringComparison.Ordinal));
        await ReloadAsync(HttpStatusCode.OK);
        var room = await ada.Json.UntilAsync(static message => message.Type() == "room" && message.GetRawText().Contains("raked", StringComparison.Ordinal));
        Assert.Equal("beach", room.GetProperty("room").GetProperty("id").GetString());
        await mona.TypeAsync("look");
        await mona.SeeRoomAsync(static seen => seen.GetProperty("description").GetString() == "Sand, raked.");

        // All are where they were, on the sockets that they came with, and hear each other.
        await sam.SpeakAsync("still here");
        await mona.HearAsync("Sam says: still here");
        await mona.TypeAsync("say so am I");
        await sam.SeesAsync("Mona's answer", static sight => sight.Heard.Contains("Mona says: so am I") && sight.Players.Count == 3);
        Assert.Equal("It shines.", await ada.TextOfAsync("examine lamp"));
    }

    [Fact]
    public async Task A_content_error_keeps_the_old_content_and_is_shown_to_operators_and_logged()
    {
        await using var ada = await NativeClient.EnterAsync(_server.WebSocketPort, "Ada", "beach");
        var before = (await _admin.StateAsync()).GetProperty("content").GetString();
        await EditAsync(World.Replace("It shines.", "It glows.", StringComparison.Ordinal), Shore.Replace("description: Sand.", "descriptoin: Sand.", StringComparison.Ordinal));
        var report = await ReloadAsync(HttpStatusCode.BadRequest);
        Assert.Equal("invalid", report.GetProperty("outcome").GetString());
        Assert.Equal("The content cannot be used, and nothing was changed:", report.GetProperty("message").GetString());
        const string Mistake = "shore.yaml:7:5: room \"beach\" has no key \"descriptoin\"; did you mean \"description\"?";
        Assert.Contains(report.GetProperty("problems").EnumerateArray(), static problem => problem.GetString()!.EndsWith(Mistake, StringComparison.Ordinal));
        await _server.SaysAsync(Mistake);
        Assert.Equal("It shines.", await AfterTakingAsync(ada));

        await EditAsync(World + "\nrules: { tickMilliseconds: 100 }", Shore);
        report = await ReloadAsync(HttpStatusCode.Conflict);
        Assert.Equal(("needsRestart", "rules.tickMilliseconds is 100 now, and the world runs with 50"), (report.GetProperty("outcome").GetString(), report.GetProperty("problems")[0].GetString()));
        Assert.Equal(before, (await _admin.StateAsync()).GetProperty("content").GetString());

        using var stranger = new AdminClient(_server.Http, "wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Http.PostAsync("/admin/reload", null)).StatusCode);
        var metrics = await _admin.Http.GetStringAsync("/metrics");
        Assert.Contains("actors_content_reloads_total{outcome=\"invalid\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("actors_content_reloads_total{outcome=\"needsrestart\"} 1", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Players_enter_an_added_room_and_leave_a_removed_one_on_the_same_socket()
    {
        await using var ada = await NativeClient.EnterAsync(_server.WebSocketPort, "Ada", "beach");
        await EditAsync(World, Shore.Replace("north: { to: dune, at: [0, -10] }", "north: { to: dune, at: [0, -10] }, west: { to: cave, at: [-10, 0] }", StringComparison.Ordinal) + """

              cave:
                title: The Cave
                description: Dark.
                size: [20, 20]
                exits: { east: { to: beach, at: [10, 0] } }
            """);
        Assert.Contains("1 room changed, 1 room added", (await ReloadAsync(HttpStatusCode.OK)).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True((await ada.AskAsync("go west")).GetProperty("ok").GetBoolean());
        await ada.AskAsync("say Is anybody in?");
        await EditAsync(World, Shore);
        Assert.Contains("1 room removed", (await ReloadAsync(HttpStatusCode.OK)).GetProperty("message").GetString(), StringComparison.Ordinal);
        await ada.Json.UntilAsync(static message => message.Type() == "event" && message.GetRawText()
            .Contains("The room where you were, cave, is gone: you are in The Beach.", StringComparison.Ordinal));
        Assert.Equal("It shines.", await AfterTakingAsync(ada));
    }

    [Fact]
    public async Task A_reload_reaches_all_cluster_nodes_and_clients_stay_connected()
    {
        // No node dies here: none may be declared dead because the machine is busy.
        const string Lease = "--Actors:Cluster:LeaseSeconds=20";
        var data = Path.Combine(_directory.FullName, "cluster.db");
        await using var first = await ServerProcess.StartWorldNodeAsync(data, "world-1", Content, Lease);
        await using var second = await ServerProcess.StartWorldNodeAsync(data, "world-2", Content, Lease);
        await using var gateway = await ServerProcess.StartAsync(data, "--Actors:Cluster:Node=gateway-1", Content, Token, Lease);
        using var admin = new AdminClient(gateway.Http);
        await admin.UntilAsync(static state => state.GetProperty("nodes").EnumerateArray().Count(static node => node.GetProperty("status").GetString() == "Up") == 3, "three nodes are up");
        await using var ada = await NativeClient.EnterAsync(gateway.WebSocketPort, "Ada", "beach");
        await using var mona = await MudClient.EnterAsync(gateway.WebSocketPort, "Mona", "dune");

        await EditAsync(World, Shore.Replace("Sand.", "Sand, raked.", StringComparison.Ordinal).Replace("Higher.", "Flat.", StringComparison.Ordinal));
        using var answer = await admin.Http.PostAsync("/admin/reload", null);
        var report = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, $"{report}");
        Assert.Equal((3, 2), (report.GetProperty("nodes").GetInt32(), report.GetProperty("renewedRooms").GetInt32()));
        await ada.Json.UntilAsync(static message => message.Type() == "room" && message.GetRawText().Contains("raked", StringComparison.Ordinal));
        Assert.Equal("It shines.", await AfterTakingAsync(ada));
        await mona.TypeAsync("look");
        await mona.SeeRoomAsync(static seen => seen.GetProperty("description").GetString() == "Flat.");
        Assert.True((await ada.AskAsync("go north")).GetProperty("ok").GetBoolean());
        await mona.HearAsync("Ada arrives from the south.");

        var hash = report.GetProperty("content").GetString();
        await admin.UntilAsync(
            state => state.GetProperty("nodes").EnumerateArray().Where(static node => node.GetProperty("reported").GetBoolean())
                .All(node => node.GetProperty("content").GetString() == hash), "each has it");
    }

    private static async Task<string> AfterTakingAsync(NativeClient client)
    {
        Assert.Equal("You take the lamp.", await client.TextOfAsync("take lamp"));
        return await client.TextOfAsync("examine lamp");
    }

    private static double Health(JsonElement state, string name) =>
        state.GetProperty("players").EnumerateArray().Where(player => player.GetProperty("name").GetString() == name).Select(static player => player.GetProperty("health").GetDouble())
            .FirstOrDefault(100);

    private async Task<JsonElement> ReloadAsync(HttpStatusCode expected)
    {
        using var answer = await _admin.Http.PostAsync("/admin/reload", null);
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private string PathOf(string file) => Path.Combine(_directory.FullName, "content", file);

    private async Task EditAsync(string world, string shore)
    {
        await File.WriteAllTextAsync(PathOf("world.yaml"), world);
        await File.WriteAllTextAsync(PathOf(Path.Combine("zones", "shore.yaml")), shore);
    }
}
