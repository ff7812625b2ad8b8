using Actors.Gateway.Tests.Abuse;

namespace Actors.Gateway.Tests.Dialects;

/// <summary>Clients that send commands before they know that they have joined.</summary>
public sealed class EarlyCommandTests
{
    [Fact]
    public async Task Commands_sent_before_the_join_are_answered_in_order_after_it()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var hero = await gateway.MudAsync("?name=Hero");
        foreach (var line in (string[])["take lamp", "tkae lamp", "drop lamp"])
            await hero.SendAsync($$"""{"type":"command","command":"{{line}}"}""");
        await hero.ExpectAsync("You take the brass lamp.");
        await hero.ExpectAsync("Did you mean");
        await hero.ExpectAsync("You drop the brass lamp.");
    }

    [Fact]
    public async Task The_welcomes_lastCommand_covers_the_move_to_a_requested_room()
    {
        await using var gateway = await TestGateway.StartAsync();
        string token;
        using (var first = await gateway.NativeAsync())
        {
            await first.SendAsync("""{"type":"hello","version":1,"name":"Hero"}""");
            token = (await first.ExpectAsync("welcome")).GetProperty("token").GetString()!;
            await first.SendAsync("""{"type":"command","id":1,"line":"take lamp"}""");
            await first.ExpectAsync("You take the brass lamp.");
        }
        using var again = await gateway.NativeAsync();
        await again.SendAsync($$"""{"type":"hello","version":1,"token":"{{token}}","room":"market"}""");
        var next = (await again.ExpectAsync("welcome")).GetProperty("lastCommand").GetInt64() + 1;
        await again.SendAsync($$"""{"type":"command","id":{{next}},"line":"drop lamp"}""");
        Assert.Equal(next, (await again.ExpectAsync("You drop the brass lamp.")).GetProperty("id").GetInt64());
    }
}
