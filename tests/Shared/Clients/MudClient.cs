using System.Text.Json;

namespace Actors.Tests;

/// <summary>A text player: types lines, and waits for what it is to read.</summary>
internal sealed class MudClient(JsonClient json) : IAsyncDisposable
{
    public JsonClient Json => json;

    public string Name { get; private set; } = "";

    public string Id { get; private set; } = "";

    /// <summary>The token that the server issued to a new player, with which it comes back.</summary>
    public string? Token { get; private set; }

    /// <summary>The room as it was described last, in what this player has read.</summary>
    public JsonElement Room { get; private set; }

    /// <summary>A new player of that name, once the room has been described to it.</summary>
    public static Task<MudClient> EnterAsync(int port, string name, string room) => OpenAsync(port, $"/ws/game/{room}/?name={name}");

    /// <summary>A player that has been in the world before, where it was.</summary>
    public static Task<MudClient> ReturnAsync(int port, string token) => OpenAsync(port, $"/ws/game/?token={token}");

    public Task TypeAsync(string line) => json.TypeAsync(line);

    /// <summary>Types a line and reads what answers it.</summary>
    public async Task<string> AskAsync(string line)
    {
        await TypeAsync(line);
        return (await UntilAsync(JsonClient.Answers)).Text();
    }

    /// <summary>Reads on until this line comes, of what happens in the room or of what is said; returns all such lines up to it.</summary>
    public async Task<IReadOnlyList<string>> HearAsync(string line)
    {
        var heard = new List<string>();
        do
            heard.Add(LineOf(await UntilAsync(static message => message.Event() == "player_action")));
        while (heard[^1] != line);
        return heard;
    }

    /// <summary>The next line about this player's own doing.</summary>
    public async Task<string> HearOfAsync(string player) =>
        LineOf(await UntilAsync(message => message.Event() == "player_action" && message.GetProperty("data").GetProperty("player_name").GetString() == player));

    /// <summary>The next description of a room.</summary>
    public async Task<JsonElement> SeeRoomAsync()
    {
        await UntilAsync(static message => message.Event() == "room_description");
        return Room;
    }

    /// <summary>
    /// The room in words that fit: the last description, or one that is still to come. When the store is slow, a room is described before the event that changed it is sent.
    /// </summary>
    public async Task<JsonElement> SeeRoomAsync(Func<JsonElement, bool> fits)
    {
        while (!fits(Room))
            await SeeRoomAsync();
        return Room;
    }

    public async Task<(string[] Items, int Gathered)> InventoryAsync()
    {
        await TypeAsync("inventory");
        var data = (await UntilAsync(static message => message.Event() == "inventory")).GetProperty("data");
        return ([.. data.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("name").GetString()!)],
            data.GetProperty("resources").EnumerateObject().Sum(static count => count.Value.GetInt32()));
    }

    public ValueTask DisposeAsync() => json.DisposeAsync();

    /// <summary>Speech comes in fields, everything else as a line.</summary>
    public static string LineOf(JsonElement message)
    {
        var data = message.GetProperty("data");
        return data.TryGetProperty("line", out var line)
            ? line.GetString()!
            : $"{data.GetProperty("player_name").GetString()} {data.GetProperty("action").GetString()}: {data.GetProperty("message").GetString()}";
    }

    private Task<JsonElement> UntilAsync(Func<JsonElement, bool> fits) => json.UntilAsync(message =>
    {
        if (message.Event() == "room_description")
            Room = message.GetProperty("data");
        return fits(message);
    });

    private static async Task<MudClient> OpenAsync(int port, string pathAndQuery)
    {
        var client = new MudClient(await JsonClient.ConnectAsync(port, pathAndQuery));
        var welcome = (await client.Json.UntilAsync(static message => message.Event() == "welcome")).GetProperty("data");
        client.Id = welcome.GetProperty("player_id").GetString()!;
        client.Name = welcome.GetProperty("player_name").GetString()!;
        client.Token = welcome.TryGetProperty("token", out var token) ? token.GetString() : null;
        await client.SeeRoomAsync();
        return client;
    }
}
