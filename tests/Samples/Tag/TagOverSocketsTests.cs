using System.Text.Json;

namespace Actors.Samples.Tests;

/// <summary>Two clients of the native protocol play a round at the sample's own program.</summary>
public sealed class TagOverSocketsTests
{
    [Fact]
    public async Task Two_play_a_round_until_one_has_won()
    {
        await using var server = await new SampleServer("Tag").With("zones/park.yaml", "roundSeconds: 60, pauseSeconds: 5", "roundSeconds: 8, pauseSeconds: 1").StartAsync();
        await using var ada = await Runner.EnterAsync(server.Port, "Ada");
        await using var bob = await Runner.EnterAsync(server.Port, "Bob");

        var chosen = await ada.UntilAsync("tag.chosen");
        var (it, other) = chosen.GetProperty("name").GetString() == "Ada" ? (ada, bob) : (bob, ada);
        Assert.Equal(ReferenceEquals(it, ada) ? "You are it. Run!" : "Bob is it. Run!", chosen.GetProperty("line").GetString());

        // They begin on the two sides of the lawn, the older one in the east; who is it runs across.
        await it.WalkAsync(ReferenceEquals(it, ada) ? -1 : 1);
        var tagged = await other.UntilAsync("tag.tagged");
        Assert.Equal($"{it.Name} tags you.", tagged.GetProperty("line").GetString());

        // Who was it first is free from then on, but the other had been free for as long as the way took.
        var won = await other.UntilAsync("tag.won");
        Assert.Contains(won.GetProperty("name").GetString(), (string[])["Ada", "Bob"]);
        Assert.InRange(won.GetProperty("data").GetProperty("freeSeconds").GetInt32(), 3, 8);
    }

    private sealed class Runner(JsonClient client, string name) : IAsyncDisposable
    {
        public string Name => name;

        public static async Task<Runner> EnterAsync(int port, string name)
        {
            var client = await JsonClient.ConnectAsync(port, "/", "actors.v1.json");
            await client.SendAsync(new { type = "hello", version = 1, name, room = "arena" });
            await client.UntilAsync(static message => message.Type() == "room");
            return new Runner(client, name);
        }

        public Task WalkAsync(int x) => client.SendAsync(new { type = "input", seq = 1, x, y = 0 });

        public Task<JsonElement> UntilAsync(string happened) => client.UntilAsync(message => message.Event() == happened);

        public ValueTask DisposeAsync() => client.DisposeAsync();
    }
}
