using System.Text.Json;

namespace Actors.Samples.Tests;

/// <summary>Clients of the native protocol and a terminal play a match at the sample's own program: from the bench, through the gate, and back.</summary>
public sealed class TagOverSocketsTests
{
    [Fact]
    public async Task Two_players_play_a_full_round()
    {
        await using var server = await new SampleServer("Tag").With("zones/park.yaml", "roundSeconds: 60, pauseSeconds: 5", "roundSeconds: 8, pauseSeconds: 1").StartAsync();
        await using var ada = await Runner.EnterAsync(server.Port, "Ada");
        await using var bob = await Runner.EnterAsync(server.Port, "Bob");
        await ada.AskAsync(1, new { type = "command", id = 1, line = "play" });
        await ada.UntilInAsync("arena@lobby-1");
        // A terminal lists the match; Bob finds it by what it is, and not by its name.
        await using var terminal = await JsonClient.ConnectAsync(server.Port, "/ws/game/?name=Cid");
        await terminal.TypeAsync("rooms");
        await terminal.ExpectAsync("arena@lobby-1: The Arena, 1 of 8");
        var listed = await bob.AskAsync(1, new { type = "command", id = 1, verb = "rooms", args = new { set = "match" } });
        Assert.Equal(1, listed.GetProperty("rooms")[0].GetProperty("players").GetInt32());
        Assert.True((await bob.AskAsync(2, new { type = "command", id = 2, verb = "join", args = new { set = "match" } })).GetProperty("ok").GetBoolean());
        await bob.UntilInAsync("arena@lobby-1");

        var chosen = await ada.UntilAsync("tag.chosen");
        var (it, other) = chosen.GetProperty("name").GetString() == "Ada" ? (ada, bob) : (bob, ada);
        Assert.Equal(ReferenceEquals(it, ada) ? "You are it. Run!" : "Bob is it. Run!", chosen.GetProperty("line").GetString());

        // They begin on opposite sides of the lawn, the older player in the east; the player who is it runs across.
        await it.WalkAsync(ReferenceEquals(it, ada) ? -1 : 1);
        var tagged = await other.UntilAsync("tag.tagged");
        Assert.Equal($"{it.Name} tags you.", tagged.GetProperty("line").GetString());
        // If she walked on westwards she would leave the match.
        await it.WalkAsync(0);

        // The player who was it first is free from then on, but the other had been free for as long as the way took.
        var won = await other.UntilAsync("tag.won");
        Assert.Contains(won.GetProperty("name").GetString(), (string[])["Ada", "Bob"]);
        Assert.InRange(won.GetProperty("data").GetProperty("freeSeconds").GetInt32(), 3, 8);

        // All are back on the bench, where the result is known; the next match is another.
        await Task.WhenAll(ada.UntilInAsync("lobby"), bob.UntilInAsync("lobby"));
        await terminal.ExpectAsync($"A match is over: {won.GetProperty("name").GetString()} has won.");
        var standings = await ada.AskAsync(2, new { type = "command", id = 2, line = "standings" });
        Assert.Contains($"{won.GetProperty("name").GetString()}: free for", standings.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("1 won", standings.GetProperty("text").GetString(), StringComparison.Ordinal);
        await ada.AskAsync(3, new { type = "command", id = 3, line = "play" });
        await ada.UntilInAsync("arena@lobby-2");
        var rooms = await JoinBySocketIOAsync(server.SocketIOPort, "arena@lobby-2");
        Assert.Contains("\"room_id\":\"arena@lobby-2\",\"set\":\"match\",\"title\":\"The Arena\",\"players\":1,\"capacity\":8", rooms, StringComparison.Ordinal);
    }

    /// <summary>Another player lists the open rooms, and goes into one by its id.</summary>
    private static async Task<string> JoinBySocketIOAsync(int port, string room)
    {
        using var client = (await EngineIOClient.OpenAsync(port, EngineIOClient.SocketPath)).Client;
        await client.SendAsync("""40{"name":"Dan"}""");
        await AnswerAsync("42[\"welcome\"");
        await client.SendAsync("""421["player_action",{"action":"rooms","data":{"set":"match"}}]""");
        var rooms = await AnswerAsync("431[");
        await client.SendAsync($$"""422["join_room",{"room_id":"{{room}}"}]""");
        Assert.Contains("\"ok\":true", await AnswerAsync("432["), StringComparison.Ordinal);
        return rooms;

        async Task<string> AnswerAsync(string begin)
        {
            while (true)
            {
                var packet = await client.ReceiveAsync();
                if (packet == "2")
                    await client.SendAsync("3");
                else if (packet.StartsWith(begin, StringComparison.Ordinal))
                    return packet;
            }
        }
    }
}
