using System.Text.Json;
using Actors.Gateway.Tests.Abuse;

namespace Actors.Gateway.Tests.Sessions;

/// <summary>What a resume token is good for when it is not the newest one of a disconnected session.</summary>
public sealed class ResumeTokenTests
{
    [Fact]
    public async Task A_superseded_or_ended_resume_token_only_identifies_its_player()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var ben = await gateway.ConnectAsync("/ws/game/market/?name=Ben", static _ => { });
        await ben.ExpectAsync("room_description");
        string player, first, second;
        using (var ada = await gateway.NativeAsync())
        {
            player = await HelloAsync(ada, "\"name\":\"Ada\"", "none");
            first = await RoomAsync(ada, "plaza");
            await ada.SendAsync("""{"type":"command","id":1,"line":"take lamp"}""");
            await ada.ExpectAsync("You take the brass lamp.");
            await ada.SendAsync("""{"type":"command","id":2,"line":"north"}""");
            second = await RoomAsync(ada, "market");
            await ada.FinishAsync();
            await ben.ExpectAsync("Ada is gone.");
        }
        Assert.NotEqual(first, second);
        foreach (var token in (string[])[first, second])
        {
            using var back = await gateway.NativeAsync();
            Assert.Equal(player, await HelloAsync(back, $"\"resume\":\"{token}\"", "none"));
            await RoomAsync(back, "market");
            using var taker = await gateway.NativeAsync();
            Assert.Equal(player, await HelloAsync(taker, $"\"resume\":\"{first}\"", "body"));
            await back.ExpectAsync("session_replaced");
            await taker.FinishAsync();
            await ben.ExpectAsync("Ada is gone.");
        }
        Assert.Empty(gateway.Errors);
    }

    private static async Task<string> HelloAsync(GatewayClient client, string who, string resumed)
    {
        await client.SendAsync($$"""{"type":"hello","version":1,{{who}}}""");
        var welcome = await client.ExpectAsync("\"welcome\"");
        Assert.Equal(resumed, welcome.GetProperty("resumed").GetString());
        Assert.Equal("Ada", welcome.GetProperty("player").GetProperty("name").GetString());
        return welcome.GetProperty("player").GetProperty("id").GetString()!;
    }

    private static async Task<string> RoomAsync(GatewayClient client, string id)
    {
        JsonElement message;
        do
            message = await client.ExpectAsync("\"type\":\"room\"");
        while (message.GetProperty("room").GetProperty("id").GetString() != id);
        return message.GetProperty("resume").GetString()!;
    }
}
