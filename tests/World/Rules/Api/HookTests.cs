using Actors.TestKit;

namespace Actors.World.Tests;

public class HookTests
{
    private static readonly WorldDefinition World = Grove.World(Grove.With(static rules => rules.AddHook<Ward>()))
        .Room("glade", static glade => glade.WithItem("cup", 0, 0)).Room("hill").Exit("glade", "east", "hill").Build();

    [Fact]
    public void A_hook_can_refuse_entry()
    {
        var room = new RoomScenario(World, "glade");
        room.Do("reserve", static (it, effects) => it.Reserve(Named("Ada"), effects)).ExpectRefused("grove.no");
        Assert.Equal("entering", Assert.Single(room.Events.OfType<Warded>()).What);
        room.Do("reserve", static (it, effects) => it.Reserve(Named("Friend"), effects)).ExpectDone();
    }

    [Fact]
    public void A_hook_can_refuse_departure_by_go_or_travel()
    {
        var room = Glade();
        room.Type("Ada", "go east").ExpectRefused("grove.no", "leaving");
        room.Send("Ada", new Travel(new RoomId("hill"))).ExpectRefused("grove.no", "leaving");
        Assert.Empty(room.Departures);
        room.Type("Friend", "go east").Expect<Departing>();
    }

    [Fact]
    public void A_hook_can_refuse_take_drop_and_say()
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
    public void A_hook_is_notified_of_entries_and_deaths()
    {
        var room = Glade();
        Assert.Equal(["Ada came", "Friend came"], Heard(room));
        room.Try("Ada", static on => on.Room.Hurt(on.Player, 1000, Attacker.Thing("a stone")));
        Assert.Equal(["Ada came", "Friend came", "Ada died of a stone"], Heard(room));
        room.Try("Ada", static on => on.Player.Revive(Vector.Zero));
        Assert.Equal(100, room.View("Ada").Health);
    }

    [Fact]
    public void A_hook_learns_who_left_and_where_to()
    {
        var room = Glade();
        Leave(room, "Ada");
        Assert.Equal("Ada left the world", Heard(room)[^1]);
        room.Enter("Ada");
        room.Type("Friend", "go east").Expect<Departing>();
        room.Do("complete", (it, effects) => it.CompleteDeparture(room.Id("Friend"), new RoomId("hill"), effects));
        Assert.Equal("Friend left for hill", Heard(room, "Ada")[^1]);
    }

    [Fact]
    public void A_player_who_left_cannot_give_or_receive_items()
    {
        var room = new RoomScenario(Grove.World(Grove.With(static rules => rules.AddHook<LastWill>())).Room("glade", static glade => glade.WithItem("cup", 0, 0)).Build(), "glade");
        room.Enter("Ada");
        room.Type("Ada", "take cup").ExpectDone();
        Leave(room, "Ada");
        Assert.Empty(room.Frame().Items);
        Assert.DoesNotContain(room.Changes, static change => change is ItemChanged);
    }

    [Fact]
    public void A_hook_is_notified_after_each_take_drop_and_say()
    {
        var room = Glade();
        room.Type("Friend", "take cup").ExpectDone();
        room.Type("Friend", "drop cup").ExpectDone();
        room.Type("Friend", "say hello").ExpectDone();
        Assert.Equal(["Friend took cup; has 1", "Friend dropped cup; has 0", "Friend said hello"], Heard(room)[^3..]);
        // A refused action has not happened.
        room.Type("Ada", "take cup").ExpectRefused("grove.no");
        Assert.Equal("Friend said hello", Heard(room)[^1]);
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(1000, 1)]
    [InlineData(99, 1)]
    public void A_hook_can_prevent_a_players_death(int damage, int health)
    {
        var room = new RoomScenario(Grove.World(Grove.With(static rules => rules.AddHook<Mercy>())).Room("glade").Build(), "glade");
        room.Enter("Ada");
        room.Enter("Mortal");
        room.Try("Ada", on => { on.Room.Hurt(on.Player, damage, Attacker.Thing("a stone")); }).ExpectNo<Killed>();
        Assert.Equal(health, room.View("Ada").Health);
        Assert.False(room.Ask("Ada", static on => on.Player.IsDead));
        room.Try("Mortal", static on => { on.Room.Hurt(on.Player, 100, Attacker.Thing("a stone")); }).ExpectEvent<Killed>();
    }

