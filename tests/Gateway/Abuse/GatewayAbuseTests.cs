using System.Net.WebSockets;
using Actors.Rules;
using Xunit.Abstractions;

namespace Actors.Gateway.Tests.Abuse;

/// <summary>Clients that take more than their share: each is degraded, notified and closed by its limit, and the others carry on.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class GatewayAbuseTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_flood_of_3000_messages_is_rate_limited_and_closed_with_1008()
    {
        using var counts = new GatewayCounts();
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { DroppedBeforeClose = 1000 });
        await using var healthy = await HealthyClient.JoinAsync(gateway);
        using var flooder = await gateway.MudAsync();
        for (var i = 0; i < 400; i++)
            await flooder.SendAsync("""{"type":"ping"}""");
        await flooder.ExpectAsync("rate_limited");
        var heard = flooder.ReadToEndAsync();
        try
        {
            for (var i = 0; i < 3000; i++)
                await flooder.SendAsync("""{"type":"ping"}""");
        }
        catch (WebSocketException)
        {
            // Closed in the middle of it, as it should be.
        }
        var told = await heard;
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, flooder.CloseStatus);
        Assert.InRange(told.Count, 0, 1000);
        Assert.True(counts["actors.gateway.rate_limited[mud]"] > 1000);
        Assert.Equal(1, counts["actors.gateway.given_up[rate]"]);
        await AssertUnharmedAsync(gateway, healthy);
    }

    [Fact]
    public async Task A_client_that_never_reads_skips_states_and_is_disconnected()
    {
        using var counts = new GatewayCounts();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { StalledSeconds = 2, MessagesPerSecond = 100_000, MessageBurst = 100_000, DroppedBeforeClose = 10_000_000 });
        await using var healthy = await HealthyClient.JoinAsync(gateway);
        using var mute = await gateway.NativeAsync();
        await mute.SendAsync("""{"type":"hello","version":1}""");
        await mute.ExpectAsync("keyframe");
        try
        {
            // Each request asks for the whole room; once the connection is full, one state waits, whatever comes.
            while (mute.IsOpen)
                await mute.SendAsync("""{"type":"resync"}""");
        }
        catch (WebSocketException)
        {
            // Dropped.
        }
        output.WriteLine(counts.ToString());
        Assert.True(counts["actors.gateway.state_skipped"] > 0);
        // It was disconnected for taking nothing for two seconds, or for more events than may wait: whichever was first.
        Assert.Equal(1, counts["actors.gateway.given_up[stalled]"] + counts["actors.gateway.given_up[outbox_full]"]);
        await healthy.AtLeastAsync(100);
        output.WriteLine(await healthy.AssertServedAsync());
        Assert.Empty(gateway.Errors);
        var grown = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1024.0 / 1024.0;
        output.WriteLine($"The heap has grown by {grown:f1} MB");
        Assert.InRange(grown, -100, 16);
    }

    [Fact]
    public async Task Malformed_messages_are_answered_and_too_many_close_with_1008()
    {
        using var counts = new GatewayCounts();
        await using var gateway = await TestGateway.StartAsync();
        using var client = await gateway.MudAsync();
        await client.SendAsync("{nonsense");
        Assert.Contains("bad_message", (await client.ExpectAsync("\"error\"")).GetRawText(), StringComparison.Ordinal);
        var heard = client.ReadToEndAsync();
        try
        {
            for (var i = 0; i < 200; i++)
                await client.SendAsync("{nonsense");
        }
        catch (WebSocketException)
        {
            // Closed in the middle of it.
        }
        await heard;
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, client.CloseStatus);
        Assert.Equal(1, counts["actors.gateway.given_up[malformed]"]);
    }

    [Fact]
    public async Task Every_verb_with_a_bad_argument_is_answered()
    {
        await using var gateway = await TestGateway.StartAsync(new GatewayLimits { MessagesPerSecond = 10_000, MessageBurst = 10_000 });
        using var client = await gateway.MudAsync();
        await client.ExpectAsync("room_description");
        foreach (var word in BuiltInRules.All.Words.Keys.Order(StringComparer.Ordinal))
        {
            foreach (var argument in (string[])["", " \\u0007", " a\\u0007b", " nobody-of-this-name", " " + new string('x', 3000), " 1e999"])
            {
                await client.SendAsync($$"""{"type":"command","command":"{{word}}{{argument}}"}""");
                Assert.True(await IsAnsweredAsync(client), $"Not answered: \"{word}{argument}\".");
            }
        }
        Assert.Empty(gateway.Errors);
    }

    private static async Task<bool> IsAnsweredAsync(GatewayClient client)
    {
        try
        {
            while (await client.ReceiveAsync().Soon() is { } message)
            {
                if (message.GetProperty("type").GetString() is "error" or "update" or "command_result" or "room_description" or "broadcast")
                    return true;
            }
        }
        catch (TimeoutException)
        {
            // No answer will come any more.
        }
        return false;
    }

    private async Task AssertUnharmedAsync(TestGateway gateway, HealthyClient healthy)
    {
        await healthy.AtLeastAsync(100);
        output.WriteLine(await healthy.AssertServedAsync());
        Assert.Empty(gateway.Errors);
    }
}
