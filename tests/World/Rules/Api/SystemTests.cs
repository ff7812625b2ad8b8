using Actors.TestKit;

namespace Actors.World.Tests;

public class SystemTests
{
    [Fact]
    public void Systems_run_in_the_order_in_which_they_were_added()
    {
        var room = Grove.Room(Grove.With(static rules => rules.AddSystem(new Writing("b")).AddSystem(new Writing("a"))));
        room.Tick();
        Assert.Equal("noneba", room.Ask("Ada", static on => on.Room.Get<Fate>().Text));
    }

    [Fact]
    public void A_room_in_which_no_system_has_work_sleeps()
    {
        var room = Grove.Room(Grove.With(static rules => rules.AddSystem<ManaRegeneration>()));
        Assert.Null(room.Room.NextWork);
        room.Tick(3).Try("Ada", static on => on.Player.Set(new Mana(8)));
        Assert.Equal(20, room.Room.NextWork);
        room.Room.SkipTo(19);
        room.Tick();
        Assert.Equal((9, 40), (room.Ask("Ada", static on => on.Player.Get<Mana>().Points), room.Room.NextWork));
        room.Tick(20);
        Assert.Equal(10, room.Ask("Ada", static on => on.Player.Get<Mana>().Points));
        Assert.Null(room.Room.NextWork);
    }

    [Fact]
    public void A_timer_started_by_a_hook_wakes_an_empty_room()
    {
        var room = new RoomScenario(Grove.World(Grove.With(static rules => rules.AddTimer("grove.bell", static (it, _) => it.Set(new Mana(1))).AddHook<Doorbell>())).Room("glade").Build(), "glade");
        Assert.Null(room.Room.NextWork);
        room.Do("reserve", static (it, effects) => it.Reserve(new PlayerState(new PlayerRecord { Id = new PlayerId(1), Name = "Ada", Room = it.Id, Health = 1 }, []), effects)).ExpectDone();
        Assert.Equal(5, room.Room.NextWork);
        Assert.IsType<RoomChanged>(Assert.Single(room.Changes));
    }

    [Fact]
    public void A_system_must_not_draw_random_numbers_in_NextTick()
    {
        var room = Grove.Room(Grove.With(static rules => rules.AddSystem<Gambling>()));
        Assert.Equal(
            "The system Gambling has drawn a random number to tell when it has work next: only what happens may do so.",
            Assert.Throws<RulesException>(() => room.Room.NextWork).Message);
    }

    private sealed class Writing(string letter) : RoomSystem
    {
        public override string Name => letter;

        public override long? NextTick(RoomState room) => null;

        public override void Update(RoomState room) => room.Set(new Fate(room.Get<Fate>().Text + letter));
    }

    private sealed class Doorbell : RoomHook
    {
        public override Rejected? Entering(RoomState room, PlayerState player)
        {
            room.StartTimer("grove.bell", 5, durable: true);
            return null;
        }
    }

    private sealed class Gambling : RoomSystem
    {
        public override long? NextTick(RoomState room) => room.Tick + room.Random.Next(5);

        public override void Update(RoomState room)
        {
        }
    }
}

/// <summary>A point every second, up to ten.</summary>
internal sealed class ManaRegeneration : RoomSystem
{
    private const int Interval = 20;

    public override long? NextTick(RoomState room)
    {
        foreach (var player in room.Players)
        {
            if (player.Get<Mana>().Points < 10)
                return ((room.Tick / Interval) + 1) * Interval;
        }
        return null;
    }

    public override void Update(RoomState room)
    {
        if (room.Tick % Interval != 0)
            return;
        foreach (var player in room.Players)
        {
            if (player.Get<Mana>() is { Points: < 10 } mana)
                player.Set(mana with { Points = mana.Points + 1 });
        }
    }
}
