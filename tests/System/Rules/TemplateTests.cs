using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Actors.System.Tests;

/// <summary>What <c>dotnet new actors-game</c> makes, used as its author would use it.</summary>
[Collection(AuthorsGameCollection.Name)]
public sealed partial class TemplateTests(AuthorsGame game, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public void A_new_game_passes_its_own_tests_and_bears_the_chosen_name()
    {
        Assert.Contains("Passed:     6", game.Tested, StringComparison.Ordinal);
        var files = Directory.EnumerateFiles(game.Directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(static file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)).ToList();
        foreach (var file in (string[])["MyGame.slnx", "src/MyGame/MyGame.csproj", "tests/MyGame.Tests/MyGame.Tests.csproj", ".gitignore", ".editorconfig", "Dockerfile", "README.md"])
            Assert.Contains(game.PathOf(file), files);
        Assert.All(files, static file => Assert.DoesNotMatch("My-Game|My_Game|my_game|ACTORS_VERSION|XUNIT", File.ReadAllText(file)));
    }

    [Fact]
    public async Task The_game_image_sets_only_known_options()
    {
        var options = DockerOption().Matches(await File.ReadAllTextAsync(game.PathOf("Dockerfile"))).ToDictionary(static match => match.Groups[1].Value, static match => match.Groups[2].Value);
        Assert.Equal(4, options.Count);
        Assert.Empty(options.Select(static option => OptionNames.Wrong(isGateway: true, option.Key, option.Value)).OfType<string>());
    }

    [Fact]
    public async Task Version_help_and_greeting_show_the_authors_program()
    {
        await using var version = await ServerProcess.RunProgramToExitAsync(game.Program, "--version");
        Assert.Equal("MyGame 0.1.0", version.Output);
        await using var help = await ServerProcess.RunProgramToExitAsync(game.Program, "--help");
        Assert.Matches(@"(?m)^  world-node  hosts rooms in a cluster", help.Output);
        Assert.Matches(@"(?m)^  dev  runs gateway and world node as two processes", help.Output);
        await using var server = await game.StartAsync(game.MakeDirectory("greeting"));
        Assert.StartsWith("MyGame 0.1.0 starts.", server.Output, StringComparison.Ordinal);
        Assert.Contains("Rules: standard 1, adventure 1, mygame 1.", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_kinds_of_client_use_the_authors_verb_and_its_component_survives_a_kill()
    {
        var directory = game.MakeDirectory("play");
        string token;
        await using (var server = await game.RunAsync(directory))
        {
            await using var ada = await NativeClient.EnterAsync(server.WebSocketPort, "Ada", "glade");
            await using var bob = await MudClient.EnterAsync(server.PortOf("mud"), "Bob", "glade");
            await using var page = await chromium.OpenAsync(server, "Cleo", "glade");
            token = ada.Token;
            Assert.Contains("heal PLAYER", await bob.AskAsync("help heal"), StringComparison.Ordinal);

            // The healed player reads words; a third player gets fields.
            Assert.Matches("mana left", await ada.TextOfAsync("heal Bob"));
            await bob.HearAsync("Ada heals you.");
            await page.ReadsAsync("Ada heals Bob.");
            Assert.Contains("mana left", await bob.AskAsync("heal Ada"), StringComparison.Ordinal);
            await ada.SeeAsync("mygame.healed", "You heal Bob.");
            await ada.SeeAsync("mygame.healed", "Bob heals you.");
            Assert.Equal("ok\n", await NodeScripts.RunAsync(
                "socketio-verb.mjs", $"http://127.0.0.1:{server.PortOf("socketio")}", "Sid", "glade", "heal Ada", "mygame.healed", "targetName", "Ada", "You heal Ada.", "mana"));
            await page.TypeAsync("heal Bob");
            await page.ReadsAsync("You heal Bob.");
            await bob.HearAsync("Cleo heals you.");

            // The component: in the page, and in the states of programs.
            await page.Components.Filter(new() { HasTextRegex = ManaShown() }).WaitForAsync();
            await bob.Json.SendAsync(new { type = "subscribe", stream = "state" });
            await bob.Json.UntilAsync(static message => message.Type() == "state"
                && HasMana(message.GetProperty("players").EnumerateArray().Single(static player => player.GetProperty("name").GetString() == "Bob")));
            Assert.Matches("mana left", await ada.InvokeAsync("heal", new { target = "Bob" }));
            var shown = await ada.Json.UntilAsync(static message => message.Type() == "keyframe" && message.TryGetProperty("components", out _));
            Assert.Contains(shown.GetProperty("components").GetProperty("players").EnumerateObject(), static player => player.Value.TryGetProperty("mana", out _));
            Assert.Empty(page.Errors);

            // The mana is used up: what the room has answered is persisted.
            while (ManaIn(await ada.TextOfAsync("heal Bob")) >= 3)
            {
            }
            await server.KillAsync();
        }
        await using var restarted = await game.RunAsync(directory);
        await using var again = await NativeClient.EnterAsync(restarted.WebSocketPort, "Ada", "glade", token);
        await using var ben = await NativeClient.EnterAsync(restarted.WebSocketPort, "Ben", "glade");
        var kept = ManaIn(await again.TextOfAsync("heal Ben"));
        Assert.True(kept < ManaIn(await ben.TextOfAsync("heal Ada")), $"Ada had no mana left, and has {kept} after the restart; a newcomer has all of it.");
    }

    [Fact]
    public async Task An_authors_world_node_accepts_gateway_options_and_ignores_them()
    {
        var directory = game.MakeDirectory("node");
        await using var node = await ServerProcess.StartProgramAsync(directory, game.Program, "world-node", "--Actors:Cluster:Node=world-1", "--Actors:Data=world.db");
        Assert.Contains("World node world-1 of MyGame", node.Output, StringComparison.Ordinal);
        Assert.Contains("rules standard 1, adventure 1, mygame 1,", node.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("websocket", node.Output, StringComparison.Ordinal);
    }

    private static bool HasMana(JsonElement player) => player.TryGetProperty("components", out var its) && its.TryGetProperty("mana", out _);

    /// <summary>The mana that the answer names: 7 of "You have 7 of 10 mana left.", 2 of "... and you have 2."</summary>
    private static int ManaIn(string answer) => int.Parse(Mana().Match(answer).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(Actors__\w+)=(\S+)")]
    private static partial Regex DockerOption();

    [GeneratedRegex(@"ou have (\d+)")]
    private static partial Regex Mana();

    [GeneratedRegex(@"mana\s*\d+")]
    private static partial Regex ManaShown();
}
