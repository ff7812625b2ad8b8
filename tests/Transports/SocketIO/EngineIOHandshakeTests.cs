using System.Net;
using System.Net.WebSockets;
using Actors.SocketIO;
using Actors.SocketIO.EngineIO;

namespace Actors.Transports.Tests.SocketIO;

public sealed class EngineIOHandshakeTests
{
    [Fact]
    public async Task A_polling_session_opens_with_the_open_packet_alone()
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        using var response = await host.Client.GetAsync("/engine.io/?EIO=4&transport=polling");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; charset=UTF-8", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Headers.CacheControl!.NoStore);
        var content = await response.Content.ReadAsStringAsync();
        Assert.Matches(
            """^0\{"sid":"[A-Za-z0-9_-]{24}","upgrades":\["websocket"\],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000\}$""", content);
    }

    [Fact]
    public async Task A_WebSocket_session_opens_with_the_open_packet_and_offers_no_upgrade()
    {
        var (host, _) = await TestHost.StartEngineAsync(options => options.MaxPayloadBytes = 1234);
        await using var _1 = host;
        var (client, handshake) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = client;
        Assert.Equal(0, handshake.GetProperty("upgrades").GetArrayLength());
        Assert.Equal(1234, handshake.GetProperty("maxPayload").GetInt32());
    }

    [Fact]
    public async Task Session_ids_never_repeat()
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 50; i++)
            Assert.True(ids.Add((await PollingClient.OpenAsync(host.Client)).Id));
    }

    [Theory]
    [InlineData("GET", "EIO=4", 0, "Transport unknown")]
    [InlineData("GET", "EIO=4&transport=abc", 0, "Transport unknown")]
    [InlineData("GET", "EIO=4&transport=webtransport", 0, "Transport unknown")]
    [InlineData("GET", "EIO=4&transport=polling&sid=nobody", 1, "Session ID unknown")]
    [InlineData("POST", "EIO=4&transport=polling&sid=nobody", 1, "Session ID unknown")]
    [InlineData("GET", "EIO=4&transport=websocket&sid=nobody", 1, "Session ID unknown")]
    [InlineData("POST", "EIO=4&transport=polling", 2, "Bad handshake method")]
    [InlineData("PUT", "EIO=4&transport=polling", 2, "Bad handshake method")]
    [InlineData("HEAD", "EIO=4&transport=polling", 2, null)]
    [InlineData("GET", "EIO=4&transport=websocket", 3, "Bad request")]
    [InlineData("GET", "transport=polling", 5, "Unsupported protocol version")]
    [InlineData("GET", "EIO=3&transport=polling", 5, "Unsupported protocol version")]
    [InlineData("GET", "EIO=abc&transport=polling", 5, "Unsupported protocol version")]
    [InlineData("GET", "EIO=4&EIO=4&transport=polling", 5, "Unsupported protocol version")]
    public async Task A_bad_request_gets_an_error_code_and_message(string method, string query, int code, string? message)
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        using var request = new HttpRequestMessage(new(method), "/engine.io/?" + query);
        using var response = await host.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        if (message is not null)
            Assert.Equal($$"""{"code":{{code}},"message":"{{message}}"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("transport=websocket")]
    [InlineData("EIO=4&transport=polling")]
    [InlineData("EIO=4&transport=websocket&sid=nobody")]
    public async Task A_bad_WebSocket_handshake_is_refused(string query)
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Port}/engine.io/?{query}"), default).Soon());
        Assert.Equal(HttpStatusCode.BadRequest, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task A_session_accepts_only_GET_and_POST(string method)
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        using var request = new HttpRequestMessage(new(method), client.Url);
        using var response = await host.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("ok", await client.PostAsync("4still here"));
    }

    [Fact]
    public async Task Every_request_must_name_the_version()
    {
        var (host, _) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        var client = await PollingClient.OpenAsync(host.Client);
        using var response = await host.Client.GetAsync($"/engine.io/?transport=polling&sid={client.Id}");
        Assert.Equal("""{"code":5,"message":"Unsupported protocol version"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task AllowRequest_may_refuse_a_handshake_and_runs_once_a_session()
    {
        var asked = 0;
        var (host, _) = await TestHost.StartEngineAsync(options => options.AllowRequest = context =>
        {
            Interlocked.Increment(ref asked);
            return context.Request.Query["token"] == "right";
        });
        await using var _1 = host;
        using var refused = await host.Client.GetAsync("/engine.io/?EIO=4&transport=polling&token=wrong");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("""{"code":4,"message":"Forbidden"}""", await refused.Content.ReadAsStringAsync());
        var open = await host.Client.GetStringAsync("/engine.io/?EIO=4&transport=polling&token=right");
        var sid = System.Text.Json.JsonElement.Parse(open.AsSpan(1)).GetProperty("sid").GetString();
        using var post = await host.Client.PostAsync($"/engine.io/?EIO=4&transport=polling&sid={sid}", new StringContent("4hello"));
        Assert.Equal(HttpStatusCode.OK, post.StatusCode);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_session_keeps_query_address_and_listed_headers()
    {
        var (host, sessions) = await TestHost.StartEngineAsync();
        await using var _1 = host;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/engine.io/?EIO=4&transport=polling&token=abc");
        request.Headers.Add("Authorization", "Bearer x");
        request.Headers.Add("Cookie", "not=kept");
        using var response = await host.Client.SendAsync(request);
        var handshake = (await sessions.ReadAsync()).Session.Handshake;
        Assert.Equal("?EIO=4&transport=polling&token=abc", handshake.QueryString);
        Assert.Equal("Bearer x", handshake.Headers["authorization"]);
        Assert.DoesNotContain("Cookie", handshake.Headers.Keys);
        Assert.Equal(IPAddress.Loopback, Assert.IsType<IPEndPoint>(handshake.RemoteEndPoint).Address);
    }

    [Fact]
    public async Task Sessions_over_the_limit_are_refused_until_one_ends()
    {
        var (host, sessions) = await TestHost.StartEngineAsync(options => options.MaxSessions = 2);
        await using var _1 = host;
        var first = await PollingClient.OpenAsync(host.Client);
        var (second, _) = await EngineIOClient.OpenAsync(host.Port);
        using var _2 = second;
        using var refused = await host.Client.GetAsync("/engine.io/?EIO=4&transport=polling");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(() => EngineIOClient.ConnectAsync(host.Port));

        await first.PostAsync("1");
        Assert.Equal(DisconnectReason.TransportClose, await (await sessions.ReadAsync()).Closed);
        await PollingClient.OpenAsync(host.Client);
    }

    [Fact]
    public async Task A_disabled_transport_is_unknown_and_not_offered_as_upgrade()
    {
        var (pollingOnly, _) = await TestHost.StartEngineAsync(options => options.AllowWebSocket = false);
        await using var _1 = pollingOnly;
        var client = await PollingClient.OpenAsync(pollingOnly.Client);
        Assert.Equal(0, client.Handshake.GetProperty("upgrades").GetArrayLength());
        await Assert.ThrowsAsync<WebSocketException>(() => EngineIOClient.ConnectAsync(pollingOnly.Port));

        var (webSocketOnly, _) = await TestHost.StartEngineAsync(options => options.AllowPolling = false);
        await using var _2 = webSocketOnly;
        using var refused = await webSocketOnly.Client.GetAsync("/engine.io/?EIO=4&transport=polling");
        Assert.Equal("""{"code":0,"message":"Transport unknown"}""", await refused.Content.ReadAsStringAsync());
        var (open, _) = await EngineIOClient.OpenAsync(webSocketOnly.Port);
        open.Dispose();
    }

    [Fact]
    public void All_option_errors_are_reported_at_once()
    {
        var options = new SocketIOOptions
        {
            PingInterval = TimeSpan.Zero,
            PingTimeout = TimeSpan.FromDays(2),
            MaxPayloadBytes = 0,
            AllowPolling = false,
            AllowWebSocket = false,
            Cors = new EngineIOCorsOptions { AllowCredentials = true, AllowedOrigins = { "*" } },
            ConnectTimeout = TimeSpan.Zero,
            ConnectPause = TimeSpan.FromSeconds(2),
            MaxJsonDepth = 0,
            MaxAttachments = -1,
        };
        Assert.Equal(9, options.Validate().Count());
        Assert.Empty(new SocketIOOptions().Validate());
    }

    [Fact]
    public async Task Invalid_options_fail_the_start()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => TestHost.StartSocketIOAsync(_ => { }, options => options.MaxSessions = 0));
        Assert.Contains("MaxSessions is 0", failure.ToString(), StringComparison.Ordinal);
    }
}
