namespace Actors.System.Tests;

[Collection(OneServerCollection.Name)]
public sealed class SessionTests(OneServer server)
{
    [Fact]
    public async Task The_older_of_two_sessions_is_notified_and_closed_and_the_newer_continues()
    {
        await using var neighbour = await server.MudAsync("Lodger", "hut");
        await using var older = await server.MudAsync("Twice", "hut");
        await neighbour.HearAsync("Twice appears.");
        Assert.Equal("You take the blackthorn cudgel.", await older.AskAsync("take cudgel"));

        await using var newer = await MudClient.ReturnAsync(server.Process.WebSocketPort, older.Token!);
        var (last, code) = await older.Json.UntilClosedAsync();
        Assert.Equal(("error", "session_replaced", 1008), (last.Type(), last.GetProperty("code").GetString(), code));

        Assert.Equal("Twice", newer.Name);
        Assert.Equal(["blackthorn cudgel"], (await newer.InventoryAsync()).Items);
        await newer.TypeAsync("say I am still here.");
        // For bystanders nobody has left or arrived
        Assert.Equal(["Twice takes the blackthorn cudgel.", "Twice says: I am still here."], await neighbour.HearAsync("Twice says: I am still here."));
    }

    [Fact]
    public async Task The_body_stays_in_place_when_another_kind_of_client_takes_the_session_over()
    {
        await using var arena = await JsonClient.ConnectAsync(server.Process.WebSocketPort, "/?name=Changeling&room=ropewalk");
        var token = (await arena.UntilAsync(static message => message.Type() == "connected")).GetProperty("token").GetString();
        await arena.SendAsync(new { type = "input", input = new { sequenceNumber = 1, movement = new { x = 1, y = 0 }, timestamp = 1 } });
        await arena.UntilAsync(static message => message.Type() == "state" && message.GetProperty("players")[0].GetProperty("velocity").GetProperty("x").GetDouble() > 0);
        await arena.SendAsync(new { type = "input", input = new { sequenceNumber = 2, movement = new { x = 0, y = 0 }, timestamp = 2 } });
        var stands = (await arena.UntilAsync(static message => message.Type() == "state" && message.GetProperty("players")[0].GetProperty("lastProcessedInput").GetInt64() == 2
            && message.GetProperty("players")[0].GetProperty("velocity").GetProperty("x").GetDouble() == 0)).GetProperty("players")[0].GetProperty("position").GetProperty("x").GetDouble();

        await using var mud = await MudClient.ReturnAsync(server.Process.WebSocketPort, token!);
        var (last, code) = await arena.UntilClosedAsync();
        Assert.Equal(("error", "session_replaced", 1008), (last.Type(), last.GetProperty("code").GetString(), code));
        await mud.Json.SendAsync(new { type = "subscribe", stream = "state" });
        var state = await mud.Json.UntilAsync(static message => message.Type() == "state");
        Assert.Equal(("Changeling", stands), (state.GetProperty("players")[0].GetProperty("name").GetString(), state.GetProperty("players")[0].GetProperty("x").GetDouble()));
    }
}
