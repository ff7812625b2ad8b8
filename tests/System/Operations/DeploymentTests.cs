using System.Net;
using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>The published programs behind the real proxy, with deploy/'s own configuration.</summary>
public sealed class DeploymentTests(DeployedCluster cluster) : IClassFixture<DeployedCluster>
{
    [Fact]
    public void The_published_layout_has_the_page_the_client_library_and_the_world()
    {
        foreach (var file in (string[])["Actors.Gateway.dll", "wwwroot/index.html", "wwwroot/game-client.js", "content/world.yaml"])
            Assert.True(File.Exists(Path.Combine(cluster.GatewayDirectory, file)), file);
    }

    [Fact]
    public async Task The_proxy_serves_the_page_by_TLS_and_hides_metrics_and_health()
    {
        using var http = Http();
        Assert.Contains("app.js", await http.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("GameClient", await http.GetStringAsync("/game-client.js"), StringComparison.Ordinal);
        Assert.Equal("/play", JsonDocument.Parse(await http.GetStringAsync("/config.json")).RootElement.GetProperty("webSocketUrl").GetString());
        foreach (var path in (string[])["/metrics", "/health/ready", "/health/live"])
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(path)).StatusCode);
        using var plain = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var redirect = await plain.GetAsync($"http://127.0.0.1:{cluster.Proxy.PlainPort}/anything?at=all");
        Assert.Equal(HttpStatusCode.MovedPermanently, redirect.StatusCode);
        Assert.Equal("https://127.0.0.1/anything?at=all", redirect.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Clients_of_four_dialects_connect_by_path_and_meet()
    {
        await using var ada = new MudClient(await ConnectAsync("/ws/game/plaza/?name=Ada"));
        await ada.SeeRoomAsync();
        await using var arena = await ConnectAsync("/play?name=Arthur&room=plaza");
        await arena.UntilAsync(static message => message.Type() == "connected");
        await ada.HearAsync("Arthur appears.");
        await using var collector = await ConnectAsync("/collector?name=Cora&room=plaza");
        await collector.NextAsync();
        using var http = PollingHttp(IPAddress.Loopback);
        var polling = await EnterAsync(http, "Polly", "plaza");
        await ada.HearAsync("Polly appears.");
        await ada.TypeAsync("say good day");
        await polling.UntilAsync("good day");
    }

    [Fact]
    public async Task The_proxy_pins_polling_sessions_to_a_gateway_and_spreads_them()
    {
        var clients = Enumerable.Range(1, 24).Select(client => PollingHttp(new IPAddress([127, 0, 1, (byte)client]))).ToArray();
        try
        {
            await Task.WhenAll(clients.Select(static (client, number) => EnterAsync(client, $"Poll{number}", "market")));
            foreach (var gateway in (string[])["gateway-1", "gateway-2"])
            {
                using var admin = new AdminClient(cluster[gateway].Http, cluster.AdminToken);
                Assert.NotEqual(0, (await admin.StateAsync()).GetProperty("connections").GetProperty("dialects").GetProperty("socketio").GetInt32());
            }
        }
        finally
        {
            foreach (var client in clients)
                client.Dispose();
        }
    }

    [Fact]
    public async Task The_admin_page_behind_the_proxy_shows_all_nodes_from_any_gateway()
    {
        using var http = Http();
        http.DefaultRequestHeaders.Authorization = new("Bearer", cluster.AdminToken);
        for (var asked = 0; asked < 4; asked++)
        {
            var state = JsonDocument.Parse(await http.GetStringAsync("/admin/state")).RootElement;
            Assert.Equal(["gateway-1", "gateway-2", "world-1", "world-2"], state.GetProperty("nodes").EnumerateArray().Select(static node => node.GetProperty("name").GetString()));
        }
    }

    private async Task<JsonClient> ConnectAsync(string pathAndQuery)
    {
        using var invoker = new HttpMessageInvoker(cluster.Proxy.NewHandler(IPAddress.Loopback));
        return new JsonClient(await WebSocketClient.ConnectAsync(cluster.Proxy.Address("wss", pathAndQuery), invoker: invoker));
    }

    private static async Task<PollingClient> EnterAsync(HttpClient http, string name, string room)
    {
        var client = await PollingClient.JoinAsync(http, $"40{JsonSerializer.Serialize(new { name, room })}");
        await client.UntilAsync("[\"welcome\"");
        return client;
    }

    /// <summary>Connects from a loopback address of its own, so that the proxy takes it for another client. Each request is a connection of its own.</summary>
    private HttpClient PollingHttp(IPAddress from)
    {
        var handler = cluster.Proxy.NewHandler(from);
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        return new HttpClient(handler) { BaseAddress = cluster.Proxy.Address("https"), Timeout = Eventually.Limit };
    }

    private HttpClient Http() => new(cluster.Proxy.NewHandler(IPAddress.Loopback)) { BaseAddress = cluster.Proxy.Address("https") };
}
