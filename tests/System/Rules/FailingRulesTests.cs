using System.Text.RegularExpressions;

namespace Actors.System.Tests;

/// <summary>A game whose author has made mistakes: each harms only the room in which it happens, and is reported by name.</summary>
[Collection(AuthorsGameCollection.Name)]
public sealed partial class FailingRulesTests(AuthorsGame game) : IAsyncLifetime
{
    private const string Program = """
        using Actors.Gateway;
        using Actors.Rules;
        using Actors.World;

        return await ActorsHost.RunAsync(args, static rules => rules.AddModule<StandardVerbs>().AddModule<Mistakes>());

        internal sealed class Mistakes : IRulesModule
        {
            public string Name => "mistakes";

            public void Register(RulesBuilder rules) => rules.AddVerb<BurnVerb>();
        }

        /// <summary>It consumes the lamp, and then comes to no end.</summary>
        internal sealed class BurnVerb : Verb<BurnVerb.Burn>
        {
            public sealed record Burn(string How) : Command;

            public override string Name => "burn";

            public override string Usage => "burn HOW";

            public override string Help => "Burn a lamp.";

            public override ParseResult Parse(string rest) => new Burn(rest);

            protected override Reply Execute(in VerbContext context, Burn command)
            {
                context.Player.Score++;
                context.Room.Consume(context.Room.Items[0]);
                while (command.How != "badly")
                {
                    if (command.How == "asking" && context.Room.FindPlayer("Nobody") is not null)
                        return Reply.Ok;
                }
                throw new InvalidOperationException("planted");
            }
        }
        """;

    private const string World = """
        name: Mistakes
        defaultRoom: bog
        items:
          lamp: { name: lamp, description: It is lit. }
        """;

    private const string Zone = """
        id: moor
        title: The Moor
        description: Wet.
        rooms:
          bog:
            title: The Bog
            description: Deep.
            size: [20, 20]
            exits:
              east: { to: meadow, at: [10, 0] }
            items:
              - { kind: lamp, at: [2, 0] }
          meadow:
            title: The Meadow
            description: Dry.
            size: [20, 20]
            exits:
              west: { to: bog, at: [-10, 0] }
            items:
              - { kind: lamp, at: [2, 0] }
        """;

    private string _program = "";
    private string _content = "";

    public async Task InitializeAsync() => (_program, _content) = await game.BuildAsync("Mistakes", ("Program.cs", Program), ("world/world.yaml", World), ("world/zones/moor.yaml", Zone));

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_verb_that_throws_or_loops_over_queries_is_refused_and_undone()
    {
        await using var server = await StartAsync("throws");
        await using var ada = await NativeClient.EnterAsync(server.WebSocketPort, "Ada", "bog");
        await using var bob = await MudClient.EnterAsync(server.PortOf("mud"), "Bob", "bog");
        await using var cleo = await NativeClient.EnterAsync(server.WebSocketPort, "Cleo", "meadow");
        foreach (var (line, why) in ((string, string)[])[("burn badly", "planted"), ("burn asking", "it does not end")])
        {
            var refused = await ada.AskAsync(line);
            Assert.Equal("internal", refused.GetProperty("code").GetString());
            Assert.DoesNotContain(why, refused.GetProperty("text").GetString(), StringComparison.Ordinal);
            await server.SaysAsync(why);
        }
        await server.SaysAsync("command burn 2: ");
        Assert.Equal(["burn 1", "burn 2"], Failure().Matches(server.Output).Select(static match => match.Groups[1].Value));

        // All are on the sockets that they came with; what the verb had done is undone.
        await ada.TextOfAsync("say All is well.");
        Assert.Contains("Ada says: All is well.", await bob.HearAsync("Ada says: All is well."));
        Assert.Contains("lamp", await bob.AskAsync("take lamp"), StringComparison.Ordinal);
        Assert.Equal("You take the lamp.", await cleo.TextOfAsync("take lamp"));
        Assert.DoesNotContain("Room meadow", server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_verb_that_never_ends_is_logged_counted_and_confined_to_its_room(bool quarantines)
    {
        await using var server = await StartAsync($"hangs-{quarantines}", $"--Actors:Rooms:QuarantineOverBudget={quarantines}");
        await using var ada = await NativeClient.EnterAsync(server.WebSocketPort, "Ada", "bog");
        await using var cleo = await NativeClient.EnterAsync(server.WebSocketPort, "Cleo", "meadow");
        await using var dan = await MudClient.EnterAsync(server.PortOf("mud"), "Dan", "meadow");
        await ada.Json.SendAsync(new { type = "command", id = 1, line = "burn silently" });
        await server.SaysAsync("Room bog: The verb burn takes longer than 250 ms");

        // It blocks its thread; players elsewhere play on, and others join.
        await cleo.TextOfAsync("say Hello.");
        await dan.HearAsync("Cleo says: Hello.");
        Assert.Equal("You take the lamp.", await dan.AskAsync("take lamp"));
        await using var eve = await NativeClient.EnterAsync(server.WebSocketPort, "Eve", "meadow");
        await dan.HearAsync("Eve appears.");

        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri(server.Http, "/metrics"));
        Assert.Matches(@"(?m)^actors_rooms_over_budget_total\{[^}]*rule=""The verb burn""[^}]*\} 1", metrics);
        Assert.Matches($@"(?m)^actors_rooms_quarantined\{{[^}}]*\}} {(quarantines ? 1 : 0)}", metrics);
    }

    private Task<ServerProcess> StartAsync(string directory, params string[] arguments) =>
        ServerProcess.StartProgramAsync(game.MakeDirectory(directory), _program, [$"--Actors:Content={_content}", .. arguments]);

    [GeneratedRegex(@"Room bog: The verb \w+ threw in tick \d+; player \d+, command (\w+ \d+): it begins anew from the store")]
    private static partial Regex Failure();
}
