using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>What an arena client that predicts its own movement relies on, measured by the server's clock.</summary>
public sealed class MovementTests : OwnServerTests
{
    [Fact]
    public async Task A_held_direction_moves_five_units_a_second_up_to_the_edge()
    {
        await using var client = await EnterAsync();
        await InputAsync(client, 1, x: 1, y: 0);
        List<Sample> walk = [];
        for (var at = await NextAsync(client); at.X < 50; at = await NextAsync(client))
        {
            if (at.X > 0)
                walk.Add(at);
        }
        Assert.All(walk, static at => Assert.Equal((0.0, 5.0, 0.0, 1L), (at.Y, at.SpeedX, at.SpeedY, at.LastProcessedInput)));
        // Walking from the middle to the edge takes ten seconds: five measurements of two, of which a busy machine may spoil some by skipping ticks
        double[] speeds = [.. walk.GroupBy(at => (int)((at.Seconds - walk[0].Seconds) / 2)).Take(5).Select(static part => Speed([.. part])).Order()];
        Assert.Equal(5, speeds.Length);
        Assert.InRange(speeds[2], 4.9, 5.1);
        Assert.InRange(Speed([.. walk]), 0, 5.3);

        for (var pushing = 0; pushing < 20; pushing++)
        {
            var at = await NextAsync(client);
            Assert.Equal((50.0, 0.0, 0.0), (at.X, at.Y, at.SpeedX));
        }
    }

    [Fact]
    public async Task The_state_names_the_last_input_it_includes()
    {
        await using var client = await EnterAsync();
        var moved = false;
        for (var sequence = 100; sequence < 110; sequence++)
        {
            // Back and forth, so that each input shows in the state that first names it
            var x = sequence % 2 == 0 ? 1 : -1;
            await InputAsync(client, sequence, x, y: 0);
            var at = await NextAsync(client);
            while (at.LastProcessedInput < sequence)
            {
                Assert.Equal(moved ? sequence - 1 : 0, at.LastProcessedInput);
                at = await NextAsync(client);
            }
            Assert.Equal((sequence, 5.0 * x), (at.LastProcessedInput, at.SpeedX));
            moved = true;
        }
        await InputAsync(client, 110, x: 0, y: 0);
        for (var at = await NextAsync(client); at.LastProcessedInput < 110 || at.SpeedX != 0; at = await NextAsync(client))
            Assert.InRange(at.LastProcessedInput, 109, 110);
    }

    [Fact]
    public async Task An_input_vector_longer_than_one_is_ignored_with_its_number()
    {
        await using var client = await EnterAsync();
        await InputAsync(client, 7, x: 1.5, y: 0);
        await InputAsync(client, 8, x: 0, y: -1.01);
        await InputAsync(client, 5, x: 0, y: 1);
        var at = await NextAsync(client);
        for (; at.LastProcessedInput == 0; at = await NextAsync(client))
            Assert.Equal((0.0, 0.0), (at.X, at.Y));
        Assert.Equal((5L, 0.0, 5.0), (at.LastProcessedInput, at.X, at.SpeedY));
    }

    private async Task<JsonClient> EnterAsync()
    {
        var client = await JsonClient.ConnectAsync(Server.WebSocketPort, "/");
        var you = (await client.UntilAsync(static message => message.Type() == "connected")).GetProperty("player").GetProperty("position");
        Assert.Equal((0.0, 0.0), (you.GetProperty("x").GetDouble(), you.GetProperty("y").GetDouble()));
        return client;
    }

    private static Task InputAsync(JsonClient client, int sequence, double x, double y) =>
        client.SendAsync(new { type = "input", input = new { sequenceNumber = sequence, movement = new { x, y }, timestamp = 1_700_000_000_000 } });

    private static async Task<Sample> NextAsync(JsonClient client)
    {
        var state = await client.UntilAsync(static message => message.Type() == "state" && message.GetProperty("players").GetArrayLength() > 0);
        var player = Assert.Single(state.GetProperty("players").EnumerateArray());
        JsonElement at = player.GetProperty("position"), speed = player.GetProperty("velocity");
        return new(state.GetProperty("timestamp").GetInt64() / 1000.0, at.GetProperty("x").GetDouble(), at.GetProperty("y").GetDouble(),
            speed.GetProperty("x").GetDouble(), speed.GetProperty("y").GetDouble(), player.GetProperty("lastProcessedInput").GetInt64());
    }

    /// <summary>The slope of the best-fit line: one state that was sent late tilts it little, unlike a line through two points.</summary>
    private static double Speed(Sample[] walk)
    {
        double time = walk.Average(static at => at.Seconds), x = walk.Average(static at => at.X);
        return walk.Sum(at => (at.Seconds - time) * (at.X - x)) / walk.Sum(at => (at.Seconds - time) * (at.Seconds - time));
    }

    private sealed record Sample(double Seconds, double X, double Y, double SpeedX, double SpeedY, long LastProcessedInput);
}
