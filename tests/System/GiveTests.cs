namespace Actors.System.Tests;

[Collection(OneServerCollection.Name)]
public sealed class GiveTests(OneServer server)
{
    [Fact]
    public async Task An_item_changes_hands_by_a_drop_and_a_take()
    {
        await using var hero = await server.MudAsync("Giver", "alley");
        await using var bob = await server.MudAsync("Receiver", "alley");
        Assert.Equal("You take the pair of bone dice.", await hero.AskAsync("take dice"));
        await bob.HearAsync("Giver takes the pair of bone dice.");
        Assert.Equal("Giver has already taken the pair of bone dice.", await bob.AskAsync("take dice"));

        Assert.Equal("You drop the pair of bone dice.", await hero.AskAsync("drop dice"));
        await bob.HearAsync("Giver drops the pair of bone dice.");
        Assert.Equal("You take the pair of bone dice.", await bob.AskAsync("get the dice"));
        await hero.HearAsync("Receiver takes the pair of bone dice.");
        Assert.Empty((await hero.InventoryAsync()).Items);
        Assert.Equal(["pair of bone dice"], (await bob.InventoryAsync()).Items);
        Assert.Equal("You carry no dice.", await hero.AskAsync("drop dice"));
    }

    [Fact]
    public async Task A_taken_item_disappears_from_the_room_for_others()
    {
        await using var hero = await server.MudAsync("Picker", "smithy");
        await using var bob = await server.MudAsync("Watcher", "smithy");
        Assert.True(Has(bob.Room, "smith's hammer"));
        Assert.Equal("You take the smith's hammer.", await hero.AskAsync("take hammer"));
        await bob.SeeRoomAsync(static room => !Has(room, "smith's hammer"));
    }

    [Fact]
    public async Task A_fixed_or_absent_item_cannot_be_taken()
    {
        await using var hero = await server.MudAsync("Grasping", "chapel");
        Assert.Equal("The altar lamp cannot be taken.", await hero.AskAsync("take altar lamp"));
        Assert.Equal("You see no crown here.", await hero.AskAsync("take the crown"));
    }

    private static bool Has(global::System.Text.Json.JsonElement room, string item) =>
        room.GetProperty("items").EnumerateArray().Any(name => name.GetString() == item);
}
