using Microsoft.Playwright;

namespace Actors.System.Tests;

/// <summary>
/// The page as persons use it, each in one way alone: by mouse, by keyboard, by touch. Each comes in for the first time, takes, fights, dies, comes back, goes through three rooms, loses the
/// connection and comes back.
/// </summary>
public sealed class PageWalkTests(Chromium chromium) : IAsyncLifetime, IClassFixture<Chromium>
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-walk-");
    private ServerProcess _server = null!;

    public async Task InitializeAsync() => _server = await ServerProcess.StartAsync(Path.Combine(_directory.FullName, "world.db"));

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_player_joins_takes_fights_dies_walks_and_reconnects_by_mouse_alone()
    {
        await using var player = await PagePlayer.ArriveAsync(await chromium.NewPageAsync(), _server, "Molly", "alley");
        var page = player.Page;
        // A mouse types no name: it plays at once, as a guest.
        await page.GetByRole(AriaRole.Button, new() { Name = "Play at once, as a guest" }).ClickAsync();
        await player.IsInAsync("alley");

        await PointAsync("item pair of bone dice", "Take", "You take the pair of bone dice.");
        await PointAsync("creature wharf rat", "Attack", "You kill the wharf rat.");
        await DiesAndComesBackAsync(player);
        await GoesAsync("west", "hill-gate");
        await GoesAsync("north", "meadow");
        await LosesTheLineAsync(player);
        // The item that it carries, by its slot.
        await page.Locator("#inventory .slot").First.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Drop", Exact = true }).ClickAsync();
        await player.Client.ReadsAsync("You drop the pair of bone dice.");
        Assert.Empty(player.Client.Errors);

        Task PointAsync(string thing, string offer, string read) => player.UntilReadAsync(read, async () =>
        {
            var (x, y) = await player.FindAsync(thing, (px, py) => page.Mouse.ClickAsync(px, py));
            await page.Mouse.ClickAsync(x, y);
            await ChooseAsync(page, offer, static entry => entry.ClickAsync());
        });

        async Task GoesAsync(string direction, string room)
        {
            var (x, y) = await player.FindAsync($"exit {direction}", (px, py) => page.Mouse.ClickAsync(px, py));
            await page.Mouse.ClickAsync(x, y);
            await page.GetByRole(AriaRole.Menuitem, new() { Name = "Walk there" }).ClickAsync();
            await player.IsInAsync(room);
        }
    }

    [Fact]
    public async Task A_player_joins_takes_fights_dies_walks_and_reconnects_by_keyboard_alone()
    {
        await using var player = await PagePlayer.ArriveAsync(await chromium.NewPageAsync(), _server, "Keyla", "alley");
        var (page, keys) = (player.Page, player.Page.Keyboard);
        await page.Locator("#name-dialog[open]").WaitForAsync();
        await keys.TypeAsync("Keyla");
        await keys.PressAsync("Enter");
        await player.IsInAsync("alley");
        // The map can be reached from the page's beginning on, and has the keyboard focus from the start.
        Assert.Equal("map", await page.EvaluateAsync<string>("() => document.activeElement.id"));

        await player.UntilReadAsync("You take the pair of bone dice.", () => NearAsync("pair of bone dice", "Take"));
        await player.UntilReadAsync("You kill the wharf rat.", async () =>
        {
            // The rat lives in the west of the alley, out of reach at first; further west is the way out.
            if (!await NearAsync("wharf rat", "Attack"))
                await HoldAsync(await page.EvaluateAsync<double>("() => globalThis.actors.scene.picture.me.x") > -8 ? "KeyA" : "KeyD", 20);
        });
        await DiesAndComesBackAsync(player);
        await keys.DownAsync("ArrowLeft");
        await player.IsInAsync("hill-gate");
        await keys.UpAsync("ArrowLeft");
        // Words work as well: Enter goes to the line, which completes what is begun, and Escape back to the map.
        await keys.PressAsync("Enter");
        await keys.TypeAsync("nor");
        await keys.PressAsync("Tab");
        Assert.Equal("north", await page.Locator("#terminal-input").InputValueAsync());
        await keys.PressAsync("Enter");
        await player.IsInAsync("meadow");
        await keys.PressAsync("Escape");
        await LosesTheLineAsync(player);
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("1");
        await player.Client.ReadsAsync("> use pair of bone dice");
        Assert.Empty(player.Client.Errors);

        async Task HoldAsync(string key, int frames)
        {
            await keys.DownAsync(key);
            await player.FramesAsync(frames);
            await keys.UpAsync(key);
        }

        // Chooses from the menu of nearby things, and then from the thing's own. False: it is not near.
        async Task<bool> NearAsync(string thing, string offer)
        {
            await keys.PressAsync("KeyE");
            var names = await page.GetByRole(AriaRole.Menuitem).AllTextContentsAsync();
            var at = names.ToList().FindIndex(name => name.StartsWith(thing, StringComparison.Ordinal));
            if (at < 0)
            {
                await keys.PressAsync("Escape");
                return false;
            }
            for (var step = 0; step < at; step++)
                await keys.PressAsync("ArrowDown");
            await keys.PressAsync("Enter");
            // A creature that walks may be gone by now.
            var offers = await page.GetByRole(AriaRole.Menuitem).AllTextContentsAsync();
            var own = offers.ToList().IndexOf(offer);
            for (var step = 0; step < own; step++)
                await keys.PressAsync("ArrowDown");
            await keys.PressAsync(own < 0 ? "Escape" : "Enter");
            await player.FramesAsync(15);
            return own >= 0;
        }
    }

    [Fact]
    public async Task A_player_joins_takes_fights_dies_walks_and_reconnects_by_touch_alone()
    {
        await using var player = await PagePlayer.ArriveAsync(await chromium.NewPhoneAsync(), _server, "Tess", "alley");
        var page = player.Page;
        var fingers = await page.Context.NewCDPSessionAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Play at once, as a guest" }).TapAsync();
        await player.IsInAsync("alley");

        await TapAsync("item pair of bone dice", "Take", "You take the pair of bone dice.");
        await TapAsync("creature wharf rat", "Attack", "You kill the wharf rat.");
        // The buttons strike and shoot.
        await using (var witness = await MudClient.EnterAsync(_server.WebSocketPort, "Witness", "alley"))
        {
            await page.Locator("#strike").TapAsync();
            await page.Locator("#fire").TapAsync();
            await page.WaitForFunctionAsync("() => globalThis.actors.scene.picture.shots.length > 0 || globalThis.actors.scene.picture.effects.length > 0");
        }
        await DiesAndComesBackAsync(player);

        // The stick, until the room is left.
        var stick = (await page.Locator("#stick").BoundingBoxAsync())!;
        var (x, y) = (stick.X + stick.Width / 2, stick.Y + stick.Height / 2);
        await TouchAsync("touchStart", x, y);
        await TouchAsync("touchMove", x - 60, y);
        await player.IsInAsync("hill-gate");
        await TouchAsync("touchEnd", null, null);
        // The exit offers the same beside its middle, which is beyond the edge of the screen.
        var north = page.GetByRole(AriaRole.Menuitem, new() { Name = "Go north" });
        await player.FindAsync("exit north", (px, py) => page.Touchscreen.TapAsync(px, py), () => north.IsVisibleAsync());
        await north.TapAsync();
        await player.IsInAsync("meadow");
        await LosesTheLineAsync(player);
        // A finger anywhere on the map is a stick where it begins.
        var before = await page.EvaluateAsync<double>("() => globalThis.actors.scene.picture.me.y");
        await TouchAsync("touchStart", 190, 420);
        await TouchAsync("touchMove", 190, 350);
        await page.WaitForFunctionAsync("before => globalThis.actors.scene.picture.me.y < before - 1", before);
        await TouchAsync("touchEnd", null, null);
        Assert.Empty(player.Client.Errors);

        Task TapAsync(string thing, string offer, string read) => player.UntilReadAsync(read, async () =>
        {
            var (px, py) = await player.FindAsync(thing, (px, py) => page.Touchscreen.TapAsync(px, py));
            await page.Touchscreen.TapAsync(px, py);
            await ChooseAsync(page, offer, static entry => entry.TapAsync());
        });

        Task TouchAsync(string type, float? px, float? py) => fingers.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = px is null ? Array.Empty<object>() : new object[] { new Dictionary<string, object> { ["x"] = px, ["y"] = py! } },
        });
    }

    /// <summary>Chooses from the open menu, if it offers that; another thing may have come in between, and then the menu is left.</summary>
    private static async Task ChooseAsync(IPage page, string offer, Func<ILocator, Task> choose)
    {
        var entry = page.GetByRole(AriaRole.Menuitem, new() { Name = offer, Exact = true });
        if (await entry.CountAsync() > 0)
            await choose(entry);
    }

    /// <summary>An attacker finds the player by name, wherever it stands.</summary>
    private async Task DiesAndComesBackAsync(PagePlayer player)
    {
        var name = await player.Page.EvaluateAsync<string>("() => globalThis.actors.game.player.name");
        await using var villain = await MudClient.EnterAsync(_server.WebSocketPort, "Villain", await player.RoomAsync());
        await player.UntilReadAsync("Villain has killed you. You will be back in a moment.", () => villain.TypeAsync($"attack {name}"));
        await player.HasHealthAsync("You are dead");
        await player.Client.ReadsAsync("You come back to life.");
        await player.HasHealthAsync("100 / 100");
    }

    private static async Task LosesTheLineAsync(PagePlayer player)
    {
        var name = await player.Page.EvaluateAsync<string>("() => globalThis.actors.game.player.name");
        await player.CutAsync();
        await player.Lost.Filter(new() { HasText = "Trying again" }).WaitForAsync();
        await WebClient.SeesAsync(player.Client.Connection, "not connected");
        player.Mend();
        await player.Client.IsConnectedAsync();
        await player.Lost.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        // It is the same player, where it was.
        await WebClient.SeesAsync(player.Client.Here, name);
        await player.IsInAsync("meadow");
    }
}
