using Actors.TestKit;

namespace Actors.World.Tests;

public class BudgetTests
{
    [Fact]
    public void An_endless_rule_is_stopped_and_named()
    {
        var rules = Grove.With(static rules => rules.AddTimer("grove.bell", Forever).AddSystem<Looping>());
        var room = Grove.Room(rules);
        Assert.Equal(
            "The verb try has asked the room glade more than 1000000 times in tick 0: it does not end.",
            Assert.Throws<RulesException>(() => room.Try("Ada", static on => Forever(on.Room, null))).Message);
        Assert.Equal(("The verb try", "The verb try"), (room.Room.Running, room.Room.LastRule));

        var ringing = Grove.Room(rules);
        ringing.Try("Ada", static on => on.Room.StartTimer("grove.bell", 3));
        Assert.Null(ringing.Room.Running);
        Assert.Contains("The timer grove.bell has asked the room glade", Assert.Throws<RulesException>(() => ringing.Tick(3)).Message, StringComparison.Ordinal);

        var stepping = Grove.Room(rules);
        stepping.Try("Ada", static on => on.Room.Set(new Fate("loop")));
        Assert.Contains("The system Looping has asked the room glade", Assert.Throws<RulesException>(() => stepping.Tick()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_stops_an_endless_rule_at_the_same_tick()
    {
        var rules = Grove.With(static rules => rules.AddSystem<Looping>());
        var room = new RoomScenario(Grove.World(rules).Room("glade").Build(), "glade", record: true);
        room.Enter("Ada");
        room.Tick(4);
        room.Type("Ada", "say hello").ExpectDone();
        var first = Assert.Throws<RulesException>(() => room.Tick(200));
        Assert.Contains($"in tick {room.Room.Tick}:", first.Message, StringComparison.Ordinal);

        List<string> lines = [.. room.Recording, RecordingFormat.Write(new RecordingLine.Step(room.Room.Tick, null))];
        var result = RecordingPlayer.Play(lines, rules);
        Assert.Equal(ReplayOutcome.Broke, result.Outcome);
        Assert.Contains(first.Message, result.Why, StringComparison.Ordinal);
        Assert.Equal(room.Room.Tick, result.Replay!.Room.Tick);
    }

    [Fact]
    public void An_endless_hook_is_named_and_its_caller_is_the_last_rule()
    {
        var room = Grove.Room(Grove.With(static rules => rules.AddHook<Endless>()));
        var wrong = Assert.Throws<RulesException>(() => room.Type("Ada", "say hello"));
        Assert.StartsWith("The hook Endless", wrong.Message, StringComparison.Ordinal);
        Assert.Equal("The verb say", room.Room.LastRule);
    }

    [Fact]
    public void Views_of_a_room_use_no_rule_budget()
    {
        var room = new RoomScenario(Grove.World(RuleSet.None).Room("glade").Build(), "glade");
        room.Enter("Ada");
        for (var look = 0L; look <= RoomState.MaxOperations; look += 3)
            room.Room.View(look, []);
        room.Tick();
    }

    private static void Forever(RoomState room, string? data)
    {
        while (true)
            _ = room.Players.Count;
    }

    private sealed class Looping : RoomSystem
    {
        public override long? NextTick(RoomState room) => null;

        public override void Update(RoomState room)
        {
            if (room.Get<Fate>().Text == "loop" || room.Tick == 150)
                Forever(room, null);
        }
    }

    private sealed class Endless : RoomHook
    {
        public override Rejected? Saying(RoomState room, Player player, string text)
        {
            Forever(room, null);
            return null;
        }
    }
}
