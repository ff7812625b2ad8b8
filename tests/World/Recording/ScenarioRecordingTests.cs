using Actors.Rules;
using Actors.TestKit;

namespace Actors.World.Tests;

public class ScenarioRecordingTests
{
    private static readonly WorldDefinition World = new WorldBuilder()
        .ItemKind("lamp").CreatureKind("rat", static rat => rat with { WanderRadius = 5, FightsBack = true })
        .Room("cave", static cave => cave.WithItem("lamp", 2, 0).WithCreature("rat", 1, 0).WithNode(Resource.Gold, 3, 0, 2))
        .Room("yard").Exit("cave", "north", "yard")
        .Build();

    [Fact]
    public void A_recorded_scenario_replays_exactly()
    {
        var cave = new RoomScenario(World, "cave", record: true);
        cave.Enter("Ada");
        cave.Type("Ada", "take lamp").ExpectDone("You take the lamp.");
        cave.Type("Ada", "attack rat");
        cave.Send("Ada", new Move(new Vector(1, 0), 1), 0);
        cave.Tick(60);
        cave.Type("Ada", "examine north").ExpectDone("north leads to yard.");
        cave.Type("Ada", "north").Expect<Departing>();
        cave.Tick(2);

        var played = RoomRecording.Play(cave.Recording, BuiltInRules.All);
        Assert.Equal(cave.Room.StateHash(), played.StateHash());
        Assert.Equal(cave.Frame().Players, played.View(1, []).Players);
        Assert.Equal(62, played.Tick);
    }

    [Fact]
    public void A_test_can_continue_from_a_recorded_tick()
    {
        var cave = new RoomScenario(World, "cave", record: true);
        cave.Enter("Ada");
        cave.Tick(10);
        cave.Type("Ada", "take lamp").ExpectDone("You take the lamp.");
        cave.Tick(10);

        var before = RoomRecording.Play(cave.Recording, BuiltInRules.All, to: 9);
        Assert.Single(before.View(1, []).Items);
        Assert.Equal("You take the lamp.", Assert.IsType<Done>(before.Apply(cave.Id("Ada"), 1, new Take("lamp"), new RoomEffects())).Text);
        Assert.Empty(RoomRecording.Play(cave.Recording, BuiltInRules.All).View(1, []).Items);
    }

    [Fact]
    public void A_diverging_replay_fails_with_the_tick_and_its_inputs()
    {
        var cave = new RoomScenario(World, "cave", record: true);
        cave.Enter("Ada");
        cave.Type("Ada", "take lamp");
        cave.Tick(3);
        var changed = cave.Recording.Select(static line => line.Replace("lamp\"}", "lump\"}", StringComparison.Ordinal));
        var failure = Assert.Throws<ScenarioException>(() => RoomRecording.Play(changed, BuiltInRules.All));
        Assert.StartsWith("Tick 1: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("lump", failure.Message, StringComparison.Ordinal);
    }
}
