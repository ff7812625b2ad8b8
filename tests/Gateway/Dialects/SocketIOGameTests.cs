using System.Text.Json;
using Actors.Gateway.Tests.Abuse;

namespace Actors.Gateway.Tests.Dialects;

public sealed class SocketIOGameTests
{
    [Fact]
    public async Task A_new_client_is_sent_connected_then_the_welcome_then_its_room()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await SocketIOGameClient.OpenAsync(gateway);
        await client.SendAsync("""40{"name":"Ada"}""");
        Assert.StartsWith("40{\"sid\"", await client.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal("""42["connection_response",{"status":"connected"}]""", await client.ReadAsync());
        var welcome = await client.ExpectAsync("welcome");
        Assert.Equal(("Ada", "plaza"), (welcome.GetProperty("player_name").GetString(), welcome.GetProperty("room").GetString()));
        var update = await client.ExpectAsync("world_update", static update => update.TryGetProperty("players", out _));
        Assert.Equal("plaza", update.GetProperty("room_id").GetString());
        var me = Assert.Single(update.GetProperty("players").EnumerateArray());
        Assert.Equal((welcome.GetProperty("player_id").GetString(), "Ada", 0.0, 0.0), (me.Text("id"), me.Text("name"), me.GetProperty("x").GetDouble(), me.GetProperty("y").GetDouble()));
        Assert.Contains(update.GetProperty("items").EnumerateArray(), static item => item.Text("name") == "brass lamp");
        Assert.All(update.GetProperty("resources").EnumerateArray(), static resource => Assert.Contains(resource.Text("resource"), (string[])["wood", "stone", "food", "gold"]));
        Assert.NotEmpty(update.GetProperty("resources").EnumerateArray());
    }

    [Fact]
    public async Task Socket_IO_clients_and_a_mud_reader_hear_and_see_one_another()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var ann = await SocketIOGameClient.JoinAsync(gateway, "Ann");
        using var ben = await SocketIOGameClient.JoinAsync(gateway, "Ben");
        using var reader = await gateway.MudAsync("?name=Cleo");
        await reader.ExpectAsync("room_description");

        Assert.Equal("""{"ok":true}""", (await ann.AskToActAsync("say", """{"message":"hello \"all\" é🎮"}""", ""","room_id":"plaza","player_id":"999" """)).GetRawText());
        foreach (var client in (SocketIOGameClient[])[ann, ben])
        {
            var said = await client.ExpectAsync("world_update", IsAction("say"));
            Assert.Equal((ann.Id, "Ann", "plaza"), (said.Text("player_id"), said.Text("player_name"), said.Text("room_id")));
            Assert.Equal("hello \"all\" é🎮", said.GetProperty("data").Text("message"));
            Assert.Equal("Ann says: hello \"all\" é🎮", said.Text("line"));
        }
        Assert.Equal("says", (await reader.ExpectAsync("hello")).GetProperty("data").Text("action"));
        await reader.SendAsync("""{"type":"command","command":"say good day"}""");
        Assert.Equal("Cleo", (await ben.ExpectAsync("world_update", IsAction("say"))).Text("player_name"));