    [Fact]
    public void A_dying_player_healed_by_a_hook_still_takes_the_damage()
    {
        var room = new RoomScenario(Grove.World(Grove.With(static rules => rules.AddHook<Mercy>())).Room("glade").Build(), "glade");
        room.Enter("Healed");
        room.Try("Healed", static on => on.Room.Hurt(on.Player, 60, Attacker.Thing("a stone")));
        room.Try("Healed", static on => on.Room.Hurt(on.Player, 60, Attacker.Thing("a stone")));
        Assert.Equal(40, room.View("Healed").Health);
    }

    [Fact]
    public void A_hook_can_prevent_a_creatures_death()
    {
        var room = new RoomScenario(
            Grove.World(Grove.With(static rules => rules.AddHook<Mercy>())).CreatureKind("phoenix").CreatureKind("rat")
                .Room("glade", static glade => glade.WithCreature("phoenix", 1, 1).WithCreature("rat", 2, 2)).Build(),
            "glade");
        room.Enter("Ada");
        foreach (var creature in (int[])[0, 1])
            room.Try("Ada", on => { on.Room.Hurt(on.Room.Creatures[creature], 1000, on.Player); });
        Assert.Equal([1, 0], room.Frame().Creatures.Select(static creature => creature.Health));
    }

    private static void Leave(RoomScenario room, string player) => room.Do("leave", (it, effects) =>
    {
        it.Leave(room.Id(player), effects);
        return Reply.Ok;
    });

    private static string[] Heard(RoomScenario room, string by = "Friend") => room.Ask(by, static on => on.Room.Get<Fate>().Text).Split(", ");

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

        public override void Left(RoomState room, Player player, RoomId? to) => Write(room, to is { } there ? $"{player.Name} left for {there}" : $"{player.Name} left the world");

        public override void Taken(RoomState room, Player player, ItemRecord item) => Write(room, $"{player.Name} took {item.Kind}; has {player.Items.Count}");

        public override void Dropped(RoomState room, Player player, ItemRecord item) => Write(room, $"{player.Name} dropped {item.Kind}; has {player.Items.Count}");

        public override void Said(RoomState room, Player player, string text) => Write(room, $"{player.Name} said {text}");

        public override void Died(RoomState room, Player player, in Attacker by) => Write(room, $"{player.Name} died of {by.Name}");

        private static Rejected? Refuse(Player player, string what) => player.Name == "Friend" ? null : new Rejected("grove.no", what);

        private static void Write(RoomState room, string text) => room.Set(new Fate(room.Has<Fate>() ? $"{room.Get<Fate>().Text}, {text}" : text));
    }

    private sealed class LastWill : RoomHook
    {
        public override void Left(RoomState room, Player player, RoomId? to)
        {
            Assert.DoesNotContain(player.Id, room.Players.Select(static other => other.Id));
            Assert.NotNull(room.PutDown(player, player.Items[0]));
            Assert.Null(room.SpawnItem("cup", player));
            Assert.False(room.Consume(player, player.Items[0]));
        }
    }

    private sealed class Mercy : RoomHook
    {
        public override bool Dying(RoomState room, Player player, in Attacker by)
        {
            if (player.Name == "Healed")
                player.Heal(1000);
            return player.Name != "Mortal";
        }

        public override bool Dying(RoomState room, Creature creature, in Attacker by) => creature.Kind.Id == "phoenix";
    }
}
