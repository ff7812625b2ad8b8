using Actors.TestKit;

namespace Actors.World.Tests;

public class BehaviourTests
{
    private static readonly RuleSet Rules = Grove.With(static rules => rules.AddExitBehaviour("grove.locked", new Locked()).AddItemBehaviour("grove.key", new Key()));

    private static readonly WorldDefinition World = Grove.World(Rules).ItemKind("key", static key => key with { Behaviour = "grove.key" })
        .Room("glade", static glade => glade.WithItem("key", 0, 0)).Room("hill").Exit("glade", "east", "hill").Build();

    [Fact]
    public void An_exit_bars_a_walking_player_once_in_a_private_event()
    {
        var room = Glade();
        room.Send("Ada", new Move(new Vector(1, 0), 1, 60), 0).ExpectDone();
        room.Tick(60);

        var barred = room.ExpectEvent<Barred>();
        Assert.Equal((room.Id("Ada"), "east", "grove.locked", "It is locked."), (barred.Player, barred.Direction, barred.Code, barred.Text));
        Assert.Equal(EventAudience.Actor, barred.Header.Audience);
        Assert.Empty(room.Departures);
        Assert.Equal((10_000, 0), (room.View("Ada").XMilli, room.View("Ada").VelocityXMilli));
        Assert.Null(room.Room.NextWork);
        // A player who tries again is refused again.
        room.Send("Ada", new Move(new Vector(1, 0), 2), 0);
        room.Tick(5).ExpectEvent<Barred>();
    }

    [Fact]
    public void A_locked_exit_rejects_a_player_until_it_is_unlocked()
    {
        var room = Glade();
        room.Type("Ada", "east").ExpectRefused("grove.locked", "It is locked.");
        room.Type("Ada", "use key").ExpectRefused(Codes.NotHeld);
        room.Type("Ada", "take key").ExpectDone();
        room.Type("Ada", "use key").ExpectDone("Click.");
        room.Type("Ada", "east").Expect<Departing>();
    }

    [Fact]
    public void A_behaviour_says_whether_its_item_may_be_taken()
    {
        var room = Glade();
        room.Enter("Thief");
        room.Type("Thief", "take key").ExpectRefused("grove.no");
    }

    private static RoomScenario Glade()
    {
        var world = World with
        {
            Rooms = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(
                World.Rooms.Values.Select(static room => room with { Exits = [.. room.Exits.Select(static exit => exit with { Behaviour = "grove.locked" })] }), static room => room.Id),
        };
        var room = new RoomScenario(world, "glade");
        room.Enter("Ada");
        return room;
    }

    private sealed class Locked : ExitBehaviour
    {
        public override Rejected? Passing(RoomState room, Player player, ExitDefinition exit) => room.Get<Fate>().Text == "open" ? null : new Rejected("grove.locked", "It is locked.");
    }

    private sealed class Key : ItemBehaviour
    {
        public override Reply Use(in VerbContext context, ItemRecord item)
        {
            context.Room.Set(new Fate("open"));
            return new Done("Click.");
        }

        public override Rejected? Taking(RoomState room, Player player, ItemRecord item) => player.Name == "Thief" ? new Rejected("grove.no", "It burns.") : null;
    }
}
