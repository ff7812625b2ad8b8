using System.Net;
using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>A client of Socket.IO that only polls, from a loopback address of its own, so that a proxy takes it for another client. Each request is a connection of its own.</summary>
internal sealed class PollingClient : IDisposable
{
    private const char Separator = '\x1e';

    private readonly HttpClient _http;
    private readonly Queue<string> _packets = new();
    private string _session = "";

    public PollingClient(Nginx proxy, IPAddress from)
    {
        var handler = proxy.NewHandler(from);
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        _http = new HttpClient(handler) { BaseAddress = proxy.Address("https"), Timeout = TimeSpan.FromSeconds(90) };
    }

    public async Task EnterAsync(string name, string room)
    {
        var open = await _http.GetStringAsync("/socket.io/?EIO=4&transport=polling");
        _session = JsonDocument.Parse(open[1..]).RootElement.GetProperty("sid").GetString()!;
        await PostAsync($"40{JsonSerializer.Serialize(new { name, room })}");
        await UntilAsync("[\"welcome\"");
    }

    /// <summary>Polls until a packet says that.</summary>
    public async Task UntilAsync(string what)
    {
        while (true)
        {
            while (_packets.TryDequeue(out var packet))
            {
                if (packet.Contains(what, StringComparison.Ordinal))
                    return;
                Assert.False(packet is "1" or "41", $"The server ended the session before {what}.");
                if (packet == "2")
                    await PostAsync("3");
            }
            foreach (var packet in (await _http.GetStringAsync($"/socket.io/?EIO=4&transport=polling&sid={_session}")).Split(Separator))
                _packets.Enqueue(packet);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string packet)
    {
        using var answer = await _http.PostAsync($"/socket.io/?EIO=4&transport=polling&sid={_session}", new StringContent(packet));
        Assert.Equal("ok", await answer.Content.ReadAsStringAsync());
    }
}
