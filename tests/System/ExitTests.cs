namespace Actors.System.Tests;

/// <summary>However a player leaves a room, both rooms hear of it, and the player is in the other one.</summary>
[Collection(OneServerCollection.Name)]
public sealed class ExitTests(OneServer server)
{
    [Fact]
    public async Task Both_rooms_hear_a_player_leave_by_verb()
    {
        await using var behind = await server.MudAsync("Fishwife", "market");
        await using var ahead = await server.MudAsync("Farrier", "smithy");
        await using var hero = await server.MudAsync("Typist", "market");
        await behind.HearAsync("Typist appears.");

        Assert.Equal("You go east.", await hero.AskAsync("e"));
        await hero.SeeRoomAsync(static room => room.GetProperty("room_id").GetString() == "smithy");
        await behind.HearAsync("Typist goes east.");
        await ahead.HearAsync("Typist arrives from the west.");

        // The player is heard there and no longer here
        await hero.TypeAsync("say Good morning.");
        await ahead.HearAsync("Typist says: Good morning.");
        await using var last = await server.MudAsync("Late", "market");
        Assert.DoesNotContain("Typist", await PlayersAsync(last));
    }

    [Fact]
    public async Task Both_rooms_hear_an_arena_client_walk_through_an_exit()
    {
        await using var behind = await server.MudAsync("Smith", "smithy");
        await using var ahead = await server.MudAsync("Monger", "market");
        await using var walker = await JsonClient.ConnectAsync(server.Process.WebSocketPort, "/?name=Walker&room=smithy");
        var id = (await walker.UntilAsync(static message => message.Type() == "connected")).GetProperty("clientId").GetString();
        await behind.HearAsync("Walker appears.");

        await walker.SendAsync(new { type = "input", input = new { sequenceNumber = 1, movement = new { x = -1, y = 0 }, timestamp = 1 } });
        await behind.HearAsync("Walker goes west.");
        await ahead.HearAsync("Walker arrives from the east.");

        // The stream continues in the other room: the one it shares with the monger, 30 units from its middle
        await walker.UntilAsync(message => message.Type() == "state" && message.GetProperty("players").EnumerateArray().Any(
            player => player.GetProperty("id").GetString() == id && player.GetProperty("position").GetProperty("x").GetDouble() > 20));
        await ahead.TypeAsync("look");
        await ahead.SeeRoomAsync(static room => room.GetProperty("players").EnumerateArray().Any(static name => name.GetString() == "Walker"));
    }

    [Fact]
    public async Task A_MUD_client_walks_by_input_and_watches_itself_in_a_stream()
    {
        await using var behind = await server.MudAsync("Sexton", "chapel");
        await using var ahead = await server.MudAsync("Townsman", "plaza");
        await using var hero = await server.MudAsync("Stroller", "chapel");
        await behind.HearAsync("Stroller appears.");

        await hero.Json.SendAsync(new { type = "subscribe", stream = "state" });
        await hero.Json.SendAsync(new { type = "input", input = new { sequenceNumber = 1, movement = new { x = 1, y = 0 } } });
        await hero.Json.UntilAsync(static message => message.Type() == "state" && message.GetProperty("room_id").GetString() == "chapel"
            && message.GetProperty("players").EnumerateArray().Any(static player => player.GetProperty("x").GetDouble() > 7));
        await behind.HearAsync("Stroller goes east.");
        await ahead.HearAsync("Stroller arrives from the west.");
        await hero.Json.UntilAsync(static message => message.Type() == "state" && message.GetProperty("room_id").GetString() == "plaza");
    }

    [Fact]
    public async Task A_missing_exit_is_refused_and_the_exits_are_listed()
    {
        await using var hero = await server.MudAsync("Lost", "inn");
        Assert.Equal("You cannot go west from here. Ways out: out, down.", await hero.AskAsync("go west"));
        Assert.Equal("inn", (await LookAsync(hero)).GetProperty("room_id").GetString());
    }

    private static async Task<global::System.Text.Json.JsonElement> LookAsync(MudClient client)
    {
        await client.TypeAsync("look");
        return await client.SeeRoomAsync();
    }

    private static async Task<string?[]> PlayersAsync(MudClient client) =>
        [.. (await LookAsync(client)).GetProperty("players").EnumerateArray().Select(static name => name.GetString())];
}
