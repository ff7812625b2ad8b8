using Microsoft.Playwright;

namespace Actors.System.Tests;

/// <summary>The page in several tabs of one browser, in one that keeps nothing, and after its connection has ended: somebody always plays, or reads how to.</summary>
[Collection(OneServerCollection.Name)]
public sealed class TabTests(OneServer server, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_second_tab_asks_before_taking_the_player_and_the_first_can_take_it_back()
    {
        await using var first = await chromium.OpenAsync(server.Process, "Tabitha", "orchard");
        var id = await PlayerAsync(first);
        var second = await SecondAsync(first, "?name=Tabitha&room=orchard");
        await WebClient.SeesAsync(second.Page.Locator("#tab-dialog h1"), "Tabitha is played in another tab");
        // The second tab has taken over nothing yet, and Escape is no answer.
        await second.Page.Keyboard.PressAsync("Escape");
        await WebClient.SeesAsync(second.Page.Locator("#tab-dialog[open] h1"), "Tabitha is played in another tab");
        await first.TypeAsync("say Still here.");
        await first.ReadsAsync("You say: Still here.");

        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Play here instead" }).ClickAsync();
        await second.IsConnectedAsync();
        await second.ReadsAsync("You are Tabitha. Type help for what you can do.");
        await WebClient.SeesAsync(first.Page.Locator("#ended p"), "Tabitha is played somewhere else now");
        // Text that is typed into it is not swallowed.
        await first.TypeAsync("say Hello?");
        await first.ReadsAsync("Not connected: You are connected from somewhere else now.");

        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Play here again" }).ClickAsync();
        await first.IsConnectedAsync();
        await first.Page.Locator("#ended").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await first.TypeAsync("say Back.");
        await first.ReadsAsync("You say: Back.");
        Assert.Equal(id, await PlayerAsync(first));
        await WebClient.SeesAsync(second.Page.Locator("#ended p"), "Tabitha is played somewhere else now");
        Assert.Empty(first.Errors);
        Assert.Empty(second.Errors);
    }

    [Fact]
    public async Task A_second_tab_can_play_another_player_and_keeps_it_after_a_reload()
    {
        await using var first = await chromium.OpenAsync(server.Process, "Beata", "birchwood");
        var second = await SecondAsync(first, "?name=Beata&room=birchwood");
        await second.Page.Locator("#another-input").FillAsync("Carla");
        await second.Page.Locator("#tab-dialog").GetByRole(AriaRole.Button, new() { Name = "Play as another" }).ClickAsync();
        await second.ReadsAsync("You are Carla. Type help for what you can do.");
        await WebClient.SeesAsync(first.Here, "Carla");
        await second.Page.ReloadAsync();
        await second.ReadsAsync("You are Carla. Type help for what you can do.");

        // The first tab asks nobody when it is reloaded: its own former self is no other tab.
        await first.Page.ReloadAsync();
        await first.ReadsAsync("You are Beata. Type help for what you can do.");
        Assert.Empty(first.Errors);
        Assert.Empty(second.Errors);
    }

    [Fact]
    public async Task Each_tab_of_a_browser_can_have_its_own_guest_and_token()
    {
        await using var first = await chromium.OpenAsync(server.Process, "", "ridge");
        var second = await SecondAsync(first, "?name=&room=ridge");
        await WebClient.SeesAsync(second.Page.Locator("#tab-dialog h1"), "The guest of this browser is played in another tab");
        await second.Page.Locator("#tab-dialog").GetByRole(AriaRole.Button, new() { Name = "Play as another" }).ClickAsync();
        var (one, other) = (await PlayerAsync(first), await PlayerAsync(second));
        Assert.NotEqual(one, other);
        Assert.Equal(2, await first.Page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('actors-token:')).length"));
    }

    [Fact]
    public async Task Another_tab_takes_over_an_unnamed_guest_and_keeps_it_after_a_reload()
    {
        await using var first = await chromium.OpenAsync(server.Process, "", "orchard");
        var guest = await PlayerAsync(first);
        var second = await SecondAsync(first, "?name=&room=orchard");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Play here instead" }).ClickAsync();
        await second.ReadsAsync($"You are {guest}. Type help for what you can do.");
        await WebClient.SeesAsync(first.Page.Locator("#ended p"), $"{guest} is played somewhere else now");
        await second.Page.ReloadAsync();
        await second.ReadsAsync($"You are {guest}. Type help for what you can do.");
        Assert.Empty(first.Errors);
        Assert.Empty(second.Errors);
    }

    [Fact]
    public async Task A_replaced_tab_does_not_reclaim_its_player_after_a_disconnect()
    {
        var page = await chromium.NewPageAsync();
        var routed = new List<IWebSocketRoute>();
        await page.RouteWebSocketAsync(static _ => true, socket =>
        {
            socket.ConnectToServer();
            routed.Add(socket);
        });
        await using var client = new WebClient(page, "Offa");
        await client.OpenAsync(new Uri(server.Process.Http, "/?name=Offa&room=quarry"));
        const string Steal = "() => { navigator.locks.query().then(({ held }) => navigator.locks.request(held[0].name, { steal: true }, () => new Promise(() => {})).catch(() => {})); }";
        await page.EvaluateAsync(Steal);
        // The other tab may have no connection either: a lock does not change what the server has said.
        await client.TypeAsync("say Still here.");
        await client.ReadsAsync("You say: Still here.");

        await Assert.Single(routed).CloseAsync(new() { Code = 1012 });
        await WebClient.SeesAsync(page.Locator("#ended p"), "Offa is played somewhere else now");
        await page.GetByRole(AriaRole.Button, new() { Name = "Play here again" }).ClickAsync();
        await client.IsConnectedAsync();
        Assert.Equal(2, routed.Count);
        Assert.Equal("Offa", await PlayerAsync(client));
        Assert.Empty(client.Errors);
    }

    [Theory]
    [InlineData("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })", "Denise")]
    [InlineData("Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new DOMException('denied', 'SecurityError'); }", "Denis")]
    [InlineData("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }", "Quentin")]
    public async Task A_player_without_browser_storage_plays_with_a_notice(string denial, string name)
    {
        var page = await chromium.NewPageAsync();
        await page.AddInitScriptAsync(denial);
        await using var client = new WebClient(page, name);
        await client.OpenAsync(new Uri(server.Process.Http, $"/?name={name}&room=stones"));
        await page.Locator("#terminal-log p").Filter(new() { HasText = "Who you are cannot be kept here" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await client.TypeAsync("say Hello.");
        await client.ReadsAsync("You say: Hello.");
        Assert.Empty(client.Errors);
    }

    [Fact]
    public async Task A_token_is_not_sent_to_a_server_named_in_the_URL()
    {
        await using var client = await chromium.OpenAsync(server.Process, "Trusty", "stones");
        // Another server: the same one by another name is another origin. She is still there, so her name is taken.
        await using var other = new WebClient(await client.Page.Context.NewPageAsync(), "Trusty");
        await other.Page.GotoAsync(new Uri(server.Process.Http, $"/?name=Trusty&room=stones&server=ws://localhost:{server.Process.WebSocketPort}/").ToString());
        var guest = await PlayerAsync(other);
        Assert.StartsWith("guest", guest, StringComparison.Ordinal);
        await other.ReadsAsync($"Somebody else is called Trusty; you are {guest}. Choose another with: name NAME");
    }

    [Fact]
    public async Task An_invalid_server_URL_is_reported_and_nothing_breaks()
    {
        var page = await chromium.NewPageAsync();
        await using var client = new WebClient(page, "Lost");
        client.Listen();
        await page.GotoAsync(new Uri(server.Process.Http, "/?name=Lost&server=ftp://nowhere").ToString());
        await WebClient.SeesAsync(page.Locator("#ended p"), "ftp://nowhere is no address of a server");
        Assert.Empty(client.Errors);
    }

    /// <summary>Another tab of the same browser.</summary>
    private async Task<WebClient> SecondAsync(WebClient first, string address)
    {
        var second = new WebClient(await first.Page.Context.NewPageAsync(), "");
        second.Listen();
        await second.Page.GotoAsync(new Uri(server.Process.Http, "/" + address).ToString());
        return second;
    }

    private static async Task<string> PlayerAsync(WebClient client)
    {
        await client.Page.Locator("#vitals").Filter(new() { HasText = "health" }).WaitForAsync();
        return (await client.Page.Locator("#vitals").TextContentAsync())!.Split(" · ")[0];
    }
}
