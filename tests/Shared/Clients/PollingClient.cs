using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Actors.Tests;

/// <summary>A session of Engine.IO that polls, request by request.</summary>
internal sealed class PollingClient
{
    private const char Separator = '\x1e';

    private readonly HttpClient _http;
    private readonly Queue<string> _packets = new();

    private PollingClient(HttpClient http, string path, JsonElement handshake)
    {
        _http = http;
        Handshake = handshake;
        Id = handshake.GetProperty("sid").GetString()!;
        Url = $"{path}?EIO=4&transport=polling&sid={Id}";
    }

    public JsonElement Handshake { get; }

    public string Id { get; }

    public string Url { get; }

    public static async Task<PollingClient> OpenAsync(HttpClient http, string path = EngineIOClient.EnginePath)
    {
        var content = await http.GetStringAsync($"{path}?EIO=4&transport=polling");
        Assert.StartsWith("0", content, StringComparison.Ordinal);
        return new(http, path, JsonElement.Parse(content.AsSpan(1)));
    }

    /// <summary>A session of Socket.IO that has joined a namespace.</summary>
    public static async Task<PollingClient> JoinAsync(HttpClient http, string connect = "40")
    {
        var client = await OpenAsync(http, EngineIOClient.SocketPath);
        Assert.Equal("ok", await client.PostAsync(connect));
        return client;
    }

    public Task<string> PollAsync() => _http.GetStringAsync(Url).Soon();

    public Task<HttpResponseMessage> PollResponseAsync(CancellationToken cancellation = default) => _http.GetAsync(Url, cancellation).Soon();

    /// <summary>Polls, and answers heartbeats, until a packet contains the text.</summary>
    public async Task UntilAsync(string what)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            while (_packets.TryDequeue(out var packet))
            {
                if (packet.Contains(what, StringComparison.Ordinal))
                    return;
                Assert.False(packet is "1" or "41", $"The server ended the session before {what}.");
                if (packet == "2")
                    Assert.Equal("ok", await PostAsync("3"));
            }
            if (Stopwatch.GetElapsedTime(begun) > Eventually.LongLimit)
                throw new TimeoutException($"Not within {Eventually.LongLimit}: {what}");
            foreach (var packet in (await PollAsync()).Split(Separator))
                _packets.Enqueue(packet);
        }
    }

    public async Task<string> PostAsync(string body)
    {
        using var response = await PostResponseAsync(body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    public Task<HttpResponseMessage> PostResponseAsync(string body) => PostResponseAsync(Encoding.UTF8.GetBytes(body), "text/plain");

    public async Task<HttpResponseMessage> PostResponseAsync(byte[] body, string contentType)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await _http.PostAsync(Url, content).Soon();
    }

    /// <summary>The next request finds no session.</summary>
    public async Task AssertUnknownAsync()
    {
        using var response = await PollResponseAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("""{"code":1,"message":"Session ID unknown"}""", await response.Content.ReadAsStringAsync());
    }
}
