using System.Net.WebSockets;
using System.Text.Json;
using Actors.Gateway.Tests.Abuse;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>A player by Socket.IO on a WebSocket. It answers heartbeats, and keeps received messages that it did not wait for.</summary>
internal sealed class SocketIOGameClient(EngineIOClient engine) : IDisposable
{
    private int _lastAck;

    /// <summary>Events that nobody has waited for yet, oldest first.</summary>
    public List<(string Name, JsonElement Data)> Kept { get; } = [];

    /// <summary>The first message to a client of the default namespace, if it is let in.</summary>
    public JsonElement Welcome { get; private set; }

    /// <summary>The answer to its CONNECT.</summary>
    public JsonElement Connected { get; private set; }

    public string Id => Welcome.GetProperty("player_id").GetString()!;

    public string Token => Welcome.GetProperty("token").GetString()!;

    /// <summary>In the world, in its room.</summary>
    public static async Task<SocketIOGameClient> JoinAsync(TestGateway gateway, string? name = null, string auth = "{}", string query = "")
    {
        var client = await OpenAsync(gateway, query);
        await client.SendAsync("40" + (name is null ? auth : $$"""{"name":"{{name}}"}"""));
        client.Welcome = await client.ExpectAsync("welcome");
        await client.ExpectAsync("world_update", static update => update.TryGetProperty("players", out _));
        return client;
    }

    /// <summary>A session that has joined no namespace.</summary>
    public static async Task<SocketIOGameClient> OpenAsync(TestGateway gateway, string query = "")
    {
        var (engine, _) = await EngineIOClient.OpenAsync(gateway.SocketIOPort!.Value, EngineIOClient.SocketPath, query);
        return new SocketIOGameClient(engine);
    }

    public Task SendAsync(string packet) => engine.SendAsync(packet);

    public Task SendAsync(byte[] packet, bool isText) => engine.SendAsync(packet, isText);

    public Task EmitAsync(string name, string json) => SendAsync($"42[\"{name}\",{json}]");

    public Task ActAsync(string action, string data = "{}", string more = "") => EmitAsync("player_action", $$"""{"action":"{{action}}","data":{{data}}{{more}}}""");

    public Task<JsonElement> AskToActAsync(string action, string data = "{}", string more = "") => AskAsync("player_action", $$"""{"action":"{{action}}","data":{{data}}{{more}}}""");

    /// <summary>Emits an event that asks for an answer, and waits for that.</summary>
    public async Task<JsonElement> AskAsync(string name, string json)
    {
        var id = ++_lastAck;
        await SendAsync($"42{id}[\"{name}\",{json}]");
        return await AnswerAsync(id);
    }

    public async Task<JsonElement> AnswerAsync(int id)
    {
        while (true)
        {
            var packet = await ReadAsync();
            if (packet.StartsWith($"43{id}[", StringComparison.Ordinal))
                return Assert.Single(JsonElement.Parse(packet.AsSpan(2 + id.ToString().Length)).EnumerateArray());
            Keep(packet);
        }
    }

    /// <summary>The next event of the name that fits, of those that have come or will come.</summary>
    public async Task<JsonElement> ExpectAsync(string name, Func<JsonElement, bool>? fits = null)
    {
        for (var at = 0; ; at++)
        {
            while (at == Kept.Count)
                Keep(await ReadAsync());
            var (kept, data) = Kept[at];
            if (kept != name || fits?.Invoke(data) == false)
                continue;
            Kept.RemoveAt(at);
            return data;
        }
    }

    /// <summary>Waits until all that the server had sent has been read.</summary>
    public async Task<SocketIOGameClient> CaughtUpAsync()
    {
        await AskAsync("ping", "{}");
        return this;
    }

    /// <summary>The next packet as it is; heartbeats are answered; <c>close</c> and the code when the server closes.</summary>
    public async Task<string> ReadAsync()
    {
        while (true)
        {
            var packet = await engine.ReceiveAsync();
            if (packet != "2")
                return packet;
            await SendAsync("3");
        }
    }

    /// <summary>All packets to the end of the connection.</summary>
    public async Task<List<string>> ReadToEndAsync()
    {
        var all = new List<string>();
        try
        {
            do
                all.Add(await ReadAsync());
            while (!all[^1].StartsWith("close", StringComparison.Ordinal));
        }
        catch (WebSocketException)
        {
            // The server had no time for a goodbye.
        }
        return all;
    }

    public bool IsOpen => engine.IsOpen;

    public void Dispose() => engine.Dispose();

    private void Keep(string packet)
    {
        Assert.False(packet.StartsWith("close", StringComparison.Ordinal) || packet == "41", $"The server has ended it: {packet}");
        if (packet.StartsWith("40{", StringComparison.Ordinal))
            Connected = JsonElement.Parse(packet.AsSpan(2));
        if (!packet.StartsWith("42[", StringComparison.Ordinal))
            return;
        var array = JsonElement.Parse(packet.AsSpan(2));
        Assert.Equal(2, array.GetArrayLength());
        Kept.Add((array[0].GetString()!, array[1]));
    }
}
