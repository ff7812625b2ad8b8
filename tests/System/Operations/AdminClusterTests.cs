using System.Net;
using Microsoft.Playwright;

namespace Actors.System.Tests;

/// <summary>The operators' page of a cluster: one gateway shows what all nodes have.</summary>
public sealed class AdminClusterTests(SmallCluster cluster, Chromium chromium) : IClassFixture<SmallCluster>, IClassFixture<Chromium>
{
    [Fact]
    public async Task A_drained_node_gets_its_shards_back_when_undrained()
    {
        using var admin = await cluster.AdminAsync();
        await using var ada = await MudClient.EnterAsync(cluster.Gateway.WebSocketPort, "Ada", "plaza");
        var state = await admin.UntilAsync(static state => AdminClient.Rooms(state, "plaza") is [var plaza] && plaza.GetProperty("players").GetInt32() == 1, "Ada is in the plaza");
        var owner = AdminClient.Room(state, "plaza").GetProperty("owner").GetString()!;
        var epoch = AdminClient.Room(state, "plaza").GetProperty("epoch").GetInt64();
        var before = AdminClient.Owners(state);
        Assert.True(AdminClient.Node(state, "gateway-1").GetProperty("gateway").GetBoolean());
        Assert.All((string[])["gateway-1", "world-1", "world-2"], name => Assert.Equal("Up", AdminClient.Node(state, name).GetProperty("status").GetString()));
        Assert.Single(state.GetProperty("nodes").EnumerateArray(), static node => node.GetProperty("oldest").GetBoolean() && !node.GetProperty("gateway").GetBoolean());
        // A shard has no owner until one of its rooms is requested.
        Assert.Equal(owner, before[AdminClient.Room(state, "plaza").GetProperty("shard").GetInt32()]);
        Assert.Equal(before.Count(static owner => owner is not null),
            AdminClient.Node(state, "world-1").GetProperty("shards").GetInt32() + AdminClient.Node(state, "world-2").GetProperty("shards").GetInt32());

        Assert.Equal(HttpStatusCode.NoContent, (await admin.DrainAsync(owner, true)).StatusCode);
        await admin.UntilAsync(state => AdminClient.Node(state, owner).GetProperty("draining").GetBoolean(), "draining");
        await admin.UntilAsync(state => AdminClient.Node(state, owner).GetProperty("shards").GetInt32() == 0 && AdminClient.Owners(state).Any(static owner => owner is not null), "drained");
        Assert.Equal("You take the brass lamp.", await ada.AskAsync("take lamp"));
        state = await admin.UntilAsync(state =>
            AdminClient.Rooms(state, "plaza") is [var plaza] && plaza.GetProperty("owner").GetString() != owner && plaza.GetProperty("players").GetInt32() == 1, "Ada is in the plaza again");
        Assert.True(AdminClient.Room(state, "plaza").GetProperty("epoch").GetInt64() > epoch);

        Assert.Equal(HttpStatusCode.NoContent, (await admin.DrainAsync(owner, false)).StatusCode);
        // Other shards may have been requested meanwhile
        await admin.UntilAsync(state => AdminClient.Owners(state).Zip(before).All(static pair => pair.Second is null || pair.First == pair.Second), "as before");
        Assert.Equal("You drop the brass lamp.", await ada.AskAsync("drop lamp"));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.DrainAsync("nobody", true)).StatusCode);
    }

    [Fact]
    public async Task The_admin_page_asks_for_the_token_shows_every_shard_and_drains_by_click()
    {
        using var admin = await cluster.AdminAsync();
        var players = new List<MudClient>();
        foreach (var (name, room) in ((string, string)[])[("Ben", "plaza"), ("Cleo", "market"), ("Dan", "plaza"), ("Eve", "boatyard")])
            players.Add(await MudClient.EnterAsync(cluster.Gateway.WebSocketPort, name, room));
        await using var arena = await JsonClient.ConnectAsync(cluster.Gateway.WebSocketPort, "/?name=Flo&room=market");
        await using var collector = await JsonClient.ConnectAsync(cluster.Gateway.PortOf("collector"), "/?name=Gus&room=lighthouse");
        var page = await chromium.NewPageAsync();
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync(new Uri(cluster.Gateway.Http, "/admin").ToString());
        await page.GetByLabel("Token").FillAsync(AdminClient.Token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();

        await WebClient.SeesAsync(page.Locator("#nodes tr").Nth(1), "world-1");
        await page.Locator("#shards span").Nth(63).WaitForAsync();
        Assert.Equal(64, await page.Locator("#shards span").CountAsync());
        await WebClient.SeesAsync(page.Locator("#rooms"), "boatyard");
        foreach (var (row, dialect) in new[] { "arena", "collector", "mud", "all" }.Index())
            await WebClient.SeesAsync(page.Locator("#connections tr").Nth(row), dialect);
        if (Environment.GetEnvironmentVariable("ACTORS_SCREENSHOTS") is { Length: > 0 } pictures)
            await page.ScreenshotAsync(new() { Path = Path.Combine(pictures, "admin.png"), Clip = new() { Width = 1180, Height = 680 } });

        var node = page.Locator("#nodes tr", new() { HasText = "world-1" });
        await node.GetByRole(AriaRole.Button, new() { Name = "Drain", Exact = true }).ClickAsync();
        await WebClient.SeesAsync(node, "drained");
        await node.GetByRole(AriaRole.Button, new() { Name = "Undrain" }).ClickAsync();
        await WebClient.SeesAsync(node, "hosts rooms");
        Assert.Empty(errors);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await page.GetByLabel("Token").WaitForAsync();
        foreach (var player in players)
            await player.DisposeAsync();
    }
}
