using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>The world after an orderly stop and a start on the same file.</summary>
public sealed class RestartTests : OwnServerTests
{
    [Fact]
    public async Task A_player_returns_to_its_room_with_its_name_items_and_resources()
    {
        string token;
        await using (var hero = await MudClient.EnterAsync(Server.WebSocketPort, "Hero", "plaza"))
        {
            token = hero.Token!;
            Assert.Equal("You take the brass lamp.", await hero.AskAsync("take lamp"));
            Assert.Equal("You go north.", await hero.AskAsync("north"));
            await hero.TypeAsync("gather food");
            await hero.HearAsync("You gather food.");
        }
        await RestartAsync();

        await using var again = await MudClient.ReturnAsync(Server.WebSocketPort, token);
        Assert.Equal("Hero", again.Name);
        Assert.Null(again.Token);
        await again.TypeAsync("look");
        Assert.Equal("market", (await again.SeeRoomAsync()).GetProperty("room_id").GetString());
        var (items, gathered) = await again.InventoryAsync();
        Assert.Equal(["brass lamp"], items);
        Assert.Equal(1, gathered);
    }

    [Fact]
    public async Task A_player_online_at_the_stop_returns_to_the_same_position()
    {
        await using var hero = await JsonClient.ConnectAsync(Server.WebSocketPort, "/?name=Walker&room=ropewalk");
        var token = (await hero.UntilAsync(static message => message.Type() == "connected")).GetProperty("token").GetString();
        await hero.SendAsync(new { type = "input", input = new { sequenceNumber = 1, movement = new { x = 1, y = 0 }, timestamp = 1 } });
        await hero.UntilAsync(static message => message.Type() == "state" && X(message) > 2);
        await hero.SendAsync(new { type = "input", input = new { sequenceNumber = 2, movement = new { x = 0, y = 0 }, timestamp = 2 } });
        var stood = X(await hero.UntilAsync(static message => message.Type() == "state" && message.GetProperty("players")[0].GetProperty("lastProcessedInput").GetInt64() == 2
            && message.GetProperty("players")[0].GetProperty("velocity").GetProperty("x").GetDouble() == 0));
        var stopping = RestartAsync();
        var (_, code) = await hero.UntilClosedAsync();
        Assert.Equal(1012, code);
        await stopping;

        await using var again = await JsonClient.ConnectAsync(Server.WebSocketPort, $"/?token={token}");
        var you = (await again.UntilAsync(static message => message.Type() == "connected")).GetProperty("player");
        Assert.Equal("Walker", you.GetProperty("name").GetString());
        Assert.Equal(stood, you.GetProperty("position").GetProperty("x").GetDouble());
        await again.UntilAsync(message => message.Type() == "state" && message.GetProperty("players").GetArrayLength() == 1 && X(message) == stood);
    }

    [Fact]
    public async Task Dropped_items_stay_and_taken_items_do_not_reappear()
    {
        await using (var hero = await MudClient.EnterAsync(Server.WebSocketPort, "Hero", "smithy"))
        {
            Assert.Equal("You take the smith's hammer.", await hero.AskAsync("take hammer"));
            Assert.Equal("You take the lucky horseshoe.", await hero.AskAsync("take horseshoe"));
            Assert.Equal("You go west.", await hero.AskAsync("west"));
            Assert.Equal("You drop the lucky horseshoe.", await hero.AskAsync("drop horseshoe"));
        }
        await RestartAsync();

        await using var market = await JsonClient.ConnectAsync(Server.WebSocketPort, "/ws/game/market/");
        var there = await market.UntilAsync(static message => message.Event() == "room_description");
        Assert.Single(Items(there), "lucky horseshoe");
        await using var smithy = await JsonClient.ConnectAsync(Server.WebSocketPort, "/ws/game/smithy/");
        Assert.Empty(Items(await smithy.UntilAsync(static message => message.Event() == "room_description")));
    }

    [Fact]
    public async Task A_restart_respawns_no_resources()
    {
        // The one piece of gold at the standing stones takes two minutes
        await using (var hero = await MudClient.EnterAsync(Server.WebSocketPort, "First", "stones"))
        {
            await hero.TypeAsync("gather gold");
            await hero.HearAsync("You gather gold.");
        }
        await RestartAsync();

        await using var second = await MudClient.EnterAsync(Server.WebSocketPort, "Second", "stones");
        Assert.Equal("There is nothing to gather here just now.", await second.AskAsync("gather gold"));
    }

    private static IEnumerable<string?> Items(JsonElement description) =>
        description.GetProperty("data").GetProperty("items").EnumerateArray().Select(static item => item.GetString());

    private static double X(JsonElement state) => state.GetProperty("players")[0].GetProperty("position").GetProperty("x").GetDouble();
}
