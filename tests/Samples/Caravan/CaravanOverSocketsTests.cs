
namespace Actors.Samples.Tests;

/// <summary>Two text players at the sample's own program.</summary>
public sealed class CaravanOverSocketsTests
{
    [Fact]
    public async Task An_answered_trade_survives_a_server_crash_and_an_unfinished_one_changes_nothing()
    {
        await using var server = await new SampleServer("Caravan").StartAsync();
        string? adas, bobs;
        await using (var ada = await MudClient.EnterAsync(server.Port, "Ada", "court"))
        await using (var bob = await MudClient.EnterAsync(server.Port, "Bob", "court"))
        {
            (adas, bobs) = (ada.Token, bob.Token);
            Assert.Equal("You take the small carpet.", await ada.AskAsync("take carpet"));
            Assert.Equal("You take the bag of dates.", await bob.AskAsync("take dates"));
            Assert.Equal("You wait for Bob to say: trade Ada", await ada.AskAsync("trade Bob"));
            await bob.HearAsync("Ada wants to trade with you.");
            Assert.Equal("You both sit down. Say: offer ITEM, then accept", await bob.AskAsync("trade Ada"));
            await ada.AskAsync("offer carpet");
            await bob.HearAsync("Ada offers the small carpet.");
            await bob.AskAsync("offer dates");
            Assert.Equal("You wait for Bob to accept.", await ada.AskAsync("accept"));
            await bob.TypeAsync("accept");
            await bob.HearAsync("You and Ada shake hands on a trade.");
            Assert.Equal(["small carpet"], (await bob.InventoryAsync()).Items);

            // A second trade, to which only one player has agreed.
            await ada.AskAsync("trade Bob");
            await bob.AskAsync("trade Ada");
            await bob.AskAsync("offer carpet");
            Assert.Equal("You wait for Ada to accept.", await bob.AskAsync("accept"));
            await server.KillAndStartAsync();
        }

        await using var adaAgain = await MudClient.ReturnAsync(server.Port, adas!);
        await using var bobAgain = await MudClient.ReturnAsync(server.Port, bobs!);
        Assert.Equal(["bag of dates"], (await adaAgain.InventoryAsync()).Items);
        Assert.Equal(["small carpet"], (await bobAgain.InventoryAsync()).Items);
        Assert.Equal("Nobody sits at a table with you. Say: trade PLAYER", await adaAgain.AskAsync("accept"));
        Assert.Contains("brass lamp: 6 gold", await BuyListAsync(adaAgain), StringComparison.Ordinal);
    }

    private static async Task<string> BuyListAsync(MudClient player)
    {
        await player.TypeAsync("north");
        await player.SeeRoomAsync(static room => room.GetProperty("title").GetString() == "The Bazaar");
        return await player.AskAsync("buy");
    }
}
