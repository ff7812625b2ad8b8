using System.Text.Json;

namespace Actors.Samples.Tests;

/// <summary>A client of the native protocol that plays tag.</summary>
internal sealed class Runner(JsonClient client, string name) : IAsyncDisposable
{
    private int _inputs;

    public string Name => name;

    public static async Task<Runner> EnterAsync(int port, string name)
    {
        var client = await JsonClient.ConnectAsync(port, "/", "actors.v1.json");
        await client.SendAsync(new { type = "hello", version = 1, name });
        await client.UntilAsync(static message => message.Type() == "room");
        return new Runner(client, name);
    }

    /// <summary>The result of a command.</summary>
    public async Task<JsonElement> AskAsync(int id, object command)
    {
        await client.SendAsync(command);
        return await client.UntilAsync(message => message.Type() == "result" && message.GetProperty("id").GetInt32() == id);
    }

    /// <summary>The result of a command that is not to be refused.</summary>
    public async Task<JsonElement> DoAsync(int id, object command)
    {
        var result = await AskAsync(id, command);
        Assert.True(result.GetProperty("ok").GetBoolean(), result.GetRawText());
        return result;
    }

    public Task UntilInAsync(string room) => client.UntilAsync(message => message.Type() == "room" && message.GetProperty("room").GetProperty("id").GetString() == room);

    /// <param name="x">West or east; 0: stands still.</param>
    public Task WalkAsync(int x) => client.SendAsync(new { type = "input", seq = ++_inputs, x, y = 0 });

    public Task<JsonElement> UntilAsync(string happened) => client.UntilAsync(message => message.Event() == happened);

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
