using System.Net;
using Microsoft.Playwright;

namespace Actors.System.Tests;

/// <summary>The operators' page of a standalone server.</summary>
public sealed class AdminTests(Chromium chromium) : IAsyncLifetime, IClassFixture<Chromium>
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actors-admin-").FullName;
    private ServerProcess _server = null!;

    public async Task InitializeAsync()
    {
        var file = Path.Combine(_directory, "token");
        await File.WriteAllTextAsync(file, AdminClient.Token + "\n");
        _server = await ServerProcess.StartAsync(Path.Combine(_directory, "world.db"), $"--Actors:Admin:TokenFile={file}", "--Actors:Admin:FailedTriesPerMinute=3");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task The_admin_state_shows_the_node_its_shards_rooms_and_connections_by_dialect()
    {
        using var admin = new AdminClient(_server.Http);
        await using var ada = await MudClient.EnterAsync(_server.WebSocketPort, "Ada", "plaza");
        await ada.TypeAsync("look");
        var state = await admin.UntilAsync(
            static state => AdminClient.Room(state, "plaza") is var plaza && plaza.GetProperty("players").GetInt32() == 1 && plaza.GetProperty("latenessP99Milliseconds").GetDouble() > 0,
            "the plaza has a player and ticks");
        Assert.Equal(1, AdminClient.Room(state, "plaza").GetProperty("watchers").GetInt32());
        Assert.True(AdminClient.Room(state, "plaza").GetProperty("latenessP50Milliseconds").GetDouble() <= AdminClient.Room(state, "plaza").GetProperty("latenessP99Milliseconds").GetDouble());
        Assert.Equal(0, AdminClient.Room(state, "plaza").GetProperty("restarts").GetInt32());
        var local = AdminClient.Node(state, "local");
        Assert.Equal(64, local.GetProperty("shards").GetInt32());
        Assert.Equal(1, local.GetProperty("players").GetInt32());
        Assert.All(AdminClient.Owners(state), static owner => Assert.Equal("local", owner));
        Assert.Equal(1, state.GetProperty("connections").GetProperty("dialects").GetProperty("mud").GetInt32());

        // The player is cut off: its body stays for the grace period
        ada.Json.CutOff();
        await admin.UntilAsync(static state => AdminClient.Room(state, "plaza").GetProperty("away").GetInt32() == 1 && state.GetProperty("connections").GetProperty("total").GetInt32() == 0, "away");
        Assert.Equal(HttpStatusCode.NotFound, (await admin.DrainAsync("local", true)).StatusCode);
    }

    [Fact]
    public async Task Wrong_tokens_are_refused_counted_and_rate_limited()
    {
        using var stranger = new AdminClient(_server.Http, "correct horse batter");
        for (var tried = 0; tried < 3; tried++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.Http.GetAsync("/admin/state")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.Http.GetAsync("/admin/state")).StatusCode);
        using var admin = new AdminClient(_server.Http);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await admin.Http.GetAsync("/admin/state")).StatusCode);
        var metrics = await admin.Http.GetStringAsync("/metrics");
        Assert.Contains("actors_admin_refused_total{reason=\"token\"} 3", metrics, StringComparison.Ordinal);
        Assert.Contains("actors_admin_refused_total{reason=\"too_many\"} 2", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_cookie_is_closed_to_scripts_and_other_sites()
    {
        using var browser = new AdminClient(_server.Http, token: null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Http.GetAsync("/admin/state")).StatusCode);
        using var login = await browser.Http.PostAsync("/admin/login", new FormUrlEncodedContent([new("token", AdminClient.Token)]));
        Assert.Equal(HttpStatusCode.Redirect, login.StatusCode);
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        foreach (var word in (string[])["path=/admin", "httponly", "samesite=strict", "expires="])
            Assert.Contains(word, cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("horse", cookie, StringComparison.Ordinal);

        browser.Http.DefaultRequestHeaders.Add("Cookie", cookie[..cookie.IndexOf(';', StringComparison.Ordinal)]);
        var form = (await browser.StateAsync()).GetProperty("form").GetString()!;
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.DrainAsync("local", true)).StatusCode);
        browser.Http.DefaultRequestHeaders.Add("X-Admin-Form", form);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.DrainAsync("local", true)).StatusCode);
        browser.Http.DefaultRequestHeaders.Remove("X-Admin-Form");
        browser.Http.DefaultRequestHeaders.Add("X-Admin-Form", form[..^1] + (form[^1] == 'A' ? 'B' : 'A'));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.DrainAsync("local", true)).StatusCode);
    }

    [Fact]
    public async Task The_login_form_reports_a_wrong_token()
    {
        var page = await chromium.NewPageAsync();
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                errors.Add(message.Text);
        };
        await page.GotoAsync(new Uri(_server.Http, "/admin").ToString());
        foreach (var says in (string[])["That is not the token.", "That is not the token.", "That is not the token.", "Too many wrong tokens; wait a minute."])
            await LogInAsync(page, "correct horse batter", says);
        await using var other = await ServerProcess.StartAsync(Path.Combine(_directory, "other.db"), $"--Actors:Admin:TokenFile={Path.Combine(_directory, "token")}");
        await page.GotoAsync(new Uri(other.Http, "/admin").ToString());
        await LogInAsync(page, "<b>wrong, but long enough</b>", "That is not the token.");
        await page.GetByLabel("Token").FillAsync(AdminClient.Token);
        await page.GetByLabel("Token").PressAsync("Enter");
        await WebClient.SeesAsync(page.Locator("#nodes"), "local");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await page.GetByLabel("Token").WaitForAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_script_with_a_wrong_token_gets_status_401()
    {
        using var script = new AdminClient(_server.Http, token: null);
        using var answer = await script.Http.PostAsync("/admin/login", new FormUrlEncodedContent([new("token", "correct horse batter")]));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("That is not the token.", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_page_loads_no_external_resource_and_is_not_cached()
    {
        using var browser = new AdminClient(_server.Http, token: null);
        using var page = await browser.Http.GetAsync("/admin");
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain("http://", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task LogInAsync(IPage page, string token, string says)
    {
        await page.GetByLabel("Token").FillAsync(token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await WebClient.SeesAsync(page.Locator("#refusal"), says);
        await page.GetByLabel("Token").WaitForAsync();
    }
}
