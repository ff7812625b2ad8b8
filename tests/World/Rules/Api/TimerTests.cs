using Actors.TestKit;

namespace Actors.World.Tests;

public class TimerTests
{
    private static readonly RuleSet Rules = Grove.With(static rules => rules.AddTimer("grove.bell", static (room, data) => room.Set(new Fate($"{room.Get<Fate>().Text} {data}@{room.Tick}"))));

    [Fact]
    public void Timers_fire_when_due_and_in_due_order()
    {
        var room = Grove.Room(Rules);
        room.Try("Ada", static on =>
        {
            on.Room.StartTimer("grove.bell", 9, "c");
            on.Room.StartTimer("grove.bell", 5, "a");
            on.Room.StartTimer("grove.bell", 5, "b");
            on.Room.StopTimer(on.Room.StartTimer("grove.bell", 6, "never"));
        });
        Assert.Equal(5, room.Room.NextWork);
        room.Tick(20);
        Assert.Equal("none a@5 b@5 c@9", Fate(room));
        Assert.Null(room.Room.NextWork);
    }

    [Fact]
    public void Only_an_overdue_durable_timer_fires_when_its_room_loads()
    {
        var world = Grove.World(Rules).Room("glade").Build();
        var room = new RoomScenario(world, "glade");
        room.Enter("Ada");
        room.Try("Ada", static on =>
        {
            on.Room.StartTimer("grove.bell", 50, "kept", durable: true);
            on.Room.StartTimer("grove.bell", 50, "lost");
        });
        var again = new RoomScenario(world, "glade", room.Saved, tick: 1000);
        again.Enter("Ada");
        again.Tick(2);
        Assert.Equal("none kept@1001", Fate(again));
        // And only once.
        var third = new RoomScenario(world, "glade", again.Saved, tick: 2000);
        third.Enter("Ada");
        third.Tick(2);
        Assert.Equal("none kept@1001", Fate(third));
    }

    [Fact]
    public void A_timer_of_a_missing_module_waits_for_it()
    {
        var room = new RoomScenario(Grove.World(Rules).Room("glade").Build(), "glade");
        room.Enter("Ada");
        room.Try("Ada", static on => on.Room.StartTimer("grove.bell", 5, "late", durable: true));

        var without = new RoomScenario(Grove.World(Grove.With()).Room("glade").Build(), "glade", room.Saved, tick: 100);
        Assert.Null(without.Room.NextWork);
        without.Enter("Ada");
        without.Tick(10).Try("Ada", static on => on.Room.Set(new Mana(1)));

        var again = new RoomScenario(Grove.World(Rules).Room("glade").Build(), "glade", without.Saved, tick: 200);
        again.Enter("Ada");
        again.Tick();
        Assert.Equal("none late@201", Fate(again));
    }

    [Fact]
    public void Unknown_timer_names_and_too_many_timers_are_errors()
    {
        var room = Grove.Room(Rules);
        Assert.Contains("RulesBuilder.AddTimer", Assert.Throws<InvalidOperationException>(() => room.Try("Ada", static on => on.Room.StartTimer("nothing", 1))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => room.Try("Ada", static on =>
        {
            for (var i = 0; i <= RoomState.MaxTimers; i++)
                on.Room.StartTimer("grove.bell", 10);
        }));
    }

    [Fact]
    public void Timers_are_in_the_state_hash()
    {
        var (one, other) = (Grove.Room(Rules), Grove.Room(Rules));
        one.Send("Ada", new Try(static on => Started(on, "a")), 0);
        other.Send("Ada", new Try(static on => Started(on, "b")), 0);
        Assert.NotEqual(one.Room.StateHash(), other.Room.StateHash());

        static Reply Started(VerbContext on, string data)
        {
            on.Room.StartTimer("grove.bell", 5, data);
            return Reply.Ok;
        }
    }

    private static string Fate(RoomScenario room) => room.Ask("Ada", static on => on.Room.Get<Fate>().Text);
}
