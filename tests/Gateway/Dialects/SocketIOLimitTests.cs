using System.Net;
using Actors.Gateway.Hosting;
using Actors.Gateway.Tests.Abuse;
using Microsoft.Extensions.Options;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>Requests that are wrong, too many, or too late.</summary>
public sealed class SocketIOLimitTests
{
    public static TheoryData<string> Nonsense =>
    [
        """["fly",{}]""", """["player_action"]""", """["player_action",{}]""", """["player_action",{"action":5}]""", """["player_action",{"action":""}]""", """["player_action","say"]""",
        """["player_action",[1]]""", """["join_room",{}]""", """["join_room","market"]""", """["leave_room",null]""", """["join_room",{"room_id":["market"]}]""", """[7,{}]""",
    ];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task A_malformed_event_is_answered_and_counted_and_changes_nothing(string packet)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var counts = new GatewayCounts();
        using var client = await SocketIOGameClient.JoinAsync(gateway, "Ann");
        await client.SendAsync($"42900{packet}");
        var answer = await client.AnswerAsync(900);
        Assert.Equal((false, "bad_message"), (answer.GetProperty("ok").GetBoolean(), answer.Text("code")));
        Assert.Equal("bad_message", (await client.ExpectAsync("error")).Text("code"));
        Assert.True(counts["actors.gateway.malformed[socketio]"] > 0, counts.ToString());
        Assert.True((await client.AskToActAsync("look")).GetProperty("ok").GetBoolean());
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task Deep_data_is_an_error_and_too_many_bad_events_end_the_session()
    {
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { MalformedBeforeClose = 3 });
        using var client = await SocketIOGameClient.JoinAsync(gateway);
        await client.EmitAsync("player_action", $$"""{"action":"say","data":{{new string('[', 30)}}{{new string(']', 30)}}}""");
        Assert.Equal("bad_message", (await client.ExpectAsync("error")).Text("code"));
        for (var i = 0; i < 5; i++)
            await client.EmitAsync("fly", "{}");
        var last = await client.ReadToEndAsync();
        Assert.Equal(["41", "close 1000"], last[^2..]);
    }

    [Theory]
    [InlineData("""{"x":2,"y":0}""")]
    [InlineData("""{"x":0,"y":-1.01}""")]
    public async Task A_direction_over_1_is_refused(string direction)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await SocketIOGameClient.JoinAsync(gateway, auth: """{"room":"chapel"}""");
        Assert.Equal("bad_argument", (await client.AskToActAsync("move", direction)).Text("code"));
    }

    [Fact]
    public async Task A_text_cut_inside_a_surrogate_pair_is_still_answered()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await SocketIOGameClient.JoinAsync(gateway);
        Assert.Equal("unknown_command", (await client.AskToActAsync("z" + string.Concat(Enumerable.Repeat("🎮", 100)))).Text("code"));
        Assert.Equal("bad_message", (await client.AskToActAsync("\\ud83c")).Text("code"));
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task Too_many_queued_joins_are_refused()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var client = await SocketIOGameClient.OpenAsync(gateway);
        await client.SendAsync("40{}");
        // A journey takes at least a tick, so two hundred cannot be made while they are sent.
        for (var i = 0; i < 200; i++)
            await client.EmitAsync("join_room", $$"""{"room_id":"{{(i % 2 == 0 ? "hut" : "chapel")}}"}""");
        Assert.Equal("rate_limited", (await client.ExpectAsync("error")).Text("code"));
        System.Text.Json.JsonElement answer;
        do
            answer = await client.AskToActAsync("look");
        while (answer.Text("code") == "rate_limited");
        Assert.True(answer.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Events_over_the_rate_are_dropped_and_reported()
    {
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { MessagesPerSecond = 1, MessageBurst = 5 });
        using var client = await SocketIOGameClient.JoinAsync(gateway);
        for (var i = 0; i < 20; i++)
            await client.EmitAsync("ping", "{}");
        Assert.Equal("rate_limited", (await client.ExpectAsync("error")).Text("code"));
    }

    [Fact]
    public async Task Events_after_leaving_are_ignored_and_counted()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var counts = new GatewayCounts("Actors.SocketIO");
        using var ben = await SocketIOGameClient.JoinAsync(gateway, "Ben");
        using var ann = await SocketIOGameClient.JoinAsync(gateway, "Ann");
        await ann.SendAsync("41");
        await ann.ActAsync("say", """{"message":"still here"}""");
        Assert.Equal("Ann is gone.", (await ben.ExpectAsync("world_update", SocketIOGameTests.IsAction("leave"))).Text("line"));
        await ann.ReadToEndAsync();
        Assert.True(counts["actors.socketio.packets.bad[not connected]"] > 0, counts.ToString());
        await ben.CaughtUpAsync();
        Assert.DoesNotContain(ben.Kept, static kept => kept.Data.GetRawText().Contains("still here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_connection_replaces_the_first_which_is_sent_the_reason()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var old = await SocketIOGameClient.JoinAsync(gateway, "Ann");
        using var young = await SocketIOGameClient.JoinAsync(gateway, auth: $$"""{"token":"{{old.Token}}"}""");
        Assert.Equal(old.Id, young.Id);
        var last = await old.ReadToEndAsync();
        Assert.Contains(last, static packet => packet.StartsWith("42[\"error\",{\"code\":\"session_replaced\"", StringComparison.Ordinal));
        Assert.Equal(["41", "close 1000"], last[^2..]);
        Assert.True((await young.AskToActAsync("look")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_client_that_never_polls_is_dropped_when_its_outbox_is_full()
    {
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { OutboxBytes = 2048 });
        using var ben = await SocketIOGameClient.JoinAsync(gateway, "Ben");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{gateway.SocketIOPort}") };
        const string Url = "/socket.io/?EIO=4&transport=polling";
        var open = await http.GetStringAsync(Url);
        var sid = System.Text.Json.JsonElement.Parse(open.AsSpan(1)).Text("sid");
        using var joined = await http.PostAsync($"{Url}&sid={sid}", new StringContent("""40{"name":"Deaf"}"""));
        Assert.True(joined.IsSuccessStatusCode);
        await ben.ExpectAsync("world_update", static update => update.Text("player_name") == "Deaf");
        for (var i = 0; i < 40; i++)
            await ben.AskToActAsync("say", $$"""{"message":"{{new string('x', 200)}}"}""");
        Assert.Equal("Deaf", (await ben.ExpectAsync("world_update", SocketIOGameTests.IsAction("leave"))).Text("player_name"));
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task A_client_that_takes_nothing_for_too_long_is_dropped()
    {
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { StalledSeconds = 1 });
        using var ben = await SocketIOGameClient.JoinAsync(gateway, "Ben");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{gateway.SocketIOPort}") };
        const string Url = "/socket.io/?EIO=4&transport=polling";
        var sid = System.Text.Json.JsonElement.Parse((await http.GetStringAsync(Url)).AsSpan(1)).Text("sid");
        using var joined = await http.PostAsync($"{Url}&sid={sid}", new StringContent("""40{"name":"Deaf"}"""));
        Assert.Equal("Deaf", (await ben.ExpectAsync("world_update", SocketIOGameTests.IsAction("leave"))).Text("player_name"));
        using var late = await http.GetAsync($"{Url}&sid={sid}");
        Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
    }

    [Fact]
    public async Task A_full_server_refuses_with_a_reason()
    {
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { MaxConnections = 2 });
        using var arena = await gateway.ArenaAsync();
        using var second = await gateway.ArenaAsync();
        await second.ExpectAsync("\"state\"");
        using var client = await SocketIOGameClient.OpenAsync(gateway);
        await client.SendAsync("40");
        Assert.StartsWith("44{\"message\":\"The server is full", await client.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://game.example", HttpStatusCode.OK, "https://game.example")]
    [InlineData("https://other.example", HttpStatusCode.Forbidden, null)]
    [InlineData(null, HttpStatusCode.OK, null)]
    public async Task Only_pages_of_listed_origins_may_connect(string? origin, HttpStatusCode status, string? allowed)
    {
        await using var gateway = await TestGateway.StartAsync(configure: static options => options.SocketIO.Origins = ["https://game.example"]);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{gateway.SocketIOPort}/socket.io/?EIO=4&transport=polling");
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var response = await http.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(allowed, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null);
    }

    [Fact]
    public async Task A_taken_port_fails_with_the_option_that_chooses_another()
    {
        await using var gateway = await TestGateway.StartAsync();
        var failure = await Assert.ThrowsAsync<IOException>(() => TestGateway.StartAsync(configure: options => options.SocketIO = new() { Address = "127.0.0.1", Port = gateway.SocketIOPort!.Value }));
        Assert.Contains("--Actors:SocketIO:Port=N", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_invalid_option_is_named()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestGateway.StartAsync(configure: static options => options.SocketIO = new()
        {
            Address = "nowhere",
            Port = 70_000,
            Path = "socket.io",
            Origins = ["game.example"],
            Protocol = new() { MaxPayloadBytes = 0 },
        }));
        foreach (var option in (string[])["Address", "Port", "Path", "Origins", "Protocol:MaxPayloadBytes"])
            Assert.Contains(failure.Failures, message => message.StartsWith($"Actors:SocketIO:{option}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Disabling_Socket_IO_keeps_other_listeners()
    {
        await using var gateway = await TestGateway.StartAsync(configure: static options => options.SocketIO.Enabled = false);
        using var arena = await gateway.ArenaAsync();
        await arena.ExpectAsync("\"state\"");
        Assert.Null(gateway.SocketIOPort);
    }
}
