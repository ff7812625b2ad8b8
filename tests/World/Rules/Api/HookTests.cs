using Actors.TestKit;

namespace Actors.World.Tests;

public class HookTests
{
    private static readonly WorldDefinition World = Grove.World(Grove.With(static rules => rules.AddHook<Ward>()))
        .Room("glade", static glade => glade.WithItem("cup", 0, 0)).Room("hill").Exit("glade", "east", "hill").Build();

    [Fact]
    public void A_hook_refuses_to_let_a_player_in()
    {
        var room = new RoomScenario(World, "glade");
        room.Do("reserve", static (it, effects) => it.Reserve(Named("Ada"), effects)).ExpectRefused("grove.no");
        Assert.Equal("entering", Assert.Single(room.Events.OfType<Warded>()).What);
        room.Do("reserve", static (it, effects) => it.Reserve(Named("Friend"), effects)).ExpectDone();
    }

    [Fact]
    public void A_hook_refuses_to_let_a_player_leave_by_any_way()
    {
        var room = Glade();
        room.Type("Ada", "go east").ExpectRefused("grove.no", "leaving");
        room.Send("Ada", new Travel(new RoomId("hill"))).ExpectRefused("grove.no", "leaving");
        Assert.Empty(room.Departures);
        room.Type("Friend", "go east").Expect<Departing>();
    }

    [Fact]
    public void A_hook_refuses_taking_dropping_and_saying()
    {
        var room = Glade();
        room.Type("Ada", "take cup").ExpectRefused("grove.no", "taking");
        room.Type("Ada", "say hello").ExpectRefused("grove.no", "saying").ExpectNo<Said>();
        room.Try("Ada", static on => on.Room.SpawnItem("lamp", on.Player));
        room.Type("Ada", "drop lamp").ExpectRefused("grove.no", "dropping");
        Assert.Single(room.Player("Ada").Items);
        room.Type("Friend", "take cup").ExpectDone();
        room.Type("Friend", "drop cup").ExpectDone();
        room.Type("Friend", "say hello").ExpectDone();
    }

    [Fact]
    public void A_hook_hears_who_has_come_in_and_who_has_died()
    {
        var room = Glade();
        Assert.Equal(["Ada came", "Friend came"], Heard(room));
        room.Try("Ada", static on => on.Room.Hurt(on.Player, 1000, Attacker.Thing("a stone")));
        Assert.Equal(["Ada came", "Friend came", "Ada died of a stone"], Heard(room));
        room.Try("Ada", static on => on.Player.Revive(Vector.Zero));
        Assert.Equal(100, room.View("Ada").Health);
    }

    private static string[] Heard(RoomScenario room) => room.Ask("Friend", static on => on.Room.Get<Fate>().Text).Split(", ");

    private static RoomScenario Glade()
    {
        var room = new RoomScenario(World, "glade");
        room.Enter("Ada");
        room.Enter("Friend");
        return room;
    }

    private static PlayerState Named(string name) => new(new PlayerRecord { Id = new PlayerId(name.Length), Name = name, Room = new RoomId("glade"), Health = 1 }, []);

    private sealed record Warded(string What) : RoomEvent(Vector.Zero)
    {
        public override EventHeader Header => new("grove.warded");
    }

    private sealed class Ward : RoomHook
    {
        public override Rejected? Entering(RoomState room, PlayerState player)
        {
            if (player.Record.Name == "Friend")
                return null;
            room.Emit(new Warded("entering"));
            return new Rejected("grove.no", "entering");
        }

        public override void Entered(RoomState room, Player player) => Write(room, $"{player.Name} came");

        public override Rejected? Leaving(RoomState room, Player player, RoomId to, ExitDefinition? exit) => Refuse(player, "leaving");

        public override Rejected? Taking(RoomState room, Player player, ItemRecord item) => Refuse(player, "taking");

        public override Rejected? Dropping(RoomState room, Player player, ItemRecord item) => Refuse(player, "dropping");

        public override Rejected? Saying(RoomState room, Player player, string text) => Refuse(player, "saying");

        public override void Died(RoomState room, Player player, in Attacker by) => Write(room, $"{player.Name} died of {by.Name}");

        private static Rejected? Refuse(Player player, string what) => player.Name == "Friend" ? null : new Rejected("grove.no", what);

        private static void Write(RoomState room, string text) => room.Set(new Fate(room.Has<Fate>() ? $"{room.Get<Fate>().Text}, {text}" : text));
    }
}
