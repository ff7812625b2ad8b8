using System.Net;
using Actors.SocketIO.EngineIO;

namespace Actors.Transports.Tests.SocketIO;

public sealed class EngineIOCorsTests
{
    private const string Handshake = "/engine.io/?EIO=4&transport=polling";

    [Fact]
    public async Task Without_the_option_other_origins_get_no_CORS_headers()
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        using var response = await SendAsync(host, HttpMethod.Get, "https://game.example");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.Ordinal));
        using var preflight = await SendAsync(host, HttpMethod.Options, "https://game.example");
        Assert.Equal(HttpStatusCode.BadRequest, preflight.StatusCode);
    }

    [Fact]
    public async Task A_listed_origin_may_read_with_credentials()
    {
        var (host, _) = await StartAsync("https://game.example", credentials: true);
        await using var _1 = host;
        using var response = await SendAsync(host, HttpMethod.Get, "https://game.example");
        Assert.Equal("https://game.example", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("true", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Credentials")));
        Assert.Equal("Origin", Assert.Single(response.Headers.GetValues("Vary")));

        using var other = await SendAsync(host, HttpMethod.Get, "https://evil.example");
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("Origin", Assert.Single(other.Headers.GetValues("Vary")));
    }

    [Fact]
    public async Task Errors_carry_CORS_headers()
    {
        var (host, _) = await StartAsync("https://game.example", credentials: false);
        await using var _1 = host;
        using var request = new HttpRequestMessage(HttpMethod.Get, Handshake + "&sid=nobody") { Headers = { { "Origin", "https://game.example" } } };
        using var response = await host.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("https://game.example", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task A_preflight_lists_what_is_allowed()
    {
        var (host, _) = await StartAsync("*", credentials: false);
        await using var _1 = host;
        using var preflight = await SendAsync(host, HttpMethod.Options, "https://anyone.example", "x-token");
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("*", Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("GET, POST", string.Join(", ", preflight.Headers.GetValues("Access-Control-Allow-Methods")));
        Assert.Equal("x-token", Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Headers")));
        Assert.Equal("600", Assert.Single(preflight.Headers.GetValues("Access-Control-Max-Age")));
        Assert.False(preflight.Headers.Contains("Vary"));
    }

    private static Task<(TestHost Host, System.Threading.Channels.ChannelReader<TestSession> Sessions)> StartAsync(string origin, bool credentials) =>
        TestHost.StartEngineAsync(options => options.Cors = new EngineIOCorsOptions { AllowedOrigins = { origin }, AllowCredentials = credentials });

    private static async Task<HttpResponseMessage> SendAsync(TestHost host, HttpMethod method, string origin, string? headers = null)
    {
        using var request = new HttpRequestMessage(method, Handshake) { Headers = { { "Origin", origin } } };
        if (headers is not null)
            request.Headers.Add("Access-Control-Request-Headers", headers);
        return await host.Client.SendAsync(request);
    }
}
