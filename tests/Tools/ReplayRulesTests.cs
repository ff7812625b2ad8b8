using System.Text.Json;
using Actors.Rules;
using Actors.World;

namespace Actors.Tools.Tests;

/// <summary>Recordings of rooms that were run by an author's rules, of which this assembly has some.</summary>
public sealed class ReplayRulesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-replay-rules-");

    private static string Assembly => typeof(LanternRules).Assembly.Location;

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_recording_of_an_authors_rules_plays_with_their_assembly()
    {
        var file = Record(new StandardVerbs(), new LanternRules());
        var (exit, output, errors) = await ToolProcess.RunAsync("replay", file, "--rules", Assembly, "--print", "inputs", "events");
        Assert.True(exit == 0, output + errors);
        Assert.Contains("6 ticks, 4 inputs, all hashes as recorded", output, StringComparison.Ordinal);
        Assert.Contains("""{"$":"Invoke","verb":"light","arguments":"{\"colour\":\"blue\"}"}} -> {"$":"Done","text":"It shines blue."}""", output, StringComparison.Ordinal);
        // The module's own event, as a program has it that does not know the module.
        Assert.Contains("* {\"$\":\"RelayedEvent\",\"kind\":\"lantern.lit\"", output, StringComparison.Ordinal);
        Assert.Contains("{\\\"colour\\\":\\\"blue\\\"}", output, StringComparison.Ordinal);

        (exit, output, errors) = await ToolProcess.RunAsync("replay", file, "--rules", Assembly, "--module", nameof(LanternRules), "--print", "events", "--json");
        Assert.True(exit == 0, output + errors);
        Assert.Contains("\"$\":\"RelayedEvent\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_names_the_missing_modules()
    {
        var (exit, _, errors) = await ToolProcess.RunAsync("replay", Record(new StandardVerbs(), new LanternRules()));
        Assert.Equal(1, exit);
        Assert.Contains(
            "The recording needs the rules of lantern 2, which this program does not have: name the assembly that has them with --rules PATH.dll.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rules_version_mismatch_is_reported()
    {
        var file = Record(new StandardVerbs(), new LanternRules());
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"name\":\"lantern\",\"version\":2", "\"name\":\"lantern\",\"version\":1", StringComparison.Ordinal));
        var (exit, output, _) = await ToolProcess.RunAsync("replay", file, "--rules", Assembly);
        Assert.Equal(1, exit);
        Assert.Contains("it was recorded with the rules standard 1, lantern 1, and is played with standard 1, lantern 2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_rules_assembly_is_rejected_with_a_message()
    {
        var file = Record(new StandardVerbs(), new LanternRules());
        var (exit, _, errors) = await ToolProcess.RunAsync("replay", file, "--rules", Assembly, "--module", "Moon");
        Assert.Equal(1, exit);
        Assert.Contains("has no module Moon.", errors, StringComparison.Ordinal);
        (exit, _, errors) = await ToolProcess.RunAsync("replay", file, "--rules", file);
        Assert.Equal(1, exit);
        Assert.Contains("is no assembly of rules for this version", errors, StringComparison.Ordinal);
        (exit, _, _) = await ToolProcess.RunAsync("replay", file, "--rules", Path.Combine(_directory.FullName, "nothing.dll"));
        Assert.Equal(1, exit);
    }

    private string Record(params IRulesModule[] modules)
    {
        var definition = new RoomDefinition { Id = "glade", Zone = new ZoneId("wood"), Title = "Glade", Description = "A glade.", Width = 20, Height = 20, Seed = 1 };
        var world = new RecordedWorld("", [], new WorldRules(), definition, [], [], [new RecordedPlace("glade", "Glade", Vector.Zero)]).ToWorld(RuleSet.Of(modules));
        var saved = new SavedRoom(null, []);
        var room = new Room(world, definition, new RoomId("glade"), saved, 0);
        List<RecordingLine> lines = [RecordingLine.Start.Of(room, world, saved, 1)];
        room.Journal = lines.Add;
        var (effects, ada) = (new RoomEffects(), new PlayerId(1));
        room.Enter(new PlayerState(new PlayerRecord { Id = ada, Name = "Ada", Room = room.Id, Health = 100 }, []), null, effects);
        room.Apply(ada, 1, new TypedLine("light red"), effects);
        room.Apply(ada, 2, new Invoke("light", """{"colour":"blue"}"""), effects);
        room.Apply(ada, 3, new TypedLine("say hello"), effects);
        for (var tick = 0; tick < 6; tick++)
            room.Advance(effects);
        lines.Add(new RecordingLine.End(room.Tick, "the room stopped"));
        var file = Path.Combine(_directory.FullName, "glade.jsonl");
        File.WriteAllLines(file, lines.Select(RecordingFormat.Write));
        return file;
    }
}

/// <summary>A module as an author writes one: public, and with a constructor without parameters.</summary>
public sealed class LanternRules : IRulesModule
{
    /// <inheritdoc/>
    public string Name => "lantern";

    /// <inheritdoc/>
    public int Version => 2;

    /// <inheritdoc/>
    public void Register(RulesBuilder rules) => rules.AddComponent(new Shine("none")).AddVerb<LightVerb>();

    [Component("lantern.shine")]
    internal sealed record Shine(string Colour);

    internal sealed record Light(string Colour) : Command;

    internal sealed record Lit(PlayerId By, string Colour, Vector At) : RoomEvent(At)
    {
        public override EventHeader Header => new("lantern.lit", By);

        public override void WriteFields(Utf8JsonWriter json) => json.WriteString("colour", Colour);
    }

    internal sealed class LightVerb : Verb<Light>
    {
        public override string Name => "light";

        public override string Usage => "light COLOUR";

        public override string Help => "Lights the lantern.";

        public override ParseResult Parse(string rest) => new Light(rest);

        protected override Reply Execute(in VerbContext context, Light command)
        {
            context.Player.Set(new Shine(command.Colour));
            context.Emit(new Lit(context.Player.Id, command.Colour, context.Player.Position));
            return new Done($"It shines {command.Colour}.");
        }
    }
}
