using Actors.TestKit;

namespace Actors.World.Tests;

public class FightTests
{
    private static RoomScenario Pit(bool safe = false, int ratHealth = 20)
    {
        var room = new RoomScenario(
            new WorldBuilder()
                .ItemKind("tail")
                .ItemKind("sword", static sword => sword with { AttackBonus = 90 })
                .CreatureKind("rat", rat => rat with { MaxHealth = ratHealth, FightsBack = true, Damage = 40, Drops = "tail", Score = 7, RespawnTicks = 200 })
                .Room("pit", pit => (pit with { Safe = safe, Spawn = new Vector(-5, -5) }).WithCreature("rat", 1, 0).WithItem("sword", 0, 0))
                .Build(),
            "pit");
        room.Enter("Ada");
        return room;
    }

    [Fact]
    public void A_creature_strikes_back_at_its_attacker()
    {
        var room = Pit();
        room.Type("Ada", "attack rat").ExpectDone();
        Assert.Equal(10, room.ExpectEvent<Struck>().Health);

        room.Tick();

        Assert.Equal((new CreatureId(0), 40, 60), (room.ExpectEvent<Struck>().ByCreature, room.ExpectEvent<Struck>().Damage, room.View("Ada").Health));
    }

    [Fact]
    public void A_killed_creature_drops_its_loot_and_respawns()
    {
        var room = Pit();
        room.Type("Ada", "take sword").ExpectDone();

        room.Type("Ada", "kill rat").ExpectDone();

        room.ExpectEvent<Killed>();
        Assert.Equal("tail", room.ExpectEvent<ItemAppeared>().Kind);
        Assert.Equal(7, room.View("Ada").Score);
        Assert.Equal(0, Assert.Single(room.Frame().Creatures).Health);
        Assert.Equal([new DeadCreature(0, 200) { Name = "rat@1,0" }], room.Saved.Load(room.Room.Id).Record!.Dead);
        room.Tick(10).Type("Ada", "kill rat").ExpectRefused(Codes.NotHere);

        room.Tick(189).ExpectNo<CreatureRespawned>();
        room.Tick().ExpectEvent<CreatureRespawned>();
        Assert.Equal(20, Assert.Single(room.Frame().Creatures).Health);
    }

    [Fact]
    public void Attacks_cool_down()
    {
        var room = Pit(ratHealth: 500);
        room.Type("Ada", "attack rat").ExpectDone();
        room.Type("Ada", "attack rat").ExpectRefused(Codes.TooSoon);
        room.Tick(9).Type("Ada", "attack rat").ExpectRefused(Codes.TooSoon);
        room.Tick().Type("Ada", "attack rat").ExpectDone();
    }

    [Fact]
    public void An_untargeted_attack_hits_what_is_in_its_direction()
    {
        var room = Pit();
        room.Send("Ada", new Attack(null, Math.PI)).ExpectDone().ExpectNo<Struck>();
        room.Tick(10).Send("Ada", new Attack(null, 0)).ExpectDone().ExpectEvent<Struck>();
    }

    [Fact]
    public void Nobody_is_hurt_in_a_safe_room()
    {
        var room = Pit(safe: true);
        room.Enter("Bob", 0, 1);

        room.Type("Bob", "attack Ada").ExpectRefused(Codes.SafeRoom);
        room.Send("Bob", new Attack(null, -Math.PI / 2)).ExpectDone();
        room.Type("Ada", "attack rat").ExpectDone();
        room.Send("Bob", new Fire(-Math.PI / 2)).ExpectDone();
        room.Tick(60);

        Assert.Equal((100, 100), (room.View("Ada").Health, room.View("Bob").Health));
    }

    [Fact]
    public void Dead_players_can_only_look_and_talk_until_they_respawn()
    {
        var room = Pit();
        room.Enter("Bob");
        room.Type("Bob", "take sword").ExpectDone();
        room.Type("Bob", "kill Ada").ExpectDone().ExpectEvent<Killed>();

        room.Type("Ada", "take tail").ExpectRefused(Codes.Dead);
        room.Send("Ada", new Move(new Vector(1, 0), 1), 0).ExpectRefused(Codes.Dead);
        room.Type("Ada", "look").Expect<Described>();
        room.Type("Ada", "say boo").ExpectDone().ExpectEvent<Said>();
        room.Tick(10).Type("Bob", "kill Ada").ExpectRefused(Codes.NotHere);
        room.Tick(49).ExpectNo<PlayerRespawned>();
        room.Tick().ExpectEvent<PlayerRespawned>();

        Assert.Equal((-5000, -5000, 100), (room.View("Ada").XMilli, room.View("Ada").YMilli, room.View("Ada").Health));
        room.Type("Ada", "gather").ExpectRefused(Codes.NotHere);
    }

    [Fact]
    public void A_shot_flies_until_it_hits()
    {
        var room = Pit();
        room.Enter("Bob", 0, 4);

        room.Send("Ada", new Fire(Math.PI / 2)).ExpectDone().ExpectEvent<Fired>();
        room.Send("Ada", new Fire()).ExpectRefused(Codes.TooSoon);
        Assert.Equal(400, Assert.Single(room.Tick().Frame().Projectiles).YMilli);
        room.Tick(8);

        Assert.Equal((room.Id("Bob"), 85), (room.ExpectEvent<Struck>().Player, room.View("Bob").Health));
        Assert.Empty(room.Frame().Projectiles);
    }

    [Fact]
    public void A_shot_that_misses_disappears_at_the_edge()
    {
        var room = Pit();
        room.Send("Ada", new Fire(Math.PI)).ExpectDone();

        Assert.Single(room.Tick(24).Frame().Projectiles);
        Assert.Empty(room.Tick(3).Frame().Projectiles);
        room.ExpectNo<Struck>();
    }

    [Fact]
    public void Health_regenerates_over_time()
    {
        var room = Pit();
        room.Enter("Bob");
        room.Type("Bob", "attack Ada").ExpectDone();

        Assert.Equal(93, room.Tick(60).View("Ada").Health);
    }
}
