using Actors.TestKit;

namespace Actors.World.Tests;

public class MindTests
{
    private static readonly RuleSet Rules = Grove.With(static rules => rules.AddMind<CowardMind>("coward").AddMind<StillMind>("still").SetDefaultMind("still"));

    [Fact]
    public void A_coward_flees_a_nearby_player()
    {
        var room = Room("coward");
        room.Enter("Ada", -1, 0);
        room.Tick(20);
        Assert.True(room.Frame().Creatures[0].XMilli > 1000);
        var fled = room.Frame().Creatures[0].XMilli;
        room.Try("Ada", static on => on.Player.MoveTo(new Vector(-9, 9)));
        room.Tick(20);
        var rested = room.Frame().Creatures[0].XMilli;
        room.Tick(20);
        Assert.Equal(rested, room.Frame().Creatures[0].XMilli);
        Assert.True(rested - fled < 1000);
    }

    [Fact]
    public void Minds_think_only_while_players_are_in_the_room()
    {
        var room = Room("coward");
        Assert.Null(room.Room.NextWork);
        room.Tick(50);
        Assert.Equal(0, Thoughts(room));
        room.Tick(10);
        room.Room.Leave(room.Id("Watcher"), new RoomEffects());
        Assert.Null(room.Room.NextWork);

        static int Thoughts(RoomScenario room)
        {
            room.Enter("Watcher", 9, 9);
            return room.Ask("Watcher", static on => on.Room.Creatures[0].Get<Mana>().Points) - 10;
        }
    }

    [Fact]
    public void A_mind_without_a_next_thought_wakes_when_its_creature_is_hurt()
    {
        var room = Room(null);
        room.Enter("Ada", 5, 5);
        room.Tick(30);
        Assert.Equal(11, Points());
        Assert.Null(room.Room.NextWork);
        room.Try("Ada", static on => on.Room.Hurt(on.Room.Creatures[0], 1, on.Player));
        room.Tick();
        // Once for being hurt and once for the thought that follows it.
        Assert.Equal(112, Points());

        int Points() => room.Ask("Ada", static on => on.Room.Creatures[0].Get<Mana>().Points);
    }

    private static RoomScenario Room(string? mind) => new(
        Grove.World(Rules).CreatureKind("elf", elf => elf with { Mind = mind, Speed = 2 }).Room("glade", static glade => glade.WithCreature("elf", 1, 0)).Build(), "glade");

    private sealed class CowardMind : CreatureMind
    {
        public override void Think(in MindContext mind)
        {
            mind.Creature.Set(new Mana(mind.Creature.Get<Mana>().Points + 1));
            if (mind.NearestPlayer(4) is { } threat)
                mind.Flee(threat.Position);
            else
                mind.Stop();
            mind.ThinkAgainIn(10);
        }
    }

    private sealed class StillMind : CreatureMind
    {
        public override void Think(in MindContext mind) => mind.Creature.Set(new Mana(mind.Creature.Get<Mana>().Points + 1));

        public override void Hurt(in MindContext mind, Player by) => mind.Creature.Set(new Mana(mind.Creature.Get<Mana>().Points + 100));
    }
}
