using Actors.TestKit;

namespace Actors.World.Tests;

public class ItemTests
{
    private static RoomScenario Hall(Func<WorldRules, WorldRules>? rules = null)
    {
        var room = new RoomScenario(
            new WorldBuilder().Rules(rules ?? (static same => same))
                .ItemKind("lamp", static lamp => lamp with { Name = "brass lamp", Aliases = ["lantern"], Description = "It shines." })
                .ItemKind("bread", static bread => bread with { Heals = 30 })
                .ItemKind("sword", static sword => sword with { AttackBonus = 5 })
                .ItemKind("statue", static statue => statue with { Fixed = true })
                .Room("hall", static hall => hall.WithItem("lamp", 1, 1).WithItem("bread", 2, 2).WithItem("sword", 9, 9).WithItem("statue", 0, 5).WithRock(5, 5, 1))
                .Build(),
            "hall");
        room.Enter("Ada");
        room.Enter("Bob");
        return room;
    }

    [Theory]
    [InlineData("take lamp")]
    [InlineData("take the brass lamp")]
    [InlineData("get LANTERN")]
    [InlineData("take hall:1")]
    public void An_item_is_taken_by_any_of_its_names(string line)
    {
        var room = Hall();
        room.Type("Ada", line).ExpectDone("You take the brass lamp.");

        Assert.Equal(new ItemId("hall:1"), room.ExpectEvent<ItemTaken>().Item);
        Assert.Equal(room.Id("Ada"), Assert.Single(room.Changes.OfType<ItemChanged>()).Item.Player);
        Assert.DoesNotContain(room.Frame().Items, static item => item.Kind == "lamp");
    }

    [Fact]
    public void A_late_taker_learns_who_took_the_item()
    {
        var room = Hall();
        room.Type("Ada", "take lamp").ExpectDone();

        room.Type("Bob", "take lamp").ExpectRefused(Codes.Taken, "Ada has already taken the brass lamp.");
        room.Type("Ada", "take lamp").ExpectRefused(Codes.Taken, "You have the brass lamp already.");
        room.Type("Bob", "take a unicorn").ExpectRefused(Codes.NotHere, "You see no unicorn here.");
    }

    [Fact]
    public void A_dropped_item_lies_where_its_holder_stands()
    {
        var room = Hall();
        room.Enter("Cyd", 3, 4);
        room.Type("Cyd", "take lamp").ExpectDone();

        room.Type("Cyd", "drop lamp").ExpectDone("You drop the brass lamp.");

        room.ExpectEvent<ItemDropped>();
        var lamp = Assert.Single(room.Frame().Items, static item => item.Kind == "lamp");
        Assert.Equal((3000, 4000), (lamp.XMilli, lamp.YMilli));
        room.Type("Cyd", "drop lamp").ExpectRefused(Codes.NotHeld);
    }

    [Fact]
    public void Take_all_and_drop_all_move_every_portable_item()
    {
        var room = Hall();
        room.Type("Ada", "take all").ExpectDone("You take: brass lamp, bread, sword.");
        room.Type("Bob", "take all").ExpectRefused(Codes.NotHere);
        room.Type("Ada", "drop all").ExpectDone("You drop: brass lamp, bread, sword.");
    }

    [Fact]
    public void A_fixed_item_stays() => Hall().Type("Ada", "take statue").ExpectRefused(Codes.CannotTake);

    [Fact]
    public void The_rules_limit_the_inventory()
    {
        var room = Hall(static rules => rules with { InventoryCapacity = 1 });
        room.Type("Ada", "take lamp").ExpectDone();

        room.Type("Ada", "take bread").ExpectRefused(Codes.InventoryFull);
        room.Type("Ada", "take all").ExpectRefused(Codes.InventoryFull);
    }

    [Fact]
    public void The_rules_limit_the_items_on_the_ground()
    {
        var room = Hall(static rules => rules with { MaxGroundItems = 3 });
        room.Type("Ada", "take lamp").ExpectDone();

        room.Type("Ada", "drop lamp").ExpectRefused(Codes.GroundFull);
    }

    [Fact]
    public void Items_beyond_reach_cannot_be_taken()
    {
        var room = Hall(static rules => rules with { Reach = 3 });

        room.Type("Ada", "take sword").ExpectRefused(Codes.TooFar);
        room.Type("Ada", "take bread").ExpectDone();
    }

    [Fact]
    public void Food_heals_and_is_used_up()
    {
        var room = Hall();
        room.Type("Ada", "take bread").ExpectDone();
        for (var i = 0; i < 4; i++, room.Tick(10))
            room.Type("Bob", "attack Ada").ExpectDone();
        var hurt = room.View("Ada").Health;

        room.Type("Ada", "eat bread").ExpectDone("You use up the bread.");

        Assert.True(room.ExpectEvent<ItemUsed>().Consumed);
        Assert.Equal(hurt + 30, room.View("Ada").Health);
        Assert.Empty(room.Player("Ada").Items);
        Assert.DoesNotContain(room.Saved.Items, static item => item.Kind == "bread");
    }

    [Fact]
    public void A_weapon_is_held_until_it_is_dropped()
    {
        var room = Hall();
        room.Type("Ada", "take sword").ExpectDone();

        room.Type("Ada", "use sword").ExpectDone("You hold the sword.");
        Assert.Equal("sword", room.View("Ada").Holding);
        room.Type("Ada", "drop sword").ExpectDone();
        Assert.Null(room.View("Ada").Holding);
    }

    [Fact]
    public void Unusable_items_are_rejected()
    {
        var room = Hall();
        room.Type("Ada", "take lamp").ExpectDone();

        room.Type("Ada", "use lamp").ExpectRefused(Codes.CannotUse);
        room.Type("Bob", "use lamp").ExpectRefused(Codes.NotHeld, "You carry no lamp.");
    }

    [Theory]
    [InlineData("x lamp", "It shines.")]
    [InlineData("look at rock", "A grey rock.")]
    [InlineData("examine bob", "Bob, health 100 of 100, score 0.")]
    public void Examine_tells_more(string line, string text) => Hall().Type("Ada", line).ExpectDone(text);

    [Fact]
    public void Inventory_lists_held_items()
    {
        var room = Hall();
        room.Type("Ada", "take lamp").ExpectDone();

        var shown = room.Type("Ada", "i").Expect<InventoryShown>();

        Assert.Equal([new HeldItem(new ItemId("hall:1"), "lamp", "brass lamp")], shown.Items);
        Assert.Equal((100, 100, 0), (shown.Health, shown.MaxHealth, shown.Score));
    }
}
