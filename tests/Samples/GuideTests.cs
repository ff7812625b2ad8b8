using System.Text.RegularExpressions;
using Actors.Rules;
using Actors.TestKit;
using Actors.World;
using MyGame;
using MyGame.FromColyseus;
using MyGame.FromEvennia;
using MyGame.FromNakama;

namespace Actors.Samples.Tests;

/// <summary>The code of docs/rules.md and docs/migrating.md is that of the folder Guide: it is compiled, held by the analyzer, and does what the pages say.</summary>
public partial class GuideTests
{
    [Theory]
    [InlineData("rules.md", "Mana.cs", "HealVerb.cs", "ManaRegeneration.cs", "Game.cs", "HealTests.cs", "Torch.cs", "Crypt.cs", "CowardMind.cs", "Crypts.cs", "Stamina.cs", "Lobby.cs")]
    [InlineData("migrating.md", "Press.cs", "Duel.cs", "Smile.cs")]
    public void Each_code_block_of_the_page_is_a_compiled_file(string page, params string[] files)
    {
        var text = File.ReadAllText(Repository.PathOf("docs", page)).ReplaceLineEndings("\n");
        var blocks = Block().Matches(text).Select(static match => match.Groups["code"].Value).ToList();
        var known = files.Select(static file => File.ReadAllText(Repository.PathOf("tests", "Samples", "Guide", file)).ReplaceLineEndings("\n")).ToList();
        Assert.Empty(known.Except(blocks));
        // A block that is not a file is the one-line program, which is a sample's with other names.
        Assert.All(blocks.Except(known), static block => Assert.Equal(
            ProgramText("Caravan"), block.Replace("MyGame", "Caravan.Rules").Replace("<Game>", "<CaravanGame>").Replace(".AddModule<Adventure>()", "")));
    }

    [Fact]
    public async Task The_guides_rules_pass_the_analyzer()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("tests", "Samples", "Guide"), "*.cs").Where(static file => !file.EndsWith("Tests.cs", StringComparison.Ordinal)))
            Assert.Empty((await Planted.FindAsync(File.ReadAllText(file), [typeof(Mana).Assembly.Location])).Select(one => $"{file}: {one}"));
    }

    [Fact]
    public void A_torch_burns_for_a_minute_and_lights_the_way_down()
    {
        var world = new WorldBuilder().WithRules(RuleSet.Of(new StandardVerbs(), new Game(), new Crypts()))
            .ItemKind("torch", static torch => torch with { Behaviour = "torch" })
            .CreatureKind("bat", static bat => bat with { Mind = "coward", Speed = 3 })
            .Room("chapel", static chapel => chapel.WithItem("torch", 0, 0).WithCreature("bat", 2, 0)).Room("crypt").Exit("chapel", "down", "crypt").Build();
        world = world.With("chapel", static chapel => chapel with { Exits = [.. chapel.Exits.Select(static exit => exit with { Behaviour = "dark" })] });
        var chapel = new RoomScenario(world, "chapel");
        chapel.Enter("Ada");
        chapel.Type("Ada", "take torch").ExpectDone();
        chapel.Type("Ada", "down").ExpectRefused("mygame.dark");
        chapel.Type("Ada", "use torch").ExpectDone("The torch flares up.");
        chapel.Type("Ada", "use torch").ExpectRefused("mygame.burns");
        chapel.Tick(40);
        Assert.True(Math.Abs(chapel.Frame().Creatures[0].XMilli) > 4_000, "The bat has fled.");
        chapel.Type("Ada", "down").Expect<Departing>();
        var crypt = new RoomScenario(world, "crypt");
        crypt.Enter(Assert.Single(chapel.Departures).State);
        crypt.Type("Ada", "say hello").ExpectRefused("mygame.silence");

        chapel.Do("stays", (room, effects) =>
        {
            room.CancelDeparture(chapel.Id("Ada"), effects);
            return Reply.Ok;
        });
        chapel.Tick(1200);
        chapel.Type("Ada", "down").ExpectRefused("mygame.dark");
    }

    [Fact]
    public void A_lobby_opens_a_duel_and_the_survivor_scores()
    {
        var world = new WorldBuilder().Rules(static rules => rules with { AttackDamage = 1000 }).WithRules(new RulesBuilder().AddBuiltIn().AddModule<Lobby>().Build())
            .Room("hall").Room("ring", static ring => ring with { Set = "duel", IsEntry = true }).Build();
        var hall = new RoomScenario(world, "hall");
        hall.Enter("Ada");
        hall.Enter("Bob");
        hall.Type("Ada", "play").Expect<Departing>();
        var ring = new RoomScenario(world, Assert.Single(hall.Departures).To.Value, hall.Saved);
        ring.Enter(hall.Departures[0].State);
        hall.Type("Bob", "play").Expect<Departing>();
        Assert.Equal("ring@hall-1", Assert.Single(hall.Departures).To.Value);
        ring.Enter(hall.Departures[0].State);
        ring.Type("Ada", "attack Bob").ExpectDone();
        Assert.Equal([("hall", 1), ("hall", 0)], ring.Departures.Select(static going => (going.To.Value, going.State.Record.Score)));
    }

    [Fact]
    public void A_component_of_version_1_is_read_by_its_upgrade()
    {
        var rules = new RulesBuilder().AddModule<Tired>().Build();
        var hall = new RoomScenario(new WorldBuilder().WithRules(rules).Room("hall").Build(), "hall");
        var stamina = ComponentData.Parse("""{"stamina":[1,{"value":30}]}""");
        hall.Enter(new PlayerState(new PlayerRecord { Id = new PlayerId(1), Name = "Ada", Room = new RoomId("hall"), Health = 100, Components = stamina }, []));
        Assert.Equal("""{"points":6,"most":20}""", Assert.Single(hall.Frame().Components).Json);
    }

    [Fact]
    public void The_migration_examples_work()
    {
        var hall = new RoomScenario(new WorldBuilder().WithRules(RuleSet.Of(new ButtonRoom(), new Social(), new Duels())).Room("hall").Build(), "hall");
        hall.Enter("Ada");
        hall.Type("Ada", "press").ExpectDone();
        hall.Type("Ada", "press").ExpectDone();
        Assert.Contains(hall.Frame().Components, static shown => shown is { Name: "presses", Json: """{"count":2}""" });

        hall.Enter("Bob");
        hall.Type("Ada", "grin Bob").ExpectDone();
        Assert.Equal("Ada smiles at you.", hall.ExpectEvent<Smiled>().Describe(new Viewer(hall.Id("Bob"))));
        var cid = new PlayerState(new PlayerRecord { Id = new PlayerId(9), Name = "Cid", Room = new RoomId("hall"), Health = 100 }, []);
        hall.Do("Cid asks", (room, effects) => room.Reserve(cid, effects)).ExpectRefused("duel.full");
        Assert.Contains(hall.Frame().Components, static shown => shown is { Name: "duel", Json: """{"runs":true}""" });
        hall.Tick(200).ExpectEvent<DuelOver>();
    }

    private static string ProgramText(string sample) => File.ReadAllText(Repository.PathOf("samples", sample, "Program.cs")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    private sealed class Tired : IRulesModule
    {
        public string Name => "tired";

        public void Register(RulesBuilder rules) => rules.AddComponent(Stamina.Full, Stamina.FromVersion1);
    }
}
