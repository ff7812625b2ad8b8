using Microsoft.Playwright;

namespace Actors.System.Tests;

/// <summary>A real browser without a screen: Debian's, because the one that Playwright would fetch itself is not always within reach.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Path = "/usr/bin/chromium";

    /// <summary>A machine that runs other tests as well may be slow; the limit matters only when something is wrong.</summary>
    public const float PatienceMilliseconds = 90_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        Assert.True(File.Exists(Path), $"The browser tests need {Path}: apt-get install chromium");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Headless = true, Args = ["--no-sandbox"], Timeout = PatienceMilliseconds });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    public async Task<IPage> NewPageAsync()
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1220, Height = 900 } });
        context.SetDefaultTimeout(PatienceMilliseconds);
        return await context.NewPageAsync();
    }

    /// <summary>An upright phone, with fingers instead of a mouse.</summary>
    public async Task<IPage> NewPhoneAsync()
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, DeviceScaleFactor = 1, HasTouch = true, IsMobile = true });
        context.SetDefaultTimeout(PatienceMilliseconds);
        return await context.NewPageAsync();
    }

    /// <summary>The web client as a player of that name sees it, in a browser that knows nothing yet, once it is in the world. It is noon, so that colours are what they are.</summary>
    internal async Task<WebClient> OpenAsync(ServerProcess server, string name, string room)
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1200, Height = 800 } });
        context.SetDefaultTimeout(PatienceMilliseconds);
        var client = new WebClient(await context.NewPageAsync(), name);
        await client.OpenAsync(new Uri(server.Http, $"/?name={name}&room={room}&hour=12"));
        return client;
    }
}
