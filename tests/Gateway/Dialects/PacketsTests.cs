using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Actors.Gateway.Tests.Abuse;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>The dialect beside others, on a whole node.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class PacketsTests
{
    [Fact]
    public async Task A_subprotocol_selects_packets_and_nothing_precedes_the_start()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await gateway.PacketsAsync();
        Assert.Equal("packets", client.Subprotocol);
        await client.SendAsync(Packet.Of("pp"), isText: false);
        Assert.Equal("pp", await NextCodeAsync(client));
        await client.SendAsync(Packet.Start("Ada"), isText: false);
        Assert.Equal("1", await NextCodeAsync(client));
        var me = await client.ExpectPacketAsync("2");
        Assert.Equal("Ada", me[0][2].GetString());
        Assert.True(me[1].GetBoolean());
        Assert.Equal("6", await NextCodeAsync(client));
        Assert.Empty((await client.ExpectPacketAsync("5"))[0].EnumerateArray());
        var row = (await client.ExpectPacketAsync("33"))[0].EnumerateArray().ToArray();
        Assert.Equal((13, me[0][1].GetInt64(), 500, 500), (row.Length, row[0].GetInt64(), row[1].GetDouble(), row[2].GetDouble()));
    }

    [Fact]
    public async Task A_binary_first_message_selects_packets_on_the_arena_path()
    {
        using var counts = new GatewayCounts();
        await using var gateway = await TestGateway.StartAsync();
        using var client = await gateway.ArenaAsync();
        var id = long.Parse((await client.ExpectAsync("\"connected\"")).GetProperty("clientId").GetString()!, CultureInfo.InvariantCulture);
        await client.SendAsync(Packet.Start("Ada"), isText: false);
        var me = (await client.ExpectPacketAsync("2", static args => args[1].GetBoolean()))[0];
        Assert.Equal(id, me[1].GetInt64());
        if (me[2].GetString() != "Ada")
            Assert.Equal("Ada", (await client.ExpectPacketAsync("2"))[0][2].GetString());
        await client.ExpectPacketAsync("33");
        Assert.Equal((0, 1), (counts["actors.gateway.connections[arena]"], counts["actors.gateway.connections[packets]"]));
        await client.SendAsync("""{"type":"ping","sentAt":1}""");
        await client.SendAsync(Packet.Of("pp"), isText: false);
        await client.ExpectPacketAsync("pp");
        Assert.Equal(1, counts["actors.gateway.malformed[packets]"]);
    }

    [Fact]
    public async Task Nothing_more_is_shown_before_the_start()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await gateway.ArenaAsync();
        await client.ExpectAsync("\"state\"");
        using var other = await gateway.ArenaAsync();
        await client.SendAsync(Packet.Of("pp"), isText: false);
        // Messages that arena had under way may still arrive, so only this dialect's own are checked: none but the answer, while another client is shown the room.
        Assert.Equal("pp", await NextCodeAsync(client));
        for (var i = 0; i < 5; i++)
            await other.ExpectAsync("\"state\"");
        await client.SendAsync(Packet.Of("pp"), isText: false);
        Assert.Equal("pp", await NextCodeAsync(client));
        await client.SendAsync(Packet.Start("Ada"), isText: false);
        await client.ExpectPacketAsync("1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_arena_client_that_first_sends_text_or_JSON_stays_in_arena(bool isText)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await gateway.ArenaAsync();
        await client.SendAsync("""{"type":"ping","sentAt":1}"""u8.ToArray(), isText);
        await client.ExpectAsync("\"pong\"");
        await client.SendAsync(Packet.Start("Ada"), isText: false);
        await client.ExpectAsync("bad_message");
        await client.ExpectAsync("\"state\"");
    }

    [Fact]
    public async Task An_arena_client_sees_a_packets_player_walk_and_leave()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var arena = await gateway.ArenaAsync();
        await arena.ExpectAsync("\"state\"");
        string id;
        using (var client = await StartedAsync(gateway, "Ada"))
        {
            id = (await client.ExpectPacketAsync("2", static args => args[1].GetBoolean()))[0][1].GetRawText();
            await client.SendAsync(Packet.Of("33", 1.57), isText: false);
            await client.ExpectPacketAsync("33", args => Row(args, id)[2].GetDouble() > 505);
            await client.SendAsync(Packet.Of("33", [null]), isText: false);
            JsonElement there;
            do
                there = await StandingAsync(arena, id);
            while (there.GetProperty("position").GetProperty("y").GetDouble() < 0.5);
            var (x, y) = (there.GetProperty("position").GetProperty("x").GetDouble(), there.GetProperty("position").GetProperty("y").GetDouble());
            await client.ExpectPacketAsync("33", args => Near(Row(args, id)[1], (x * 10) + 500) && Near(Row(args, id)[2], (y * 10) + 500));
            await client.FinishAsync();
        }
        await arena.ExpectAsync($"\"playerLeft\",\"playerId\":\"{id}\"");
    }

    [Fact]
    public async Task A_resource_that_a_collector_gathers_is_granted_and_removed_for_viewers()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await StartedAsync(gateway, "Ada");
        var scenery = (await client.ExpectPacketAsync("6"))[0].EnumerateArray().Chunk(8).ToDictionary(static row => row[0].GetInt64());
        using var collector = await gateway.CollectorAsync();
        var gathering = GatherAsync(collector);
        var gone = (await client.ExpectPacketAsync("4"))[0].GetInt64();
        var granted = await client.ExpectPacketAsync("9");
        var (id, place) = await gathering;
        Assert.Equal(id, granted[2].GetRawText());
        Assert.Equal(1, granted[1].GetInt32());
        Assert.Equal("wood food stone gold".Split(' ')[scenery[gone][5].GetInt32()], granted[0].GetString());
        Assert.InRange(Math.Abs((place.X / 0.8) - scenery[gone][1].GetDouble()), 0, 20);
        Assert.InRange(Math.Abs((place.Y / 0.6) - scenery[gone][2].GetDouble()), 0, 20);
        using var later = await StartedAsync(gateway, "Bea");
        Assert.DoesNotContain((await later.ExpectPacketAsync("6"))[0].EnumerateArray().Chunk(8), row => row[0].GetInt64() == gone);
    }

    [Fact]
    public async Task Chat_passes_between_packets_and_mud_clients()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var mud = await gateway.MudAsync("?name=Hero");
        await mud.ExpectAsync("room_description");
        using var client = await StartedAsync(gateway, "Ada");
        var me = (await client.ExpectPacketAsync("2", static args => args[1].GetBoolean()))[0][1].GetInt64();
        await client.SendAsync(Packet.Of("ch", "good day"), isText: false);
        await mud.ExpectAsync("good day");
        Assert.Equal(me, (await client.ExpectPacketAsync("ch"))[0].GetInt64());
        await mud.SendAsync("""{"type":"command","command":"say and to you"}""");
        await client.ExpectPacketAsync("ch", args => args[0].GetInt64() != me && args[1].GetString() == "and to you");
        await mud.SendAsync("""{"type":"command","command":"whisper Ada psst"}""");
        await client.ExpectPacketAsync("ch", static args => args[1].GetString() == "psst");
        await mud.SendAsync("""{"type":"command","command":"shout ahoy"}""");
        await client.ExpectPacketAsync("ch", static args => args[1].GetString() == "ahoy");
    }

    private static async Task<GatewayClient> StartedAsync(TestGateway gateway, string name)
    {
        var client = await gateway.PacketsAsync();
        await client.SendAsync(Packet.Start(name), isText: false);
        return client;
    }

    private static async Task<string?> NextCodeAsync(GatewayClient client)
    {
        while (await client.ReceiveAsync() is { } message)
        {
            if (message.ValueKind == JsonValueKind.Array)
                return message[0].GetString();
        }
        return null;
    }

    private static JsonElement[] Row(JsonElement args, string id) =>
        args[0].EnumerateArray().Chunk(13).Single(row => row[0].GetRawText() == id);

    private static bool Near(JsonElement value, double expected) => Math.Abs(value.GetDouble() - expected) < 0.02;

    /// <summary>The player in a state in which it stands still.</summary>
    private static async Task<JsonElement> StandingAsync(GatewayClient arena, string id)
    {
        while (true)
        {
            var state = await arena.ExpectAsync("\"state\"");
            foreach (var player in state.GetProperty("players").EnumerateArray())
            {
                if (player.GetProperty("id").GetString() == id && player.GetProperty("velocity").GetProperty("y").GetDouble() == 0)
                    return player;
            }
        }
    }

    /// <summary>Walks to the nearest resource.</summary>
    /// <returns>The player that gathered it, and where.</returns>
    private static async Task<(string Id, (double X, double Y) Place)> GatherAsync(GatewayClient collector)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "Nothing was gathered in a minute.");
            var update = await collector.ExpectAsync("\"update\"");
            var me = update.GetProperty("players").EnumerateObject().MaxBy(static player => long.Parse(player.Name, CultureInfo.InvariantCulture));
            var (x, y) = (me.Value.GetProperty("x").GetDouble(), me.Value.GetProperty("y").GetDouble());
            if (me.Value.GetProperty("score").GetInt32() == 1)
                return (me.Name, (x, y));
            var way = update.GetProperty("resources").EnumerateArray()
                .Select(resource => (X: resource.GetProperty("x").GetDouble() - x, Y: resource.GetProperty("y").GetDouble() - y))
                .MinBy(static way => (way.X * way.X) + (way.Y * way.Y));
            await collector.SendAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"type":"move","dx":{{way.X}},"dy":{{way.Y}}}"""));
        }
    }
}
