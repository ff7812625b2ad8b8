using System.Text.Json;

namespace Actors.System.Tests;

/// <summary>The web client in a real browser, beside other clients in the same world.</summary>
[Collection(OneServerCollection.Name)]
public sealed class BrowserTests(OneServer server, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_page_walks_by_keyboard_and_others_see_it()
    {
        await using var other = await server.MudAsync("Bystander2", "boatyard");
        await using var page = await chromium.OpenAsync(server.Process, "Rambler", "boatyard");
        await other.HearAsync("Rambler appears.");
        await other.Json.SendAsync(new { type = "subscribe", stream = "state" });
        var seen = await other.Json.UntilAsync(static message => message.Type() == "state" && Rambler(message).ValueKind == JsonValueKind.Object);
        var id = Rambler(seen).GetProperty("id").GetString()!;
        // The whole yard is in sight, so that the view stands still.
        await page.Page.SetViewportSizeAsync(2000, 1400);
        var drawn = await page.DrawsAsync(id, static _ => true);

        await page.Map.FocusAsync();
        await page.Page.Keyboard.DownAsync("ArrowLeft");
        await other.Json.UntilAsync(static message => message.Type() == "state" && Rambler(message).GetProperty("x").GetDouble() < 11);
        await page.Page.Keyboard.UpAsync("ArrowLeft");
        // Three units are a good forty pixels, whatever the scale
        await page.DrawsAsync(id, at => at < drawn - 40);

        // Through the exit on its right, 8 units from where it entered
        await page.Page.Keyboard.DownAsync("KeyD");
        await other.HearAsync("Rambler goes east.");
        await page.ReadsAsync("The Ropewalk");
        await page.Page.Keyboard.UpAsync("KeyD");
        await WebClient.SeesAsync(page.Page.Locator("#room-title"), "The Ropewalk");
        await WebClient.SeesNoMoreAsync(page.Here, "Bystander2");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task The_page_and_a_text_player_hear_each_other()
    {
        await using var other = await server.MudAsync("Chatter", "lighthouse");
        await using var page = await chromium.OpenAsync(server.Process, "Poster", "lighthouse");
        await WebClient.SeesAsync(page.Here, "Chatter");
        await other.TypeAsync("say <b>Hello</b>, page.");
        await page.ReadsAsync("Chatter says: <b>Hello</b>, page.");
        await page.TypeAsync("say Hello, Chatter.");
        await other.HearAsync("Poster says: Hello, Chatter.");
        await page.ReadsAsync("> say Hello, Chatter.");
        await page.ReadsAsync("You say: Hello, Chatter.");
        await page.TypeAsync("whisper chatter psst");
        await other.HearAsync("Poster whispers to you: psst");
        await page.TypeAsync("sya hello");
        await page.ReadsAsync("I don't understand \"sya hello\". Did you mean \"say\"?");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task The_page_takes_an_item_by_command_and_by_click_and_drops_it()
    {
        await using var other = await server.MudAsync("Storeman", "plaza");
        await using var page = await chromium.OpenAsync(server.Process, "Clicker", "plaza");
        await page.TypeAsync("take lamp");
        await page.ReadsAsync("You take the brass lamp.");
        await other.HearAsync("Clicker takes the brass lamp.");
        await WebClient.SeesAsync(page.Inventory, "brass lamp");

        await page.Inventory.GetByTitle("drop brass lamp").ClickAsync();
        await other.HearAsync("Clicker drops the brass lamp.");
        await WebClient.SeesAsync(page.Inventory, "nothing yet");
        // It lies at its feet, in the middle of the plaza and of the map
        await page.ReadsAsync("You drop the brass lamp.");
        await page.Map.ClickAsync();
        await page.ChooseAsync("brass lamp", "Take");
        await other.HearAsync("Clicker takes the brass lamp.");
        await WebClient.SeesAsync(page.Inventory, "brass lamp");
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task The_page_sees_a_text_player_take_an_item_in_its_room()
    {
        await using var other = await server.MudAsync("Thief", "tarn");
        await using var page = await chromium.OpenAsync(server.Process, "Witness", "tarn");
        Assert.Equal("You take the bead of amber.", await other.AskAsync("take amber"));
        await page.ReadsAsync("Thief takes the bead of amber.");
        await page.TypeAsync("take amber");
        await page.ReadsAsync("Thief has already taken the bead of amber.");
        Assert.Empty(page.Errors);
    }

    private static JsonElement Rambler(JsonElement state) =>
        state.GetProperty("players").EnumerateArray().FirstOrDefault(static player => player.GetProperty("name").GetString() == "Rambler");
}
