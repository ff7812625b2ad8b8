using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Actors.Transports.Tests.SocketIO;

/// <summary>A polling session from the client's side, request by request.</summary>
internal sealed class PollingClient
{
    private readonly HttpClient _http;

    private PollingClient(HttpClient http, string path, JsonElement handshake)
    {
        _http = http;
        Path = path;
        Handshake = handshake;
        Id = handshake.GetProperty("sid").GetString()!;
        Url = $"{path}?EIO=4&transport=polling&sid={Id}";
    }

    public JsonElement Handshake { get; }

    public string Id { get; }

    public string Path { get; }

    public string Url { get; }

    public static async Task<PollingClient> OpenAsync(TestHost host, string path = TestHost.EnginePath)
    {
        var content = await host.Client.GetStringAsync($"{path}?EIO=4&transport=polling");
        Assert.StartsWith("0", content, StringComparison.Ordinal);
        return new(host.Client, path, JsonElement.Parse(content.AsSpan(1)));
    }

    /// <summary>A polling session of Socket.IO that has joined a namespace.</summary>
    public static async Task<PollingClient> JoinAsync(TestHost host, string connect = "40")
    {
        var client = await OpenAsync(host, TestHost.SocketPath);
        Assert.Equal("ok", await client.PostAsync(connect));
        return client;
    }

    public Task<string> PollAsync() => _http.GetStringAsync(Url).Soon();

    public Task<HttpResponseMessage> PollResponseAsync(CancellationToken cancellation = default) => _http.GetAsync(Url, cancellation).Soon();

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

    /// <summary>The next request finds no session any more.</summary>
    public async Task AssertUnknownAsync()
    {
        using var response = await PollResponseAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("""{"code":1,"message":"Session ID unknown"}""", await response.Content.ReadAsStringAsync());
    }
}
