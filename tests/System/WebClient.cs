using Microsoft.Playwright;

namespace Actors.System.Tests;

/// <summary>The page, by what one sees on it and does to it.</summary>
internal sealed class WebClient(IPage page, string name) : IAsyncDisposable
{
    private readonly List<string> _errors = [];

    public IPage Page => page;

    public ILocator Connection => page.Locator("#connection");

    public ILocator Map => page.Locator("#map");

    public ILocator Here => page.Locator("#here");

    public ILocator Inventory => page.Locator("#inventory");

    /// <summary>What the page has thrown; connections that break are no such thing.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public async Task OpenAsync(Uri address)
    {
        page.PageError += (_, error) => _errors.Add(error);
        await page.GotoAsync(address.ToString());
        await SeesAsync(Connection, "connected");
        await SeesAsync(Here, name);
    }

    /// <summary>Waits until the place says it.</summary>
    public static Task SeesAsync(ILocator where, string what) =>
        where.Filter(new() { HasText = what }).WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = Chromium.PatienceMilliseconds });

    /// <summary>Waits until the place no longer says it.</summary>
    public static Task SeesNoMoreAsync(ILocator where, string what) =>
        where.Filter(new() { HasText = what }).WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = Chromium.PatienceMilliseconds });

    /// <summary>Waits for a whole line in the terminal.</summary>
    public Task ReadsAsync(string line) =>
        page.Locator("#terminal-log p").GetByText(line, new() { Exact = true }).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public async Task TypeAsync(string line)
    {
        await page.Locator("#terminal-input").FillAsync(line);
        await page.Locator("#terminal-input").PressAsync("Enter");
    }

    public async ValueTask DisposeAsync() => await page.Context.DisposeAsync();
}