        Assert.Equal("""{"ok":true}""", (await ann.AskToActAsync("move", """{"x":1,"y":0}""")).GetRawText());
        await ben.ExpectAsync("world_update", update => Place(update, ann.Id) is { X: > 1, Y: 0 });
        await ann.ActAsync("move", """{"x":0,"y":0}""");
        await ben.ExpectAsync("world_update", update => update.TryGetProperty("players", out var players)
            && players.EnumerateArray().Any(player => player.Text("id") == ann.Id && player.GetProperty("vx").GetDouble() == 0 && player.GetProperty("x").GetDouble() > 1));
    }

    [Fact]
    public async Task Take_and_drop_are_broadcast_to_the_room()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var ann = await SocketIOGameClient.JoinAsync(gateway, "Ann");
        using var ben = await SocketIOGameClient.JoinAsync(gateway, "Ben");
        Assert.True((await ann.AskToActAsync("take", """{"item":"lamp"}""")).GetProperty("ok").GetBoolean());
        var taken = await ben.ExpectAsync("world_update", IsAction("take"));
        Assert.Equal(("Ann", "brass lamp"), (taken.Text("player_name"), taken.GetProperty("data").Text("name")));
        await ben.ExpectAsync("world_update", static update => update.TryGetProperty("items", out var items) && !items.EnumerateArray().Any(static item => item.Text("name") == "brass lamp"));
        var inventory = (await ann.AskToActAsync("inventory")).GetProperty("inventory");
        Assert.Equal("brass lamp", Assert.Single(inventory.GetProperty("items").EnumerateArray()).Text("name"));
        await ann.ActAsync("drop", """{"item":"lamp"}""");
        await ben.ExpectAsync("world_update", IsAction("drop"));

        var refused = await ben.AskToActAsync("take", """{"item":"moon"}""");
        Assert.Equal((false, "not_here"), (refused.GetProperty("ok").GetBoolean(), refused.Text("code")));
        Assert.Equal(refused.Text("message"), (await ben.ExpectAsync("error")).Text("message"));
    }

    [Fact]
    public async Task Without_an_ack_an_answer_with_content_is_an_event()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await SocketIOGameClient.JoinAsync(gateway, "Ann");
        await client.ActAsync("look");
        Assert.Equal("plaza", (await client.ExpectAsync("action_result")).GetProperty("description").Text("room_id"));
        await client.ActAsync("who");
        Assert.Equal("Ann", Assert.Single((await client.ExpectAsync("action_result")).GetProperty("players").EnumerateArray()).Text("player_name"));
        await client.ActAsync("help");
        Assert.Contains("take", (await client.ExpectAsync("action_result")).Text("message"), StringComparison.Ordinal);
        await client.ActAsync("dnace");
        var error = await client.ExpectAsync("error");
        Assert.Equal("unknown_command", error.Text("code"));
        await client.EmitAsync("ping", """{"sentAt":12.5}""");
        Assert.Equal(12.5, (await client.ExpectAsync("pong")).GetProperty("sentAt").GetDouble());
    }

    [Fact]
    public async Task A_whisper_reaches_one_and_a_shout_the_zone()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var ann = await SocketIOGameClient.JoinAsync(gateway, "Ann");
        using var ben = await SocketIOGameClient.JoinAsync(gateway, "Ben");
        using var cleo = await SocketIOGameClient.JoinAsync(gateway, "Cleo");
        await ann.ActAsync("whisper", """{"to":"Ben","message":"psst"}""");
        var heard = await ben.ExpectAsync("whisper");
        Assert.Equal((ann.Id, "Ann", "psst"), (heard.Text("player_id"), heard.Text("player_name"), heard.Text("message")));
        await ann.ActAsync("shout", """{"message":"fire"}""");
        Assert.Equal("fire", (await cleo.ExpectAsync("shout")).Text("message"));
        Assert.DoesNotContain(cleo.Kept, static kept => kept.Data.GetRawText().Contains("psst", StringComparison.Ordinal));
    }

    [Fact]
    public async Task World_ticks_advance_and_their_time_matches_the_tick()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await SocketIOGameClient.JoinAsync(gateway);
        var first = await client.ExpectAsync("world_tick");
        var second = await client.ExpectAsync("world_tick");
        Assert.InRange(second.GetProperty("world_time").GetInt64() - first.GetProperty("world_time").GetInt64(), 1, 30_000);
        foreach (var tick in (JsonElement[])[first, second])
            Assert.Equal(tick.GetProperty("world_time").GetInt64() / 50, tick.GetProperty("tick").GetInt64());
    }

    [Fact]
    public async Task Nothing_is_sent_about_an_unchanged_room()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await SocketIOGameClient.JoinAsync(gateway, auth: """{"name":"Ann","room":"chapel"}""");
        await client.ExpectAsync("world_tick");
        await client.ExpectAsync("world_tick");
        client.Kept.Clear();
        await client.ExpectAsync("world_tick");
        Assert.Empty(client.Kept);
    }

    internal static Func<JsonElement, bool> IsAction(string action) => update => update.Text("action") == action;

    private static (double X, double Y)? Place(JsonElement update, string id)
    {
        if (!update.TryGetProperty("players", out var players) || players.EnumerateArray().FirstOrDefault(player => player.Text("id") == id) is not { ValueKind: JsonValueKind.Object } player)
            return null;
        return (player.GetProperty("x").GetDouble(), player.GetProperty("y").GetDouble());
    }
}

internal static class SocketIOJsonExtensions
{
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
