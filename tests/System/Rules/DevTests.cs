using System.Diagnostics;
using System.Net.WebSockets;
using Xunit.Abstractions;

namespace Actors.System.Tests;

/// <summary>What <c>dev</c> does while an author edits and players play.</summary>
[Collection(AuthorsGameCollection.Name)]
public sealed class DevTests(AuthorsGame game, Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const int Changes = 10;

    private string Verb => game.PathOf("src/MyGame/HealVerb.cs");

    private string Component => game.PathOf("src/MyGame/Mana.cs");

    [Fact]
    public async Task Rule_edits_reach_players_on_the_same_socket_and_a_failed_build_changes_nothing()
    {
        var token = Path.Combine(game.MakeDirectory("dev"), "token");
        await File.WriteAllTextAsync(token, AdminClient.Token);
        await using var dev = await ServerProcess.StartProgramAsync(
            game.Directory, game.Program, game.Environment, "dev", $"--Actors:Data={game.PathOf("dev.db")}", $"--Actors:Admin:TokenFile={token}");
        await dev.SaysAsync("[dev] Ready.");
        await using var ada = await NativeClient.EnterAsync(dev.WebSocketPort, "Ada", "glade");
        await using var bob = await MudClient.EnterAsync(dev.PortOf("mud"), "Bob", "glade");
        await using var page = await chromium.OpenAsync(dev, "Cleo", "glade");
        await ada.AskAsync("take berries");
        var (verb, component) = (await File.ReadAllTextAsync(Verb), await File.ReadAllTextAsync(Component));

        var gaps = new List<double>();
        for (var change = 1; change <= Changes; change++)
        {
            // First the verb's text changes, then the component's default, which a player has who has never healed.
            var (edition, most) = change <= Changes / 2 ? (change, 10) : (Changes / 2, 10 + change);
            if (most == 10)
                await File.WriteAllTextAsync(Verb, verb.Replace("here to be healed.", $"here, says edition {edition}: you have {{player.Get<Mana>().Points}} mana.", StringComparison.Ordinal));
            else
                await File.WriteAllTextAsync(Component, component.Replace("Most = 10", $"Most = {most}", StringComparison.Ordinal));
            var text = $"There is no Nobody here, says edition {edition}: you have {most} mana.";
            var (seen, gap) = await AskUntilAsync(ada, text, meanwhile: bob);
            Assert.Equal(text, await bob.AskAsync("heal Nobody"));
            await page.TypeAsync("heal Nobody");
            await page.ReadsAsync(text);
            gaps.Add(gap);
            output.WriteLine($"change {change}: seen after {seen:0.0} s; the longest wait for an answer was {gap * 1000:0} ms");
        }
        // All are on the sockets that they connected with, with what they had, where they were.
        Assert.Equal((1, 0), (page.SocketsOpened, page.SocketsClosed));
        const string Last = "There is no Nobody here, says edition 5: you have 20 mana.";
        Assert.Equal(Last, await bob.AskAsync("heal Nobody"));
        Assert.Equal("handful of berries", Assert.Single((await ada.AskAsync("inventory")).GetProperty("inventory").GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        Assert.True(gaps.Order().ElementAt(Changes / 2) < 3, "Half of the changes kept players waiting for more than three seconds.");
        output.WriteLine($"longest waits, ms: {string.Join(' ', gaps.Select(static gap => $"{gap * 1000:0}"))}");

        await File.WriteAllTextAsync(Verb, verb.Replace("target.Heal(Points);", "target.Heal(Pionts);", StringComparison.Ordinal));
        await dev.SaysAsync("HealVerb.cs(");
        Assert.Contains("CS0103", dev.Output, StringComparison.Ordinal);
        Assert.Equal(Last, await ada.TextOfAsync("heal Nobody"));
        using (var admin = new AdminClient(dev.Http))
            Assert.Contains("CS0103", (await admin.StateAsync()).GetProperty("notice").GetString(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(Component, component);
        await File.WriteAllTextAsync(Verb, verb);
        await AskUntilAsync(ada, "There is no Nobody here to be healed.");
        await dev.InterruptAsync();
        Assert.Equal(0, dev.ExitCode);
    }

    [Fact]
    public async Task Content_edits_reach_players_and_a_mistake_changes_nothing()
    {
        await using var dev = await ServerProcess.StartProgramAsync(game.Directory, game.Program, game.Environment, "dev", $"--Actors:Data={game.PathOf("content.db")}");
        await dev.SaysAsync("[dev] Ready.");
        await using var ada = await NativeClient.EnterAsync(dev.WebSocketPort, "Ada", "glade");
        var world = game.PathOf("content/world.yaml");
        var zone = Directory.EnumerateFiles(game.PathOf("content/zones"), "*.yaml").First(static file => File.ReadAllText(file).Contains("glade:", StringComparison.Ordinal));
        var (original, glade) = (await File.ReadAllTextAsync(world), await File.ReadAllTextAsync(zone));
        try
        {
            await File.WriteAllTextAsync(world, original.Replace("mind: coward", "mind: cowrad", StringComparison.Ordinal));
            await dev.SaysAsync("did you mean \"coward\"?");
            await dev.SaysAsync("goes on by the rules and the content from before");
            await File.WriteAllTextAsync(world, original.Replace("Dark red, and a little too soft.", "They are sour.", StringComparison.Ordinal));
            var (_, gap) = await AskUntilAsync(ada, "They are sour.", "examine berries");
            output.WriteLine($"content: the longest wait for an answer was {gap * 1000:0} ms");
            // The same world node continues, and the gateway has the content, too: what clients see of the room comes from the gateway.
            Assert.DoesNotContain("The world is the new one", dev.Output, StringComparison.Ordinal);
            await File.WriteAllTextAsync(zone, glade.Replace("title: The Glade", "title: The Great Glade", StringComparison.Ordinal));
            await ada.Json.UntilAsync(static message => message.Type() == "room" && message.GetProperty("room").GetProperty("title").GetString() == "The Great Glade");
        }
        finally
        {
            await File.WriteAllTextAsync(world, original);
            await File.WriteAllTextAsync(zone, glade);
        }
    }

    [Fact]
    public async Task Processes_started_by_dev_end_when_it_is_killed()
    {
        await using var dev = await ServerProcess.StartProgramAsync(game.Directory, game.Program, game.Environment, "dev", $"--Actors:Data={game.PathOf("killed.db")}");
        await dev.SaysAsync("[dev] Ready.");
        await dev.KillAsync();
        using var pace = new PeriodicTimer(NativeClient.Pace);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (await AnswersAsync(dev.WebSocketPort))
            await pace.WaitForNextTickAsync(patience.Token);
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            await using var client = await JsonClient.ConnectAsync(port, "/", "actors.v1.json");
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    /// <summary>Repeats the line until the answer is that text.</summary>
    /// <param name="meanwhile">Asks as well: a client that reads nothing for a minute, while something is built on a busy machine, answers no ping and is closed.</param>
    /// <returns>Seconds until then, and the longest that one answer took.</returns>
    private static async Task<(double Seen, double Gap)> AskUntilAsync(NativeClient client, string text, string line = "heal Nobody", MudClient? meanwhile = null)
    {
        var (clock, gap) = (Stopwatch.StartNew(), TimeSpan.Zero);
        using var pace = new PeriodicTimer(NativeClient.Pace);
        while (await pace.WaitForNextTickAsync() && clock.Elapsed < TimeSpan.FromMinutes(4))
        {
            var asked = clock.Elapsed;
            var answer = await client.TextOfAsync(line);
            gap = TimeSpan.FromTicks(Math.Max(gap.Ticks, (clock.Elapsed - asked).Ticks));
            if (meanwhile is not null)
                await meanwhile.AskAsync(line);
            if (answer == text)
                return (clock.Elapsed.TotalSeconds, gap.TotalSeconds);
        }
        Assert.Fail($"\"{text}\" was not answered.");
        return default;
    }
}
