using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>A client of the native protocol: sends numbered lines, and is answered each of them once.</summary>
internal sealed class NativeClient(JsonClient json) : IAsyncDisposable
{
    /// <summary>The pace of a client that asks all the time: well below what the server accepts from one client.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    private long _asked;

    public JsonClient Json => json;

    public string Token { get; private set; } = "";

    public static async Task<NativeClient> EnterAsync(int port, string name, string room, string? token = null)
    {
        var client = new NativeClient(await JsonClient.ConnectAsync(port, "/", "actors.v1.json"));
        await client.Json.SendAsync(new { type = "hello", version = 1, name, room, token });
        var welcome = await client.Json.UntilAsync(static message => message.Type() == "welcome");
        client._asked = welcome.GetProperty("lastCommand").GetInt64();
        client.Token = token ?? welcome.GetProperty("token").GetString()!;
        await client.Json.UntilAsync(static message => message.Type() == "room");
        return client;
    }

    /// <summary>Types a line and reads on to its result.</summary>
    /// <param name="passed">Given each message that came before it.</param>
    public Task<JsonElement> AskAsync(string line, Action<JsonElement>? passed = null) => AskAsync(id => new { type = "command", id, line }, passed);

    /// <summary>Asks for a verb by its name with its arguments.</summary>
    public async Task<string> InvokeAsync(string verb, object args) =>
        (await AskAsync(id => new { type = "command", id, verb, args }, null)).GetProperty("text").GetString()!;

    private async Task<JsonElement> AskAsync(Func<long, object> command, Action<JsonElement>? passed)
    {
        var id = ++_asked;
        await Json.SendAsync(command(id));
        while (true)
        {
            var message = await Json.NextAsync();
            if (message.Type() == "result")
            {
                Assert.Equal(id, message.GetProperty("id").GetInt64());
                return message;
            }
            passed?.Invoke(message);
        }
    }

    public async Task<string> TextOfAsync(string line) => (await AskAsync(line)).GetProperty("text").GetString()!;

    /// <summary>Reads on to an event of that kind, whose line must be this.</summary>
    public async Task SeeAsync(string kind, string line) =>
        Assert.Equal(line, (await Json.UntilAsync(message => message.Type() == "event" && message.Event() == kind)).GetProperty("line").GetString());

    public ValueTask DisposeAsync() => Json.DisposeAsync();
}
