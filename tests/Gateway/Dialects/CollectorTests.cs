using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Actors.Gateway.Tests.Abuse;
using Actors.World;

namespace Actors.Gateway.Tests.Dialects;

public sealed class CollectorTests
{
    [Fact]
    public async Task The_800_by_600_field_is_centred_on_the_room()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await gateway.CollectorAsync();
        var update = await client.ExpectAsync("\"update\"");
        var me = Assert.Single(update.GetProperty("players").EnumerateObject()).Value;
        Assert.Equal((400, 300, 0), (me.GetProperty("x").GetDouble(), me.GetProperty("y").GetDouble(), me.GetProperty("score").GetInt32()));
        Assert.NotEmpty(update.GetProperty("resources").EnumerateArray());
        Assert.All(update.GetProperty("resources").EnumerateArray(), static resource =>
        {
            Assert.InRange(resource.GetProperty("x").GetDouble(), 0, 800);
            Assert.InRange(resource.GetProperty("y").GetDouble(), 0, 600);
        });
    }

    [Fact]
    public async Task An_arena_client_sees_a_collector_at_the_same_place_and_sees_it_leave()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var arena = await gateway.ArenaAsync();
        await arena.ExpectAsync("\"state\"");
        string id;
        using (var collector = await gateway.CollectorAsync())
        {
            JsonElement joined;
            do
                joined = await collector.ExpectAsync("\"update\"");
            while (joined.GetProperty("players").EnumerateObject().Count() < 2);
            id = joined.GetProperty("players").EnumerateObject().Select(static player => player.Name).MaxBy(long.Parse)!;
            for (var i = 0; i < 5; i++)
                await collector.SendAsync("""{"type":"move","dx":3,"dy":0}""");
            // It stops when no message has arrived for a while.
            var seen = await PlaceAsync(arena, id);
            Assert.True(seen.X > 0.5, $"x is {seen.X}");
            await UntilAtAsync(collector, id, (seen.X * 8) + 400, (seen.Y * 6) + 300);
            await collector.FinishAsync();
        }
        await arena.ExpectAsync($"\"playerLeft\",\"playerId\":\"{id}\"");
    }

    [Fact]
    public async Task A_touched_resource_is_gathered_and_scores_once()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await gateway.CollectorAsync();
        var update = await client.ExpectAsync("\"update\"");
        var id = update.GetProperty("players").EnumerateObject().Single().Name;
        var begun = Stopwatch.GetTimestamp();
        var score = 0;
        while (score == 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "Nothing was gathered in a minute.");
            var me = update.GetProperty("players").GetProperty(id);
            var nearest = update.GetProperty("resources").EnumerateArray().MinBy(resource => Distance(resource, me));
            var (dx, dy) = (nearest.GetProperty("x").GetDouble() - me.GetProperty("x").GetDouble(), nearest.GetProperty("y").GetDouble() - me.GetProperty("y").GetDouble());
            await client.SendAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"type":"move","dx":{{dx}},"dy":{{dy}}}"""));
            update = await client.ExpectAsync("\"update\"");
            score = update.GetProperty("players").GetProperty(id).GetProperty("score").GetInt32();
        }
        Assert.Equal(1, score);
    }

    [Fact]
    public async Task Nonsense_is_ignored_and_the_updates_go_on()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await gateway.CollectorAsync();
        await client.ExpectAsync("\"update\"");
        foreach (var nonsense in (string[])["", "[]", "{}", """{"type":"move"}""", """{"type":"move","dx":"a","dy":null}""", """{"type":"move","dx":1e999,"dy":0}""",
            """{"type":"fly","dx":1,"dy":0}"""])
            await client.SendAsync(nonsense);
        await client.SendAsync("""{"type":"move","dx":0,"dy":9}""");
        await client.ExpectAsync("\"update\"");
        Assert.Empty(gateway.Errors);
    }

    private static double Distance(JsonElement one, JsonElement other) => Math.Sqrt(
        Math.Pow(one.GetProperty("x").GetDouble() - other.GetProperty("x").GetDouble(), 2) + Math.Pow(one.GetProperty("y").GetDouble() - other.GetProperty("y").GetDouble(), 2));

    private static async Task UntilAtAsync(GatewayClient collector, string id, double x, double y)
    {
        var at = (X: double.NaN, Y: double.NaN);
        while (!(Math.Abs(at.X - x) < 0.1 && Math.Abs(at.Y - y) < 0.1))
        {
            var me = (await collector.ExpectAsync("\"update\"")).GetProperty("players").GetProperty(id);
            at = (me.GetProperty("x").GetDouble(), me.GetProperty("y").GetDouble());
        }
    }

    private static async Task<Vector> PlaceAsync(GatewayClient arena, string id)
    {
        Vector? last = null;
        while (true)
        {
            var state = await arena.ExpectAsync("\"state\"");
            var player = state.GetProperty("players").EnumerateArray().FirstOrDefault(player => player.GetProperty("id").GetString() == id);
            if (player.ValueKind != JsonValueKind.Object || player.GetProperty("velocity").GetProperty("x").GetDouble() != 0)
                continue;
            var now = new Vector(player.GetProperty("position").GetProperty("x").GetDouble(), player.GetProperty("position").GetProperty("y").GetDouble());
            if (now == last && now.X > 0)
                return now;
            last = now;
        }
    }
}
