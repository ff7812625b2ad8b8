using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Actors.System.Tests;

/// <summary>The page, as its user sees and operates it.</summary>
internal sealed partial class WebClient(IPage page, string name) : IAsyncDisposable
{
    private readonly List<string> _errors = [];

    public IPage Page => page;

    public ILocator Connection => page.Locator("#connection");

    /// <summary>What the page shows of the player itself.</summary>
    public ILocator Vitals => page.Locator("#vitals");

    /// <summary>What the world's rules store with the player.</summary>
    public ILocator Components => page.Locator("#own-components");

    public ILocator Map => page.Locator("#map");

    public ILocator Here => page.Locator("#here");

    public ILocator Inventory => page.Locator("#inventory");

    /// <summary>Exceptions that the page has thrown, and errors in its console; broken connections do not count.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public int SocketsOpened { get; private set; }

    public int SocketsClosed { get; private set; }

    /// <summary>Called before the page is opened.</summary>
    public void Listen()
    {
        page.WebSocket += (_, socket) =>
        {
            SocketsOpened++;
            socket.Close += (_, _) => SocketsClosed++;
        };
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.StartsWith("WebSocket connection to", StringComparison.Ordinal))
                _errors.Add(message.Text);
        };
    }

    public async Task OpenAsync(Uri address)
    {
        Listen();
        await page.GotoAsync(address.ToString());
        await IsConnectedAsync();
        await SeesAsync(Here, name);
    }

    /// <summary>Waits until the page says that it is connected, and not that it is not.</summary>
    public Task IsConnectedAsync() => Connection.Filter(new() { HasTextRegex = Connected() }).WaitForAsync();

    /// <summary>Waits until the place contains the text.</summary>
    public static Task SeesAsync(ILocator where, string what) =>
        where.Filter(new() { HasText = what }).WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = Chromium.PatienceMilliseconds });

    /// <summary>Waits until the place no longer contains the text.</summary>
    public static Task SeesNoMoreAsync(ILocator where, string what) =>
        where.Filter(new() { HasText = what }).WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = Chromium.PatienceMilliseconds });

    /// <summary>Waits for a whole line in the terminal.</summary>
    public Task ReadsAsync(string line) =>
        page.Locator("#terminal-log p").GetByText(line, new() { Exact = true }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Chooses from the menu of a thing.</summary>
    public async Task ChooseAsync(string thing, string offer)
    {
        var menu = page.GetByRole(AriaRole.Menu, new() { Name = thing });
        await menu.GetByRole(AriaRole.Menuitem, new() { Name = offer, Exact = true }).ClickAsync();
        await menu.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    public async Task TypeAsync(string line)
    {
        await page.Locator("#terminal-input").FillAsync(line);
        await page.Locator("#terminal-input").PressAsync("Enter");
    }

    /// <summary>Waits, frame by frame, until the map shows the disc of this player in such a place: pixels from the left to the middle of its colour.</summary>
    public async Task<double> DrawsAsync(string player, Func<double, bool> fits)
    {
        const string Middle = """
            async hue => {
              await new Promise(requestAnimationFrame);
              const swatch = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
              swatch.fillStyle = `hsl(${hue} 60% 55%)`;
              swatch.fillRect(0, 0, 1, 1);
              const [red, green, blue] = swatch.getImageData(0, 0, 1, 1).data;
              const map = document.getElementById('map');
              const { data } = map.getContext('2d').getImageData(0, 0, map.width, map.height);
              let sum = 0, count = 0;
              for (let i = 0; i < data.length; i += 4)
                if (data[i] === red && data[i + 1] === green && data[i + 2] === blue) { sum += i / 4 % map.width; count++; }
              return count < 50 ? -1 : sum / count;
            }
            """;
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(Chromium.PatienceMilliseconds));
        while (true)
        {
            var at = await page.EvaluateAsync<double>(Middle, int.Parse(player) * 137 % 360);
            if (at >= 0 && fits(at))
                return at;
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync() => await page.Context.DisposeAsync();

    [GeneratedRegex("^connected$")]
    private static partial Regex Connected();
}
