using System.Text.Json;
using Actors.Gateway.Tests.Abuse;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>Clients of Socket.IO name rooms; in the world they are in one at a time.</summary>
public sealed class SocketIORoomTests
{
    [Fact]
    public async Task A_player_who_joins_a_room_leaves_the_old_one()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var ann = await SocketIOGameClient.JoinAsync(gateway, "Ann");
        using var ben = await SocketIOGameClient.JoinAsync(gateway, "Ben");
        Assert.Equal("""{"ok":true,"room":"smithy"}""", (await ann.AskAsync("join_room", """{"room_id":"smithy"}""")).GetRawText());
        Assert.Equal("""{"room":"smithy"}""", (await ann.ExpectAsync("room_joined")).GetRawText());
        var state = await ann.ExpectAsync("world_update", static update => update.Text("room_id") == "smithy" && update.TryGetProperty("players", out _));
        Assert.Equal("Ann", Assert.Single(state.GetProperty("players").EnumerateArray()).Text("name"));
        var left = await ben.ExpectAsync("world_update", SocketIOGameTests.IsAction("leave"));
        Assert.Equal("Ann travels away.", left.Text("line"));

        await ann.AskToActAsync("say", """{"message":"only here"}""");
        await ben.CaughtUpAsync();
        Assert.DoesNotContain(ben.Kept, static kept => kept.Data.GetRawText().Contains("only here", StringComparison.Ordinal));
        // A client may join the room that it is in: nothing changes.
        Assert.Equal("smithy", (await ann.AskAsync("join_room", """{"room_id":"smithy"}""")).Text("room"));
    }

    [Fact]
    public async Task Actions_queued_behind_a_join_apply_to_its_room()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var ann = await SocketIOGameClient.OpenAsync(gateway);
        // All are sent at once, before anything is answered.
        await ann.SendAsync("""40{"name":"Ann"}""");
        await ann.SendAsync("""421["join_room",{"room_id":"chapel"}]""");
        await ann.SendAsync("""422["player_action",{"action":"say","data":{"message":"amen"},"room_id":"chapel"}]""");
        await ann.SendAsync("""423["player_action",{"action":"say","data":{"message":"lost"},"room_id":"plaza"}]""");
        await ann.SendAsync("""424["leave_room",{"room_id":"chapel"}]""");
        await ann.SendAsync("""425["player_action",{"action":"say","data":{"message":"home"},"room_id":"plaza"}]""");
        Assert.True((await ann.AnswerAsync(5)).GetProperty("ok").GetBoolean());
        await ann.ExpectAsync("world_update", static update => SocketIOGameTests.IsAction("say")(update) && update.GetProperty("data").Text("message") == "home");
        // Whether it was shown the chapel during its stay depends on ticks: it can only have heard itself there.
        Assert.All(ann.Kept.Where(static kept => SocketIOGameTests.IsAction("say")(kept.Data)), static kept => Assert.Equal("amen", kept.Data.GetProperty("data").Text("message")));
        string[] expected = ["connection_response", "welcome", "error not_in_room", "room_joined chapel", "room_left chapel"];
        Assert.Equal(expected, ann.Kept.Where(static kept => kept.Name is not ("world_update" or "world_tick" or "offset"))
            .Select(static kept => $"{kept.Name} {kept.Data.Text("room") ?? kept.Data.Text("code")}".Replace("welcome plaza", "welcome", StringComparison.Ordinal).Trim()));
    }

    [Fact]
    public async Task Leaving_a_room_returns_to_the_default_room()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var ann = await SocketIOGameClient.JoinAsync(gateway, auth: """{"name":"Ann","room":"hut"}""");
        Assert.Equal("hut", ann.Welcome.Text("room"));
        Assert.Equal("not_in_room", (await ann.AskAsync("leave_room", """{"room_id":"plaza"}""")).Text("code"));
        Assert.Equal("""{"ok":true,"room":"hut"}""", (await ann.AskAsync("leave_room", """{"room_id":"hut"}""")).GetRawText());
        Assert.Equal("""{"room":"hut"}""", (await ann.ExpectAsync("room_left")).GetRawText());
        await ann.ExpectAsync("world_update", static update => update.Text("room_id") == "plaza");
        Assert.Equal("no_such_exit", (await ann.AskAsync("leave_room", """{"room_id":"plaza"}""")).Text("code"));
        Assert.Equal("not_in_room", (await ann.AskAsync("leave_room", """{"room_id":"hut"}""")).Text("code"));
    }

    [Fact]
    public async Task An_unknown_room_or_one_the_player_is_not_in_is_refused()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var ann = await SocketIOGameClient.JoinAsync(gateway, "Ann");
        Assert.Equal("no_such_room", (await ann.AskAsync("join_room", """{"room_id":"atlantis"}""")).Text("code"));
        Assert.Equal("no_such_room", (await ann.ExpectAsync("error")).Text("code"));
        // Not even a further instance of a room that exists.
        Assert.Equal("no_such_room", (await ann.AskAsync("join_room", """{"room_id":"plaza~7"}""")).Text("code"));
        var refused = await ann.AskToActAsync("say", """{"message":"hello"}""", ""","room_id":"market" """);
        Assert.Equal((false, "not_in_room", "You are not in that room, you are in plaza."), (refused.GetProperty("ok").GetBoolean(), refused.Text("code"), refused.Text("message")));
        Assert.Equal("not_in_room", (await ann.AskToActAsync("move", """{"x":1,"y":0}""", ""","room_id":"market" """)).Text("code"));
        await ann.ExpectAsync("world_tick");
        Assert.DoesNotContain(ann.Kept, static kept => kept.Data.Text("action") == "say");
    }

    [Fact]
    public async Task Walking_through_a_door_sends_room_left_and_room_joined()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var ann = await SocketIOGameClient.JoinAsync(gateway, "Ann");
        Assert.True((await ann.AskToActAsync("move", """{"direction":"north"}""")).GetProperty("ok").GetBoolean());
        Assert.Equal("plaza", (await ann.ExpectAsync("room_left")).Text("room"));
        Assert.Equal("market", (await ann.ExpectAsync("room_joined")).Text("room"));
        Assert.Equal("no_such_exit", (await ann.AskToActAsync("go", """{"direction":"up"}""", ""","room_id":"market" """)).Text("code"));
        Assert.True((await ann.AskToActAsync("look", "{}", ""","room_id":"market" """)).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_token_restores_the_player_and_moves_it_to_the_requested_room()
    {
        await using var gateway = await TestGateway.StartAsync();
        string token, id;
        using (var ann = await SocketIOGameClient.JoinAsync(gateway, "Ann"))
        {
            (token, id) = (ann.Token, ann.Id);
            Assert.True((await ann.AskToActAsync("take", """{"item":"lamp"}""")).GetProperty("ok").GetBoolean());
        }
        using var back = await SocketIOGameClient.JoinAsync(gateway, query: $"&token={token}&room=chapel");
        Assert.Equal((id, JsonValueKind.Null), (back.Id, back.Welcome.GetProperty("token").ValueKind));
        // Sent while the player is on its way.
        Assert.True((await back.AskToActAsync("say", """{"message":"here"}""", ""","room_id":"chapel" """)).GetProperty("ok").GetBoolean());
        Assert.Equal("chapel", (await back.ExpectAsync("room_joined")).Text("room"));
        Assert.Equal("brass lamp", Assert.Single((await back.AskToActAsync("inventory")).GetProperty("inventory").GetProperty("items").EnumerateArray()).Text("name"));
    }
}
