namespace Actors.System.Tests;

[Collection(OneServerCollection.Name)]
public sealed class FightTests(OneServer server)
{
    [Fact]
    public async Task A_creature_fights_back_until_it_dies_and_the_room_sees_it()
    {
        await using var bob = await server.MudAsync("Onlooker", "wolf-den");
        await using var hero = await server.MudAsync("Wolfsbane", "wolf-den");
        await bob.HearAsync("Wolfsbane appears.");

        await hero.TypeAsync("attack wolf");
        await hero.HearAsync("You hit the grey wolf for 10.");
        await bob.HearAsync("Wolfsbane hits the grey wolf for 10.");
        // The wolf comes from across the den, and bites
        await hero.HearAsync("The grey wolf hits you for 8.");
        await bob.HearAsync("The grey wolf hits Wolfsbane for 8.");

        for (var blows = 1; blows < 5;) // 45 of health, 10 a blow
        {
            // Its bites are the clock: they come 1.2 s apart, and an arm rests for 0.5 s
            await hero.HearAsync("The grey wolf hits you for 8.");
            if (await StrikesAsync(hero))
                blows++;
        }
        await hero.HearAsync("You kill the grey wolf.");
        await bob.HearAsync("Wolfsbane kills the grey wolf.");
        var left = await bob.SeeRoomAsync(static room => room.GetProperty("creatures").GetArrayLength() == 2);
        Assert.Contains("wolf pelt", left.GetProperty("items").EnumerateArray().Select(static item => item.GetString()));
        Assert.Equal("You take the wolf pelt.", await hero.AskAsync("take pelt"));
        await bob.HearAsync("Wolfsbane takes the wolf pelt.");
    }

    [Fact]
    public async Task An_attack_on_an_absent_target_or_in_a_safe_room_is_refused()
    {
        await using var hero = await server.MudAsync("Bully", "chapel");
        await using var _ = await server.MudAsync("Meek", "chapel");
        Assert.Equal("You see no dragon to attack here.", await hero.AskAsync("attack the dragon"));
        Assert.Equal("Nobody can be hurt here.", await hero.AskAsync("attack Meek"));
    }

    /// <summary>False if it was too soon.</summary>
    private static async Task<bool> StrikesAsync(MudClient hero)
    {
        await hero.TypeAsync("attack wolf");
        var answer = await hero.Json.UntilAsync(static message => message.Type() == "error"
            || message.Event() == "player_action" && MudClient.LineOf(message) == "You hit the grey wolf for 10.");
        if (answer.Type() != "error")
            return true;
        Assert.Equal("You are not ready yet.", answer.Text());
        return false;
    }
}
