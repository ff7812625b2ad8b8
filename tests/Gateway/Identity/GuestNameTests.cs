using Actors.Gateway.Tests.Abuse;

namespace Actors.Gateway.Tests.Identity;

/// <summary>Names of guests at a whole gateway.</summary>
public sealed class GuestNameTests
{
    [Fact]
    public async Task The_name_of_a_guest_who_leaves_without_items_is_free_at_once()
    {
        await using var gateway = await TestGateway.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            using var hero = await gateway.MudAsync("?name=Hero");
            var welcome = (await hero.ExpectAsync("\"welcome\"")).GetProperty("data");
            Assert.Equal("Hero", welcome.GetProperty("player_name").GetString());
            await hero.ExpectAsync("room_description");
            await GoodbyeAsync(hero);
        }
        Assert.Empty(gateway.Errors);
    }

    [Fact]
    public async Task A_returning_guest_keeps_its_name_unless_it_was_taken()
    {
        await using var gateway = await TestGateway.StartAsync();
        var (id, token) = await VisitAsync(gateway, "?name=Hero", "Hero");
        Assert.Equal(id, (await VisitAsync(gateway, $"?token={token}", "Hero")).Id);
        using var other = await gateway.MudAsync("?name=hero");
        Assert.Equal("hero", (await other.ExpectAsync("\"welcome\"")).GetProperty("data").GetProperty("player_name").GetString());
        using var back = await gateway.MudAsync($"?token={token}");
        await back.ExpectAsync("name_taken");
        var welcome = (await back.ExpectAsync("\"welcome\"")).GetProperty("data");
        Assert.Equal((id, $"guest{id}"), (welcome.GetProperty("player_id").GetString(), welcome.GetProperty("player_name").GetString()));
        Assert.Empty(gateway.Errors);
    }

    private static async Task<(string Id, string? Token)> VisitAsync(TestGateway gateway, string query, string name)
    {
        using var client = await gateway.MudAsync(query);
        var welcome = (await client.ExpectAsync("\"welcome\"")).GetProperty("data");
        Assert.Equal(name, welcome.GetProperty("player_name").GetString());
        await client.ExpectAsync("room_description");
        await GoodbyeAsync(client);
        return (welcome.GetProperty("player_id").GetString()!, welcome.TryGetProperty("token", out var token) ? token.GetString() : null);
    }

    /// <summary>Leaves as the protocol says: a connection that is dropped before the server has answered may look broken to it.</summary>
    private static async Task GoodbyeAsync(GatewayClient client)
    {
        await client.FinishAsync();
        await client.ReadToEndAsync();
    }
}
