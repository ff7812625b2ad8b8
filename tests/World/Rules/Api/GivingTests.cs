using Actors.TestKit;

namespace Actors.World.Tests;

public class GivingTests
{
    [Fact]
    public void A_given_item_has_one_holder_and_its_current_components()
    {
        var room = Two(1, 0);
        room.Try("Ada", static on =>
        {
            var cup = on.Player.Items[0];
            // The rule continues with the item as it was.
            on.Room.Set(cup, new Mana(2));
            Assert.Null(on.Room.Give(on.Player, cup, on.Room.FindPlayer("Bob")!));
        });
        Assert.Equal((0, 1), (room.Player("Ada").Items.Count, room.Player("Bob").Items.Count));
        Assert.Equal("""{"mana":[1,{"points":2}]}""", Assert.Single(room.Saved.Items).Components?.Json);
        Assert.Equal(room.Id("Bob"), Assert.Single(room.Saved.Items).Player);
    }

    [Fact]
    public void A_swap_is_all_or_nothing_even_between_full_inventories()
    {
        var room = Two(20, 20);
        room.Try("Ada", static on => on.Room.Give(on.Player, on.Player.Items[0], on.Room.FindPlayer("Bob")!) ?? Reply.Ok).ExpectRefused(Codes.InventoryFull, "Bob cannot carry more than 20 things.");
        room.Try("Ada", static on => Swap(on, 3, 2)).ExpectRefused(Codes.InventoryFull, "Bob cannot carry more than 20 things.");
        Assert.Empty(room.Changes.OfType<ItemChanged>());

        room.Try("Ada", static on => Swap(on, 3, 3)).ExpectDone();

        Assert.Equal((20, 20), (room.Player("Ada").Items.Count, room.Player("Bob").Items.Count));
        Assert.Equal(40, room.Saved.Items.Select(static item => item.Id).Distinct().Count());
        // One set of changes: both players with their answers, and every item that has another holder.
        Assert.Equal((6, 2), (room.Changes.OfType<ItemChanged>().Count(), room.Changes.OfType<PlayerChanged>().Count()));
    }

    [Fact]
    public void Items_cannot_move_to_or_from_a_departing_player()
    {
        var world = Grove.World(Grove.With()).Room("glade").Room("hill").Exit("glade", "east", "hill").Build();
        var room = new RoomScenario(world, "glade");
        room.Enter("Ada");
        room.Enter("Bob");
        room.Try("Ada", static on =>
        {
            on.Room.SpawnItem("cup", on.Player);
            on.Room.SpawnItem("lamp", on.Room.FindPlayer("Bob")!);
        });
        room.Type("Bob", "east").Expect<Departing>();

        room.Try("Ada", static on =>
        {
            var (mine, bob) = (on.Player.Items[0], on.Room.FindPlayer("Bob")!);
            Assert.Equal(Codes.NotHere, on.Room.Give(on.Player, mine, bob)?.Code);
            Assert.Equal(Codes.NotHere, on.Room.Give(bob, bob.Items[0], on.Player)?.Code);
            Assert.Equal(Codes.NotHere, on.Room.Swap(on.Player, [mine], bob, [])?.Code);
            Assert.Equal(Codes.NotHere, on.Room.PutDown(bob, bob.Items[0])?.Code);
            Assert.Null(on.Room.SpawnItem("cup", bob));
            Assert.False(on.Room.Consume(bob, bob.Items[0]));
            Assert.Null(on.Room.Set(bob.Items[0], new Mana(1)).Components);
        });
        Assert.DoesNotContain(room.Changes, static change => change is ItemChanged or ItemConsumed);
    }

    [Fact]
    public void Random_swaps_neither_lose_nor_create_items()
    {
        var room = Two(7, 5);
        for (var i = 0; i < 100; i++)
        {
            room.Try("Ada", static on =>
            {
                var bob = on.Room.FindPlayer("Bob")!;
                ItemRecord[] mine = [.. on.Player.Items.Where(_ => on.Room.Random.Chance(0.5))];
                ItemRecord[] theirs = [.. bob.Items.Where(_ => on.Room.Random.Chance(0.5))];
                return on.Room.Swap(on.Player, mine, bob, theirs) ?? Reply.Ok;
            }).ExpectDone();
            Assert.Equal(12, room.Player("Ada").Items.Count + room.Player("Bob").Items.Count);
        }
        Assert.Equal(12, room.Saved.Items.Count);
        foreach (var name in (string[])["Ada", "Bob"])
            Assert.Equal(room.Player(name).Items.Select(static item => item.Id).Order(), room.Saved.Items.Where(item => item.Player == room.Id(name)).Select(static item => item.Id).Order());
    }

    private static Reply Swap(VerbContext on, int mine, int theirs)
    {
        var bob = on.Room.FindPlayer("Bob")!;
        return on.Room.Swap(on.Player, [.. on.Player.Items.Take(mine)], bob, [.. bob.Items.Take(theirs)]) ?? Reply.Ok;
    }

    private static RoomScenario Two(int adas, int bobs)
    {
        var room = Grove.Room();
        room.Enter("Bob");
        room.Try("Ada", on =>
        {
            for (var i = 0; i < adas; i++)
                Assert.NotNull(on.Room.SpawnItem("cup", on.Player));
            for (var i = 0; i < bobs; i++)
                Assert.NotNull(on.Room.SpawnItem("lamp", on.Room.FindPlayer("Bob")!));
        });
        return room;
    }
}
